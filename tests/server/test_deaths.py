"""A photo that ends whoever reads it, on a real worker that is killed each time, and who may begin beside it."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import httpx2

from app.server.contract import CardRequest, Priority
from app.server.records import Limits
from app.server.tasks import Tasks
from app.server.turns import Turns
from inference.guard.crashes import MOST
from tests.server.house import Happening, House, asked, client, ended, happens, kill, sent

ASKED = CardRequest(photos=("a" * 64,))
NOW = datetime(2027, 1, 5, 9, 30, tzinfo=UTC)
MODEL = "mortal"
LONG = {"minimum_words": 400}
READ = {"progressed", "text_grown", "field_done"}
"""What is told of a photo only once an engine has it in hand."""


def following(by: httpx2.Client, task: str) -> Iterator[Happening]:
    """What happens to a task from now on."""
    heard = happens(by, task)
    assert next(heard)[0] == "task"
    return heard


def is_read(heard: Iterator[Happening]) -> bool:
    """Wait until an engine has it in hand; ``False`` where it comes to its end before."""
    return any(name in READ for name, _ in heard)


def test_a_photo_that_ends_every_worker_is_set_aside_alone(house: House, photos: tuple[Path, ...]) -> None:
    with client(house.begin_front()) as by:
        fatal, beside = (asked(by, sent(by, photo), options=LONG) for photo in photos[:2])
        deaths, together = 0, following(by, beside)
        heard = following(by, fatal)
        worker = house.begin_worker(MODEL, slots=2)
        assert is_read(together)  # it is in hand when the first one ends, through no fault of its own
        while is_read(heard):
            kill(worker)
            deaths += 1
            heard = following(by, fatal)
            worker = house.begin_worker(MODEL, slots=2)
        found = by.get(f"/v1/tasks/{fatal}").json()
        assert deaths == MOST
        assert found["state"] == "FAILURE"
        assert found["problem"]["code"] == "server.ended"
        assert f"{MOST} times" in found["problem"]["title"]
        assert ended(by, beside)["state"] == "SUCCESS"
        assert 'fichario_failures_total{code="server.ended"} 1.0' in by.get("/metrics").text


def test_lost_workers_and_failures_that_may_pass_are_counted_apart(redis: str, databases: Iterator[int]) -> None:
    with closing(Tasks(f"{redis}/{next(databases)}", Limits())) as tasks:
        (task,) = tasks.create("ana", [ASKED], NOW, Priority.PERSON)
        counted = []
        for lost in (True, None, False, False):  # an engine that ends, a worker that does, and twice something else
            begun = tasks.begin(task.id)
            assert begun is not None
            counted.append((begun.losses, begun.failures))
            assert tasks.risk(task.id)
            if lost is not None:
                tasks.wait_again(task.id, "crash" if lost else "memory", lost=lost)
        assert tasks.begin(task.id) is not None  # taken up and not begun yet: it is nobody's end
        last = tasks.begin(task.id)
        assert last is not None
        assert counted == [(0, 0), (1, 0), (2, 0), (2, 1)]
        assert (last.losses, last.failures, last.attempts) == (2, 2, 6)


def test_one_alone_waits_for_the_others_and_goes_before_those_that_come() -> None:
    turns, order, asked_for = Turns(), list[str](), threading.Event()

    def waits() -> bool:
        asked_for.set()
        return True

    def alone() -> None:
        with turns.turn(True, waits) as begins:
            order.append(f"alone {begins}")

    def beside() -> None:
        with turns.turn(False, lambda: True) as begins:
            order.append(f"beside {begins}")

    with ThreadPoolExecutor(2) as threads:
        with ExitStack() as stack:
            for _ in range(2):
                assert stack.enter_context(turns.turn(False, lambda: True))
            first = threads.submit(alone)
            assert asked_for.wait(30)
            second = threads.submit(beside)
            order.append("both")
        first.result()
        second.result()
    assert order == ["both", "alone True", "beside True"]


def test_what_nobody_wants_any_more_waits_no_longer_and_holds_nobody_up() -> None:
    turns = Turns()
    with turns.turn(False, lambda: True):
        with turns.turn(True, lambda: False) as begins:
            assert not begins
        with turns.turn(False, lambda: False) as begins:
            assert begins
