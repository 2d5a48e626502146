"""The engine's thread while engines come and go: replaced, stopped in the middle, closed at any moment."""

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from inference.engine import Engine
from inference.errors import LoadCancelled
from inference.events import Cancelled, Finished
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from inference.qthread.thread import EngineThread
from tests.inference.cards import check_invariant, request
from tests.inference.conftest import OPTIONS
from tests.inference.listeners import WAIT, Source, Window

Load = Callable[[Callable[[float], bool]], Engine]


def test_another_model_replaces_the_first_and_cancels_its_job(
    thread: EngineThread, window: Window, source: Source, loader: Load, qtbot: QtBot
) -> None:
    source.requests = [request("first", 1)]
    with qtbot.waitSignal(thread.stepped, timeout=WAIT):
        thread.load(loader)
    with qtbot.waitSignal(thread.loaded, timeout=WAIT):
        thread.load(loader)
    qtbot.waitUntil(lambda: len(window.ends()) == 1, timeout=WAIT)
    check_invariant(window.heard)
    assert isinstance(window.ends()[0], Cancelled)
    source.requests = [request("second", 2)]
    thread.wake()
    qtbot.waitUntil(lambda: len(window.ends()) == 2, timeout=WAIT)
    assert isinstance(window.ends()[1], Finished)


def test_a_load_in_progress_is_stopped_by_the_next(thread: EngineThread, files: ModelFiles, qtbot: QtBot) -> None:
    entered, gate = threading.Event(), threading.Event()
    failures: list[object] = []
    thread.load_failed.connect(failures.append)

    def slow(progress: Callable[[float], bool]) -> Engine:
        entered.set()
        gate.wait()
        return LlamaEngine.load(files, OPTIONS, progress)

    thread.load(slow)
    assert entered.wait(WAIT / 1000)
    with qtbot.waitSignal(thread.loaded, timeout=WAIT):
        thread.load(lambda progress: LlamaEngine.load(files, OPTIONS, progress))
        gate.set()
    assert [type(failure) for failure in failures] == [LoadCancelled]


def test_a_loader_that_breaks_is_a_failure(thread: EngineThread, qtbot: QtBot) -> None:
    def broken(_progress: Callable[[float], bool]) -> Engine:
        raise RuntimeError("bug")

    with qtbot.waitSignal(thread.load_failed, timeout=WAIT) as blocker:
        thread.load(broken)
    assert blocker.args is not None
    assert blocker.args[0].code == "crash"


@pytest.mark.parametrize("moment", ["at once", "while loading", "while answering"])
def test_closing_never_waits_and_leaves_no_thread(
    source: Source, loader: Load, qtbot: QtBot, moment: str, window: Window
) -> None:
    before = set(threading.enumerate())
    thread = EngineThread(source)
    thread.stepped.connect(window.on_stepped)
    thread.start()
    source.requests = [request(f"{seed}", seed) for seed in range(50)]
    if moment != "at once":
        signal = thread.load_progressed if moment == "while loading" else thread.stepped
        with qtbot.waitSignal(signal, timeout=WAIT):
            thread.load(loader)
    with qtbot.waitSignal(thread.closed, timeout=WAIT):
        thread.close()
    assert thread.wait(0)
    thread.wake()
    assert {left.name for left in set(threading.enumerate()) - before if not left.name.startswith("Dummy")} == set()
    check_invariant(source.recorded)
    assert len(source.requests) > 40


def test_closing_what_never_started(source: Source, qtbot: QtBot) -> None:
    thread = EngineThread(source)
    with qtbot.waitSignal(thread.closed, timeout=WAIT):
        thread.close()
