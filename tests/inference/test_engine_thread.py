"""The engine's thread with the real engine: events on the window's thread, a loop that lives, a clean end."""

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from inference.embed import glance
from inference.engine import Engine
from inference.errors import ModelMissing, PhotoUnreadable
from inference.events import Cancelled, Event, Failed, FieldDone, Finished, Progressed, Stage, Started, TextGrown
from inference.handover import coalesce
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles, ModelInfo
from inference.qthread.thread import EngineThread
from tests.inference.cards import check_card, check_invariant, photo, request
from tests.inference.listeners import WAIT, Source, Window

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


def test_coalescing_keeps_the_last_of_what_grows_and_the_order_of_the_rest() -> None:
    done = FieldDone("a", "x", "xy", None)
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


def test_several_photos_are_in_hand_and_each_card_is_recorded_before_the_next_starts(
    thread: EngineThread, window: Window, source: Source, files: ModelFiles, qtbot: QtBot
) -> None:
    source.requests = [request(f"{seed}", seed) for seed in range(9)]
    with qtbot.waitSignal(thread.drained, timeout=WAIT):
        thread.load(lambda progress: LlamaEngine.load(files, LoadOptions(slots=3, threads=1), progress))
    check_invariant(window.heard)
    marks = [event for event in source.recorded if isinstance(event, Started | Finished)]
    assert [mark.job for mark in marks if isinstance(mark, Started)] == [f"{seed}" for seed in range(9)]
    in_hand = [
        sum(1 if isinstance(mark, Started) else -1 for mark in marks[: count + 1]) for count in range(len(marks))
    ]
    assert max(in_hand) == 3
    # Nobody waits for the others' cards: as long as there are photos, all three slots are taken again at once.
    assert min(in_hand[: in_hand.index(3) + 8]) >= 1
    assert len(window.ends()) == 9


def test_of_glances_the_window_hears_nothing(
    thread: EngineThread, window: Window, source: Source, loader: Load, qtbot: QtBot
) -> None:
    source.requests = [request("card", 1), glance("look", photo(2)), glance("again", photo(3))]
    rests: list[int] = []
    thread.drained.connect(lambda: rests.append(len(source.recorded)))
    thread.load(loader)
    qtbot.waitUntil(lambda: sum(isinstance(event, Finished) for event in source.recorded) == 3, timeout=WAIT)
    qtbot.waitUntil(lambda: len(rests) == 2, timeout=WAIT)
    assert {event.job for event in window.heard} == {"card"}
    told = [event.job for event in source.recorded[: rests[0]] if isinstance(event, Finished)]
    assert told == ["card"]  # it had nothing more to do once it began to look around
