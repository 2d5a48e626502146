"""What the front holds on to between two requests: connections on which it hears what happens, and sends."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import anyio
import pytest
from redis import Redis

from app.server.broker import Post, make_celery
from app.server.contract import CardRequest, Priority, TaskAnswer
from app.server.front.following import Happenings
from app.server.records import Limits, Task
from app.server.tasks import Tasks
from tests.server.house import free_port

NOW = datetime(2027, 1, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def url(redis: str, databases: Iterator[int]) -> str:
    return f"{redis}/{next(databases)}"


@pytest.fixture
def tasks(url: str) -> Iterator[Tasks]:
    with closing(Tasks(url, Limits())) as made:
        yield made


def begun(tasks: Tasks) -> Task:
    made = tasks.create("local", [CardRequest(photos=("a" * 64,))], NOW, Priority.PERSON)[0]
    assert tasks.begin(made.id)
    found = tasks.find(made.id)
    assert found is not None
    return found


async def heard(happenings: Happenings, task: Task) -> list[str]:
    """All that a listener hears of a task after how far it is, up to its end."""
    first = TaskAnswer(task_id=task.id, state=task.state, created=NOW)
    return [event async for event in happenings.follow(task, first, "")][1:]


def test_who_stops_listening_leaves_nothing_behind_for_others(url: str, tasks: Tasks) -> None:
    left, followed = begun(tasks), begun(tasks)

    said: list[str] = []

    async def listen() -> None:
        happenings = Happenings(url)

        async def listen_on() -> None:
            said.extend(await heard(happenings, followed))

        async with anyio.create_task_group() as listeners:
            for _ in range(5):
                listeners.start_soon(heard, happenings, left)
            while len(list_of(url, "xread")) < 5:
                await anyio.sleep(0.01)
            listeners.cancel_scope.cancel()
        tasks.tell(left.id, [("text_grown", {"text": "of the other"})], {})
        async with anyio.create_task_group() as listeners:
            listeners.start_soon(listen_on)
            while not list_of(url, "xread"):
                await anyio.sleep(0.01)
            tasks.tell(followed.id, [("text_grown", {"text": "Maçã"})], {})
            while not said and not list_of(url, "xread"):
                await anyio.sleep(0.01)
            await anyio.to_thread.run_sync(tasks.succeed, followed.id, {})
        await happenings.close()

    anyio.run(listen)
    assert [event.splitlines()[1] for event in said] == ["event: text_grown", "event: finished"]
    assert 'data: {"text": "Maçã"}' in said[0]


def test_the_broker_is_met_before_anybody_waits(url: str, tasks: Tasks) -> None:
    celery = make_celery(url)
    post, task = Post(celery), begun(tasks)
    post.meet()
    met = len(list_of(url, ""))
    assert met >= celery.conf.broker_pool_limit
    post.send(task)
    assert len(list_of(url, "")) == met


def test_a_broker_that_is_away_is_met_by_nobody() -> None:
    Post(make_celery(f"redis://127.0.0.1:{free_port()}")).meet()


def list_of(url: str, command: str) -> list[str]:
    """Connections to this database on which a command came last; all of them where none is named."""
    with Redis.from_url(url, decode_responses=True) as redis:
        own = redis.client_id()
        return [
            one["id"]
            for one in redis.client_list()
            if one["db"] == url.rpartition("/")[2] and one["id"] != str(own) and one["cmd"].startswith(command)
        ]
