"""Several photos at the same time, each cancelled alone, and nothing left behind."""

import threading
from typing import Any

import pytest

from inference.endpoint.engine import EndpointEngine
from inference.events import Cancelled, Finished, Started, TextGrown
from tests.endpoint.conftest import Connect
from tests.endpoint.replies import never_ends, writes
from tests.endpoint.server import House
from tests.inference.cards import answers, check_invariant, drain, request


def until(engine: EndpointEngine, wanted: Any) -> list[Any]:
    """Every event up to the first that is wanted."""
    seen: list[Any] = []
    while not any(map(wanted, seen)):
        seen += engine.step()
    return seen


def test_four_photos_are_asked_about_at_the_same_time(connect: Connect, house: House) -> None:
    gate = threading.Barrier(4, timeout=20)

    def together(handler: Any, asked: Any) -> None:
        gate.wait()
        writes(house.card)(handler, asked)

    house.script.extend([together] * 8)
    engine = connect()
    finished = answers(engine, [request(f"{number}", number) for number in range(8)])
    assert {one.job for one in finished} == {f"{number}" for number in range(8)}
    assert engine.idle
    assert engine.room == engine.slots == 4


def test_one_at_a_time_where_that_is_wanted(connect: Connect, house: House) -> None:
    engine = connect(slots=1)
    for number in range(3):
        engine.add(request(f"{number}", number))
    assert engine.room == 0
    events = drain(engine)
    order = [type(event).__name__ + event.job for event in events if isinstance(event, Started | Finished)]
    assert order == ["Started0", "Finished0", "Started1", "Finished1", "Started2", "Finished2"]


def test_one_is_cancelled_and_the_others_go_on(connect: Connect, house: House) -> None:
    house.script.append(never_ends('{"product_name": "Cadeira de'))
    engine = connect()
    engine.add(request("long"))
    seen = until(engine, lambda event: isinstance(event, TextGrown))
    engine.add(request("short"))
    seen += until(engine, lambda event: isinstance(event, Finished))
    engine.abort("long")
    engine.abort("unknown")
    seen += drain(engine)
    check_invariant(seen)
    assert seen[-1] == Cancelled("long")
    assert house.hung_up.wait(20)


def test_one_that_waits_for_its_turn_is_cancelled(connect: Connect, house: House) -> None:
    house.script.append(never_ends("{"))
    engine = connect(slots=1)
    engine.add(request("first"))
    engine.add(request("second"))
    engine.abort("second")
    assert until(engine, lambda event: isinstance(event, Cancelled)) == [Started("first"), Cancelled("second")]
    engine.abort("first")
    assert drain(engine) == [Cancelled("first")]
    assert len(house.questions) <= 1


def test_closing_ends_what_is_in_flight(connect: Connect, house: House) -> None:
    house.script.extend([never_ends("{")] * 2)
    engine = connect()
    engine.add(request("a"))
    engine.add(request("b"))
    until(engine, lambda event: isinstance(event, Started))
    engine.close()
    engine.close()
    engine.abort("a")
    assert engine.idle
    with pytest.raises(ValueError, match="closed"):
        engine.add(request("c"))
    assert [thread.name for thread in threading.enumerate() if "endpoint" in thread.name] == []


def test_a_job_is_in_flight_once(engine: EndpointEngine) -> None:
    engine.add(request("a"))
    with pytest.raises(ValueError, match="in flight"):
        engine.add(request("a"))
    drain(engine)
