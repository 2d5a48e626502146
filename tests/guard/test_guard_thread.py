"""The guarded engine on the window's thread: a kill costs one photo, the queue goes on, the event loop lives."""

import os
import signal
from collections import deque

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from inference.engine import Engine, Request
from inference.events import Event, Failed, Finished, TextGrown
from inference.guard.engine import GuardedEngine
from inference.handover import LoadProgress
from inference.llama.options import ModelFiles
from inference.qthread.thread import EngineThread
from tests.guard.asking import LONG, brief
from tests.guard.conftest import OPTIONS, pid_of
from tests.inference.cards import check_invariant, request


class Queue:
    """A source of requests that keeps what it is told."""

    def __init__(self, *requests: Request) -> None:
        self.waiting = deque(requests)
        self.recorded: list[Event] = []

    def next_request(self) -> Request | None:
        return self.waiting.popleft() if self.waiting else None

    def record(self, event: Event) -> None:
        self.recorded.append(event)


class Killer(QObject):
    """Kills the child as soon as the window hears of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.engine: GuardedEngine | None = None

    @Slot(list)
    def on_stepped(self, events: list[Event]) -> None:
        if self.engine is not None and any(isinstance(event, TextGrown) for event in events):
            os.kill(pid_of(self.engine), signal.SIGKILL)
            self.engine = None


@pytest.mark.usefixtures("no_process_left")
def test_a_kill_in_the_window(qtbot: QtBot, files: ModelFiles) -> None:
    queue = Queue(request("first", 1, schema=LONG), brief("second", 2), brief("third", 3))
    killer, thread, reloads = Killer(), EngineThread(queue), list[float]()

    def load(progress: LoadProgress) -> Engine:
        killer.engine = GuardedEngine.load(files, OPTIONS, progress, reloading=reloads.append)
        return killer.engine

    thread.stepped.connect(killer.on_stepped)
    thread.start()
    try:
        with qtbot.waitSignal(thread.drained, timeout=60_000):
            thread.load(load)
    finally:
        with qtbot.waitSignal(thread.closed, timeout=20_000):
            thread.close()
    check_invariant(queue.recorded)
    ends = [event for event in queue.recorded if isinstance(event, Failed | Finished)]
    assert [(event.job, type(event)) for event in ends] == [
        ("first", Failed),
        ("second", Finished),
        ("third", Finished),
    ]
    assert reloads[-1] == 1.0
