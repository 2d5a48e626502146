"""The engine on a server on the window's engine thread, with a server that goes away and comes back."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from inference.endpoint.engine import EndpointEngine
from inference.engine import Engine
from inference.errors import InferenceError
from inference.events import Failed, Finished
from inference.qthread.thread import EngineThread
from tests.endpoint.conftest import options_for
from tests.endpoint.replies import MODEL, refuses, served
from tests.inference.cards import check_invariant, request
from tests.inference.listeners import WAIT, Source, Window


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def thread(source: Source, qapp: object, qtbot: QtBot) -> Iterator[EngineThread]:
    """The thread, without an engine yet."""
    window = Window(source)
    made = EngineThread(source)
    made.stepped.connect(window.on_stepped)
    made.start()
    yield made
    with qtbot.waitSignal(made.closed, timeout=WAIT):
        made.close()


def loaded(url: str, **options: Any) -> Any:
    """What loads an engine on a server."""

    def load(_progress: object) -> Engine:
        return EndpointEngine.load(options_for(url, slots=1, model=MODEL, **options), patient=True)

    return load


def gone(card: dict[str, Any]) -> str:
    """The address of a server that was there."""
    with served(card) as house:
        return house.url


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


def jobs(source: Source, kind: type[Failed | Finished]) -> list[str]:
    return [event.job for event in source.recorded if isinstance(event, kind)]


def blame(source: Source) -> list[InferenceError]:
    return [event.error for event in source.recorded if isinstance(event, Failed)]


def until_finished(qtbot: QtBot, source: Source, count: int) -> None:
    """Wait for the cards themselves: what the thread signals may be about the time before."""
    qtbot.waitUntil(lambda: len(jobs(source, Finished)) == count, timeout=WAIT)


def test_while_a_server_is_gone_photos_wait(
    card: dict[str, Any], thread: EngineThread, source: Source, qtbot: QtBot
) -> None:
    with served(card) as first, qtbot.waitSignal(thread.drained, timeout=WAIT):
        thread.load(loaded(first.url))
    source.requests = [request(f"{number}", number) for number in range(3)]
    with qtbot.waitSignal(thread.went_away, timeout=WAIT) as told:
        thread.wake()
    assert told.args[0].code == "endpoint.unreachable"
    assert jobs(source, Failed) == ["0"], "one photo found out, and no other was begun"
    assert [error.blameless and error.passing for error in blame(source)] == [True]
    assert len(source.requests) == 2
    source.requests.insert(0, request("0", 0))
    with served(card, port_of(first.url)), qtbot.waitSignal(thread.came_back, timeout=WAIT):
        until_finished(qtbot, source, 3)
    assert jobs(source, Finished) == ["0", "1", "2"]
    assert len(jobs(source, Failed)) == 1


def test_a_server_that_is_not_there_yet_is_waited_for(
    card: dict[str, Any], thread: EngineThread, source: Source, qtbot: QtBot
) -> None:
    url = gone(card)
    source.requests = [request("0", 0)]
    with qtbot.waitSignals([thread.loaded, thread.went_away], timeout=WAIT):
        thread.load(loaded(url))
    assert source.recorded == []
    with served(card, port_of(url)):
        until_finished(qtbot, source, 1)
    check_invariant(source.recorded)


def test_one_looks_at_once_where_that_is_wanted(
    card: dict[str, Any], thread: EngineThread, source: Source, qtbot: QtBot
) -> None:
    url = gone(card)
    source.requests = [request("0", 0)]
    with qtbot.waitSignal(thread.went_away, timeout=WAIT):
        thread.load(loaded(url, probe_seconds=3600.0, longest_probe=3600.0))
    with served(card, port_of(url)):
        thread.look()
        until_finished(qtbot, source, 1)


def test_another_engine_is_loaded_while_a_server_is_away(
    card: dict[str, Any], thread: EngineThread, source: Source, qtbot: QtBot
) -> None:
    source.requests = [request("0", 0)]
    with qtbot.waitSignal(thread.went_away, timeout=WAIT):
        thread.load(loaded(gone(card), probe_seconds=3600.0, longest_probe=3600.0))
    with served(card) as other:
        thread.load(loaded(other.url))
        until_finished(qtbot, source, 1)


def test_a_server_that_comes_back_with_another_key_stops_the_thread(
    card: dict[str, Any], thread: EngineThread, source: Source, qtbot: QtBot
) -> None:
    url = gone(card)
    source.requests = [request("0", 0)]
    with qtbot.waitSignal(thread.went_away, timeout=WAIT):
        thread.load(loaded(url))
    with served(card, port_of(url)) as house, qtbot.waitSignal(thread.source_failed, timeout=WAIT) as told:
        house.models = refuses(401, "no")
    assert told.args[0].code == "endpoint.key"
    assert len(source.requests) == 1
