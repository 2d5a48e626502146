"""The engine's thread with the real engine: events on the window's thread, a loop that lives, a clean end."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QThread, QTimer, Slot
from pytestqt.qtbot import QtBot

from inference.engine import Engine, Request
from inference.errors import LoadCancelled, ModelMissing, PhotoUnreadable
from inference.events import Cancelled, Event, Failed, FieldDone, Finished, Progressed, Stage, Started, TextGrown
from inference.handover import coalesce
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles, ModelInfo
from inference.qthread import EngineThread
from tests.inference.cards import check_card, check_invariant, request
from tests.inference.conftest import OPTIONS

WAIT = 20_000


class Source:
    """Requests from a list, events into a list; all on the engine's thread."""

    def __init__(self) -> None:
        self.requests: list[Request | Failed] = []
        self.recorded: list[Event] = []
        self.threads: set[int] = set()
        self.trouble: Exception | None = None

    def next_request(self) -> Request | Failed | None:
        self.threads.add(threading.get_ident())
        if self.trouble is not None:
            raise self.trouble
        return self.requests.pop(0) if self.requests else None

    def record(self, event: Event) -> None:
        self.threads.add(threading.get_ident())
        self.recorded.append(event)


class Window(QObject):
    """Hears the events as a window does, and notes where and when."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.heard: list[Event] = []
        self.batches = 0
        self.on_own_thread = True

    @Slot(list)
    def on_stepped(self, events: list[Event]) -> None:
        self.on_own_thread &= QThread.currentThread() is self.thread()
        self.batches += 1
        self.heard += events
        # Whatever the window hears of is recorded already.
        assert all(any(event is kept for kept in self.source.recorded) for event in events)

    def ends(self) -> list[Event]:
        return [event for event in self.heard if isinstance(event, Finished | Failed | Cancelled)]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def window(source: Source, qapp: object) -> Window:
    return Window(source)


@pytest.fixture
def thread(source: Source, window: Window, qtbot: QtBot) -> Iterator[EngineThread]:
    made = EngineThread(source)
    made.stepped.connect(window.on_stepped)
    made.start()
    yield made
    with qtbot.waitSignal(made.closed, timeout=WAIT):
        made.close()
    assert made.wait(0)


@pytest.fixture
def loader(files: ModelFiles) -> Callable[[Callable[[float], bool]], Engine]:
    return lambda progress: LlamaEngine.load(files, OPTIONS, progress)


Load = Callable[[Callable[[float], bool]], Engine]


def test_cards_arrive_in_the_window(
    thread: EngineThread, window: Window, source: Source, loader: Load, qtbot: QtBot
) -> None:
    source.requests = [request(f"{seed}", seed) for seed in range(3)]
    told: list[float] = []
    infos: list[object] = []
    threads: set[int] = set()
    thread.load_progressed.connect(told.append)
    thread.loaded.connect(infos.append)
    # A plain function runs wherever the signal is emitted: which has to be here.
    thread.stepped.connect(lambda _events: threads.add(threading.get_ident()))
    with qtbot.waitSignal(thread.drained, timeout=WAIT):
        thread.load(loader)
    assert [type(info) for info in infos] == [ModelInfo]
    assert threads == {threading.get_ident()}
    assert told[-1] == 1.0
    check_invariant(window.heard)
    assert [event.job for event in window.ends()] == ["0", "1", "2"]
    for end in window.ends():
        assert isinstance(end, Finished)
        check_card(end.values)
    assert window.on_own_thread
    assert source.threads
    assert threading.get_ident() not in source.threads
    assert window.heard == coalesce(window.heard) or window.batches > 1
    assert len(window.heard) < len(source.recorded)


def test_the_next_request_is_asked_for_only_when_the_last_is_recorded(
    thread: EngineThread, source: Source, loader: Load, qtbot: QtBot
) -> None:
    source.requests = [request("a", 1), request("b", 2)]
    with qtbot.waitSignal(thread.drained, timeout=WAIT):
        thread.load(loader)
    marks = [event for event in source.recorded if isinstance(event, Started | Finished)]
    assert [type(mark) for mark in marks] == [Started, Finished, Started, Finished]


def test_the_window_lives_meanwhile(thread: EngineThread, source: Source, loader: Load, qtbot: QtBot) -> None:
    source.requests = [request(f"{seed}", seed) for seed in range(4)]
    beats: list[float] = []
    heart = QTimer()
    heart.setInterval(5)
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    heart.start()
    with qtbot.waitSignal(thread.drained, timeout=WAIT):
        thread.load(loader)
    heart.stop()
    assert len(beats) > 10


def test_waking_finds_new_work(
    thread: EngineThread, window: Window, source: Source, loader: Load, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(thread.drained, timeout=WAIT):
        thread.load(loader)
    assert window.heard == []
    source.requests = [request("late")]
    thread.wake()
    qtbot.waitUntil(lambda: len(window.ends()) == 1, timeout=WAIT)


def test_waking_without_an_engine_does_nothing(
    thread: EngineThread, window: Window, source: Source, qtbot: QtBot
) -> None:
    source.requests = [request("early")]
    thread.wake()
    thread.abort("early")
    thread.unload()
    with qtbot.waitSignal(thread.load_failed, timeout=WAIT):
        thread.load(_missing)
    assert source.requests
    assert window.heard == []


def _missing(_progress: Callable[[float], bool]) -> Engine:
    raise ModelMissing("no", path="/nowhere")


def test_pausing_lets_the_job_in_hand_go_on(
    thread: EngineThread, window: Window, source: Source, loader: Load, qtbot: QtBot
) -> None:
    source.requests = [request(f"{seed}", seed) for seed in range(3)]
    thread.stepped.connect(thread.pause)
    with qtbot.waitSignal(thread.drained, timeout=WAIT):
        thread.load(loader)
    done = len(window.ends())
    assert 1 <= done < 3
    assert all(isinstance(end, Finished) for end in window.ends())
    thread.stepped.disconnect(thread.pause)
    thread.resume()
    qtbot.waitUntil(lambda: len(window.ends()) == 3, timeout=WAIT)


def test_one_job_is_aborted(thread: EngineThread, window: Window, source: Source, loader: Load, qtbot: QtBot) -> None:
    source.requests = [request("gone", 1), request("kept", 2)]
    thread.stepped.connect(lambda _events: thread.abort("gone"))
    with qtbot.waitSignal(thread.drained, timeout=WAIT):
        thread.load(loader)
    ends = {end.job: end for end in window.ends()}
    assert isinstance(ends["gone"], Cancelled)
    assert isinstance(ends["kept"], Finished)


def test_a_request_that_could_not_be_made_is_told_and_the_next_goes_on(
    thread: EngineThread, window: Window, source: Source, loader: Load, qtbot: QtBot
) -> None:
    failed = Failed("bad", PhotoUnreadable("gone", path="/a.jpg"))
    source.recorded.append(failed)
    source.requests = [failed, request("good")]
    with qtbot.waitSignal(thread.drained, timeout=WAIT):
        thread.load(loader)
    assert [type(end) for end in window.ends()] == [Failed, Finished]
    assert source.recorded.count(failed) == 1


def test_a_source_in_trouble_pauses_the_thread(
    thread: EngineThread, window: Window, source: Source, loader: Load, qtbot: QtBot
) -> None:
    source.requests = [request("later")]
    source.trouble = OSError("disk full")
    with qtbot.waitSignal(thread.source_failed, timeout=WAIT) as blocker:
        thread.load(loader)
    assert blocker.args == [source.trouble]
    source.trouble = None
    with qtbot.waitSignal(thread.drained, timeout=WAIT):
        thread.wake()
    assert window.ends() == []
    thread.resume()
    qtbot.waitUntil(lambda: len(window.ends()) == 1, timeout=WAIT)
    assert isinstance(window.ends()[0], Finished)


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


def test_coalescing_keeps_the_last_of_what_grows_and_the_order_of_the_rest() -> None:
    done = FieldDone("a", "x", "xy", None)  # type: ignore[arg-type] # its confidence does not matter here
    events: list[Event] = [
        Started("a"),
        Progressed("a", Stage.PROMPT, 0.1),
        TextGrown("a", "x", "x"),
        TextGrown("b", "x", "z"),
        Progressed("a", Stage.PROMPT, 0.2),
        TextGrown("a", "x", "xy"),
        done,
        Cancelled("b"),
    ]
    assert coalesce(events) == [events[0], events[3], events[4], events[5], done, Cancelled("b")]
