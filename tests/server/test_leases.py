"""What becomes of messages whose worker died, lives, or never got them; on the real broker, without waiting."""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from redis import Redis

from app.server.broker import Post, make_celery, queue_of
from app.server.contract import CardRequest, Priority
from app.server.leases import Leases
from app.server.records import Limits
from app.server.tasks import Tasks

NOW = datetime(2027, 1, 5, 9, 30, tzinfo=UTC)
ASKED = CardRequest(photos=("a" * 64,))
LEASE = 60
INDEX = "unacked_index"


@pytest.fixture
def address(redis: str, databases: Iterator[int]) -> str:
    return f"{redis}/{next(databases)}"


@pytest.fixture
def tasks(address: str) -> Iterator[Tasks]:
    with closing(Tasks(address, Limits())) as made:
        yield made


@pytest.fixture
def celery(address: str) -> Iterator[Any]:
    with closing(make_celery(address, LEASE)) as made:
        yield made


@pytest.fixture
def channel(celery: Any) -> Iterator[Any]:
    with celery.connection_for_read() as connection:
        yield connection.default_channel


@pytest.fixture
def index(address: str) -> Iterator[Any]:
    """The broker's own index of what is in hand."""
    with Redis.from_url(address, decode_responses=True) as client:
        yield client


def leases(celery: Any, tasks: Tasks, lease: int = LEASE) -> Leases:
    return Leases(lease, [queue_of("")], tasks, Post(celery), lambda _seconds: None)


def sent(celery: Any, tasks: Tasks) -> str:
    (task,) = tasks.create("ana", [ASKED], NOW, Priority.PERSON)
    Post(celery).send(task)
    return task.id


def taken(channel: Any) -> Any:
    """Take a message in hand, as a worker does."""
    message = channel.basic_get(queue_of(""))
    assert message is not None
    return message


def test_what_is_in_hand_stays_there_while_its_worker_lives(
    celery: Any, tasks: Tasks, channel: Any, index: Any
) -> None:
    sent(celery, tasks)
    tag = taken(channel).delivery_tag
    index.zadd(INDEX, {tag: 1.0})
    began = time.time()
    leases(celery, tasks).keep(channel)
    assert index.zscore(INDEX, tag) >= began
    assert channel.basic_get(queue_of("")) is None


def test_what_a_dead_worker_had_in_hand_is_delivered_again(celery: Any, tasks: Tasks, channel: Any, index: Any) -> None:
    task = sent(celery, tasks)
    with celery.connection_for_read() as other:
        first = taken(other.default_channel)
        index.zadd(INDEX, {first.delivery_tag: 1.0})
        leases(celery, tasks).keep(channel)
        again = taken(channel)
        assert again.headers["id"] == first.headers["id"] == task
        assert again.headers["redelivered"]
        other.default_channel.qos.ack(first.delivery_tag)


def test_what_the_broker_lost_is_sent_again_once(celery: Any, tasks: Tasks, channel: Any) -> None:
    lost = sent(celery, tasks)
    channel._purge(queue_of(""))
    leases(celery, tasks).keep(channel)  # heard of a moment ago: somebody may have it
    assert channel.basic_get(queue_of("")) is None
    impatient = leases(celery, tasks, lease=-1)
    impatient.keep(channel)
    impatient.keep(channel)  # it waits in the queue now
    assert taken(channel).headers["id"] == lost
    assert channel.basic_get(queue_of("")) is None


def test_who_waits_goes_first(celery: Any, tasks: Tasks, channel: Any) -> None:
    batch = tasks.create("ana", [ASKED, ASKED], NOW, Priority.BATCH)
    (person,) = tasks.create("ana", [ASKED], NOW, Priority.PERSON)
    for task in (*batch, person):
        Post(celery).send(task)
    assert [taken(channel).headers["id"] for _ in range(3)] == [person.id, *(task.id for task in batch)]
