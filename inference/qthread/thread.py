"""The QThread that owns an engine: the window asks and is told, and never waits.

The thread's event loop is the queue. While there is work, a zero timer calls :meth:`~inference.engine.Engine.step`
again and again and lets the loop live in between; while the engine has room the source is asked for the next request.
Every event is recorded on this thread before anybody else hears of it, so that an answer is safe before the next photo
starts; the window hears of it at most every :data:`COALESCE` milliseconds.

Calls go to the thread as queued signals, in their order; only aborting and the stopping of a load act across threads.
"""

from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from inference.events import JobId
from inference.handover import InFlight, Loader, RequestSource
from inference.qthread.worker import Worker

_TOLD = ("load_progressed", "loaded", "load_failed", "stepped", "drained", "source_failed", "went_away", "came_back")
"""The worker's signals that are handed on."""


class EngineThread(QObject):
    """The window's side of an engine on its own thread. Every method returns at once, but for :meth:`wait`.

    Signals:
        load_progressed: How much of the model is loaded, in [0, 1].
        loaded: The engine's ``info``.
        load_failed: The :class:`~inference.errors.InferenceError`.
        stepped: The events since the last time, ``list[Event]``, coalesced; those that could not be recorded, too. Of
            glances nothing is told.
        drained: There is nothing more to do now but to glance at photos, or the thread is paused.
        source_failed: The exception that the source raised, or for which the engine answers no more; the thread is
            paused then.
        went_away: The passing :class:`~inference.errors.InferenceError` for which nothing can be read at the moment:
            no job is started until ``came_back``, and the engine itself looks for the end of it.
        came_back: The engine is not away any more, and jobs start again.
        closed: The engine is closed and the thread has ended.
    """

    load_progressed = Signal(float)
    loaded = Signal(object)
    load_failed = Signal(object)
    stepped = Signal(list)
    drained = Signal()
    source_failed = Signal(object)
    went_away = Signal(object)
    came_back = Signal()
    closed = Signal()
    _load_asked = Signal(object, int)
    _unload_asked = Signal()
    _wake_asked = Signal()
    _pause_asked = Signal(bool)
    _close_asked = Signal()

    def __init__(self, source: RequestSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._in_flight = InFlight()
        self._thread = QThread(self)
        self._thread.setObjectName("engine")
        self._worker = Worker(source, self._in_flight)
        self._worker.moveToThread(self._thread)
        worker: Any = self._worker
        for name in ("load", "unload", "wake", "pause", "close"):
            getattr(self, f"_{name}_asked").connect(getattr(worker, name))
        for name in _TOLD:
            getattr(worker, name).connect(getattr(self, name))
        self._thread.finished.connect(self._on_finished)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def load(self, loader: Loader) -> None:
        """Load another engine, on its thread, in place of this one; a load in progress is stopped."""
        self._in_flight.load_number += 1
        self._in_flight.abort()
        self._load_asked.emit(loader, self._in_flight.load_number)

    def unload(self) -> None:
        """Close the engine; a load in progress is stopped."""
        self._in_flight.load_number += 1
        self._in_flight.abort()
        self._unload_asked.emit()

    def wake(self) -> None:
        """Say that there may be work."""
        self._wake_asked.emit()

    def pause(self) -> None:
        """Start no new job; those in hand go on."""
        self._pause_asked.emit(True)

    def resume(self) -> None:
        """Start jobs again."""
        self._pause_asked.emit(False)

    def look(self) -> None:
        """Have an engine that is away look at once whether it is back."""
        self._in_flight.look()

    def abort(self, job: JobId) -> None:
        """Cancel a job in flight; unknown ones are ignored."""
        self._in_flight.abort(job)

    def abort_all(self) -> None:
        """Cancel every job in flight."""
        self._in_flight.abort()

    def close(self) -> None:
        """Cancel what is in flight, close the engine and end the thread; ``closed`` tells when it is done."""
        self._in_flight.closing = True
        self._in_flight.abort()
        if self._thread.isRunning():
            self._close_asked.emit()
        else:
            self.closed.emit()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end, for the last moment of a program; whether it has."""
        return bool(self._thread.wait(milliseconds))

    @Slot()
    def _on_finished(self) -> None:
        self._thread.wait()  # it has left its loop and only unwinds
        self.closed.emit()
