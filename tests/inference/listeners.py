"""Both ends of an engine's thread: where requests come from, and who hears what became of them."""

import threading

from PySide6.QtCore import QObject, QThread, Slot

from inference.engine import Request
from inference.events import Cancelled, Event, Failed, Finished

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
