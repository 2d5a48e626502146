"""The QThread that owns an engine: the window asks and is told, and never waits.

The thread's event loop is the queue. While there is work, a zero timer calls :meth:`~inference.engine.Engine.step`
again and again and lets the loop live in between; when the engine is idle the source is asked for the next request.
Every event is recorded on this thread before anybody else hears of it, so that an answer is safe before the next photo
starts; the window hears of it at most every :data:`COALESCE` milliseconds.

Calls go to the thread as queued signals, in their order. Only :meth:`EngineThread.abort` and the stopping of a load act
at once, across threads.
"""

import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from inference.engine import Engine, Request
from inference.errors import EngineCrashed, InferenceError, LoadCancelled
from inference.events import Cancelled, Event, Failed, Finished, JobId, Progressed, TextGrown

COALESCE = 30

LoadProgress: TypeAlias = Callable[[float], bool]
Loader: TypeAlias = Callable[[LoadProgress], Engine]


class RequestSource(Protocol):
    """Where requests come from and events go first; called on the engine's thread only."""

    def next_request(self) -> Request | Failed | None:
        """The next request; how one ended that could not be made, kept already; ``None`` if there is nothing to do now.

        Asked only while the engine is idle.
        """
        ...

    def record(self, event: Event) -> None:
        """Keep what an event says; called for each before anybody else hears of it."""
        ...


def coalesce(events: list[Event]) -> list[Event]:
    """Of several growing texts of one field, and of several progresses of one job, keep the last; the order stays."""
    kept: dict[object, Event] = {}
    for number, event in enumerate(events):
        match event:
            case TextGrown(job, field):
                key: object = (job, field)
            case Progressed(job):
                key = (job, None)
            case _:
                key = number
        kept.pop(key, None)
        kept[key] = event
    return list(kept.values())


class _Shared:
    """What both sides touch: plain flags, each set on one side and read on the other."""

    def __init__(self) -> None:
        self.load_number = 0
        self.closing = False
        self.lock = threading.Lock()
        self.engine: Engine | None = None
        self.jobs: set[JobId] = set()

    def abort(self, jobs: set[JobId]) -> None:
        """Abort what is in flight; unknown jobs are ignored."""
        with self.lock:
            if self.engine is not None:
                for job in jobs:
                    self.engine.abort(job)


class _Worker(QObject):
    """Lives on the engine's thread and owns the engine."""

    load_progressed = Signal(float)
    loaded = Signal(object)
    load_failed = Signal(object)
    stepped = Signal(list)
    drained = Signal()
    source_failed = Signal(object)
    finished = Signal()

    def __init__(self, source: RequestSource, shared: _Shared) -> None:
        super().__init__()
        self._source = source
        self._shared = shared
        self._paused = False
        self._unsent: list[Event] = []
        self._ticks = QTimer(self)
        self._ticks.setInterval(0)
        self._ticks.timeout.connect(self._on_tick)
        self._sending = QTimer(self)
        self._sending.setSingleShot(True)
        self._sending.setInterval(COALESCE)
        self._sending.timeout.connect(self._send)

    @Slot(object, int)
    def load(self, loader: Loader, number: int) -> None:
        """Replace the engine, unless somebody asked for another one meanwhile."""
        self._drop_engine()
        try:
            engine = loader(_Reporter(self, number, self._shared).report)
        except InferenceError as error:
            self.load_failed.emit(error)
        except Exception as error:  # whatever the runtime raised, the window says so and goes on
            self.load_failed.emit(EngineCrashed(repr(error), reason=repr(error)))
        else:
            self._adopt(engine, number)

    @Slot()
    def unload(self) -> None:
        """Close the engine."""
        self._drop_engine()

    @Slot()
    def wake(self) -> None:
        """Look for work."""
        if self._shared.engine is not None and not self._shared.closing:
            self._ticks.start()

    @Slot(bool)
    def pause(self, paused: bool) -> None:
        """Start no new job, or do so again."""
        self._paused = paused
        self.wake()

    @Slot()
    def close(self) -> None:
        """Close the engine and leave the thread's loop."""
        self._drop_engine()
        self._sending.stop()
        self._ticks.stop()
        self.finished.emit()
        QThread.currentThread().quit()

    def _adopt(self, engine: Engine, number: int) -> None:
        if number != self._shared.load_number or self._shared.closing:
            engine.close()
            self.load_failed.emit(LoadCancelled("another engine was asked for"))
            return
        with self._shared.lock:
            self._shared.engine = engine
        self.loaded.emit(getattr(engine, "info", None))
        self.wake()

    def _drop_engine(self) -> None:
        """Bring what is in flight to its end, aborted, and close the engine."""
        self._ticks.stop()
        engine = self._shared.engine
        if engine is None:
            return
        self._shared.abort(set(self._shared.jobs))
        while not engine.idle:
            self._tell(engine.step())
        self._send()
        with self._shared.lock:
            self._shared.engine = None
        engine.close()

    @Slot()
    def _on_tick(self) -> None:
        engine = self._shared.engine
        if engine is None:
            self._ticks.stop()
        elif not engine.idle:
            self._tell(engine.step())
        elif self._paused or not self._take(engine):
            self._ticks.stop()
            self._send()
            self.drained.emit()

    def _take(self, engine: Engine) -> bool:
        """Take the next request from the source; whether there was one."""
        try:
            match self._source.next_request():
                case None:
                    return False
                case Failed() as failed:
                    self._pass_on([failed])
                case request:
                    self._shared.jobs.add(request.job)
                    engine.add(request)
        except Exception as error:  # the source's trouble (a full disk, a locked catalogue) is the window's to tell
            self._halt(error)
            return False
        return True

    def _tell(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Finished | Failed | Cancelled):
                self._shared.jobs.discard(event.job)
            try:
                self._source.record(event)
            except Exception as error:  # as above
                self._halt(error)
        self._pass_on(events)

    def _pass_on(self, events: list[Event]) -> None:
        self._unsent += events
        if self._unsent and not self._sending.isActive():
            self._sending.start()

    def _halt(self, error: Exception) -> None:
        """Start nothing new until somebody resumes, rather than fail again at once."""
        self._paused = True
        self.source_failed.emit(error)

    @Slot()
    def _send(self) -> None:
        self._sending.stop()
        if self._unsent:
            unsent, self._unsent = self._unsent, []
            self.stepped.emit(coalesce(unsent))


class _Reporter:
    """Passes a load's progress on, and stops it when another one was asked for."""

    def __init__(self, worker: _Worker, number: int, shared: _Shared) -> None:
        self._worker = worker
        self._number = number
        self._shared = shared

    def report(self, fraction: float) -> bool:
        """Tell how far it is; whether to go on."""
        self._worker.load_progressed.emit(fraction)
        return self._number == self._shared.load_number and not self._shared.closing


class EngineThread(QObject):
    """The window's side of an engine on its own thread. Every method returns at once, but for :meth:`wait`.

    Signals:
        load_progressed: How much of the model is loaded, in [0, 1].
        loaded: The engine's ``info``.
        load_failed: The :class:`~inference.errors.InferenceError`.
        stepped: The events since the last time, ``list[Event]``, coalesced.
        drained: There is nothing more to do now, or the thread is paused.
        source_failed: The exception that the source raised; the thread is paused then.
        closed: The engine is closed and the thread has ended.
    """

    load_progressed = Signal(float)
    loaded = Signal(object)
    load_failed = Signal(object)
    stepped = Signal(list)
    drained = Signal()
    source_failed = Signal(object)
    closed = Signal()
    _load_asked = Signal(object, int)
    _unload_asked = Signal()
    _wake_asked = Signal()
    _pause_asked = Signal(bool)
    _close_asked = Signal()

    def __init__(self, source: RequestSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shared = _Shared()
        self._thread = QThread(self)
        self._thread.setObjectName("engine")
        self._worker = _Worker(source, self._shared)
        self._worker.moveToThread(self._thread)
        self._connect()

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def load(self, loader: Loader) -> None:
        """Load another engine in place of this one; a load in progress is stopped.

        Args:
            loader: Called on the engine's thread with a function that is told how far it is and says whether to go on.
        """
        self._shared.load_number += 1
        self.abort_all()
        self._load_asked.emit(loader, self._shared.load_number)

    def unload(self) -> None:
        """Close the engine; a load in progress is stopped."""
        self._shared.load_number += 1
        self.abort_all()
        self._unload_asked.emit()

    def wake(self) -> None:
        """Say that there may be work."""
        self._wake_asked.emit()

    def pause(self) -> None:
        """Start no new job; the one in hand goes on."""
        self._pause_asked.emit(True)

    def resume(self) -> None:
        """Start jobs again."""
        self._pause_asked.emit(False)

    def abort(self, job: JobId) -> None:
        """Cancel a job in flight; unknown ones are ignored."""
        self._shared.abort({job})

    def abort_all(self) -> None:
        """Cancel every job in flight."""
        self._shared.abort(set(self._shared.jobs))

    def close(self) -> None:
        """Cancel what is in flight, close the engine and end the thread; ``closed`` tells when it is done."""
        self._shared.closing = True
        self.abort_all()
        self._close_asked.emit()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end, for the last moment of a program; whether it has."""
        return self._thread.wait(milliseconds)

    def _connect(self) -> None:
        worker: Any = self._worker
        for name in ("load", "unload", "wake", "pause", "close"):
            getattr(self, f"_{name}_asked").connect(getattr(worker, name))
        worker.load_progressed.connect(self.load_progressed)
        worker.loaded.connect(self.loaded)
        worker.load_failed.connect(self.load_failed)
        worker.stepped.connect(self.stepped)
        worker.drained.connect(self.drained)
        worker.source_failed.connect(self.source_failed)
        self._thread.finished.connect(self._on_finished)

    @Slot()
    def _on_finished(self) -> None:
        self.closed.emit()
