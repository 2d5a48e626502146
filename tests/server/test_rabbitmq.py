"""RabbitMQ in place of Redis as the broker: who waits goes first, and nothing is lost with a worker."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.server.broker import Post, make_celery, queue_of
from app.server.contract import CardRequest, Priority
from app.server.leases import Leases
from app.server.records import Limits
from app.server.tasks import Tasks
from tests.server.house import ENDS, House, asked, client, happens, kill, sent
from tests.server.rabbit import rabbitmq_program, running_rabbitmq

NOW = datetime(2027, 1, 5, 9, 30, tzinfo=UTC)
ASKED = CardRequest(photos=("a" * 64,), model="nobody")
QUEUE = queue_of("nobody")


@pytest.fixture(scope="module")
def rabbitmq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a RabbitMQ with nothing in it."""
    program = rabbitmq_program()
    if program is None:
        pytest.skip("rabbitmq-server is not installed")
    with running_rabbitmq(program, tmp_path_factory.mktemp("rabbitmq")) as address:
        yield address


def test_who_waits_goes_first_and_what_the_broker_lost_is_sent_again(
    rabbitmq: str, redis: str, databases: Iterator[int]
) -> None:
    url = f"{redis}/{next(databases)}"
    with closing(Tasks(url, Limits())) as tasks, closing(make_celery(rabbitmq)) as celery:
        post = Post(celery)
        batch = tasks.create("ana", [ASKED] * 2, NOW, Priority.BATCH)
        made = [*batch, *tasks.create("ana", [ASKED], NOW, Priority.PERSON)]
        for task in made:
            post.send(task)
        leases = Leases(-1, [QUEUE], tasks, post, lambda _seconds: None)
        with celery.connection_for_read() as connection:
            channel = connection.default_channel
            leases.keep(channel)  # the queue is not empty: nothing is lost
            found = [channel.basic_get(QUEUE, no_ack=True).headers["id"] for _ in made]
            assert found == [made[2].id, made[0].id, made[1].id]
            assert channel.basic_get(QUEUE) is None
            for task in made[1:]:
                tasks.revoke(task.id)
            leases.keep(channel)
            assert channel.basic_get(QUEUE, no_ack=True).headers["id"] == made[0].id
            assert channel.basic_get(QUEUE) is None


def test_a_killed_workers_cards_are_written_by_another(house: House, rabbitmq: str, photos: tuple[Path, ...]) -> None:
    house.broker = rabbitmq
    address, victim = house.begin_front(), house.begin_worker("tiny")
    with client(address) as by:
        tasks = [asked(by, sent(by, photo), options={"minimum_words": 60}) for photo in photos[:3]]
        for name, _ in happens(by, tasks[0]):
            if name == "field_done":
                break
        kill(victim)
        house.begin_worker("tiny")
        ends = [[name for name, _ in happens(by, task) if name in ENDS] for task in tasks]
        found = [by.get(f"/v1/tasks/{task}").json() for task in tasks]
    assert all(len(names) <= 1 for names in ends)
    assert [task["state"] for task in found] == ["SUCCESS"] * len(tasks)
    assert len({str(task["result"]["card"]) for task in found}) == len(tasks)
