"""The engine on a server on the window's engine thread, with a server that goes away."""

from typing import Any

from pytestqt.qtbot import QtBot

from inference.endpoint.engine import EndpointEngine
from inference.engine import Engine
from inference.errors import InferenceError
from inference.events import Failed, Finished
from inference.qthread import EngineThread
from tests.endpoint.conftest import options_for
from tests.endpoint.replies import served
from tests.inference.cards import check_invariant, request
from tests.inference.listeners import WAIT, Source, Window


def test_while_a_server_is_gone_photos_wait(card: dict[str, Any], qapp: object, qtbot: QtBot) -> None:
    source, engines = Source(), []
    window = Window(source)
    thread = EngineThread(source)
    thread.stepped.connect(window.on_stepped)
    thread.start()

    def load(_progress: object) -> Engine:
        engines.append(EndpointEngine.load(options_for(first.url, slots=1)))
        return engines[0]

    with served(card) as first, qtbot.waitSignal(thread.drained, timeout=WAIT):
        thread.load(load)
    port = int(first.url.rpartition(":")[2])
    source.requests = [request(f"{number}", number) for number in range(3)]
    with qtbot.waitSignal(thread.source_failed, timeout=WAIT) as told:
        thread.wake()
    error = told.args[0]
    assert isinstance(error, InferenceError)
    assert error.code == "endpoint.unreachable"
    assert [event.job for event in source.recorded if isinstance(event, Failed)] == ["0"]
    assert len(source.requests) == 2
    with served(card, port), qtbot.waitSignal(thread.drained, timeout=WAIT):
        qtbot.waitUntil(lambda: engines[0].stopped is None, timeout=WAIT)
        thread.resume()
    check_invariant(source.recorded)
    assert [event.job for event in source.recorded if isinstance(event, Finished)] == ["1", "2"]
    with qtbot.waitSignal(thread.closed, timeout=WAIT):
        thread.close()
