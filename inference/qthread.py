"""The QThread that owns an engine: the window asks and is told, and never waits.

The thread's event loop is the queue. While there is work, a zero timer calls :meth:`~inference.engine.Engine.step`
again and again and lets the loop live in between; while the engine has room the source is asked for the next request.
Every event is recorded on this thread before anybody else hears of it, so that an answer is safe before the next photo
starts; the window hears of it at most every :data:`COALESCE` milliseconds.

Calls go to the thread as queued signals, in their order; only aborting and the stopping of a load act across threads.
"""

from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from inference.engine import Engine
from inference.errors import EngineCrashed, InferenceError, LoadCancelled
from inference.events import Event, Failed, JobId
from inference.handover import InFlight, Loader, RequestSource, Supply, coalesce, ends

COALESCE = 30


class _Worker(QObject):
    """Lives on the engine's thread and owns the engine."""

    load_progressed = Signal(float)
    loaded = Signal(object)
    load_failed = Signal(object)
    stepped = Signal(list)
    drained = Signal()
    source_failed = Signal(object)

    def __init__(self, source: RequestSource, in_flight: InFlight) -> None:
        super().__init__()
        self._source = source
        self._in_flight = in_flight
        self._supply, self._paused = Supply(source), False
        self._unsent: list[Event] = []
        self._ticks = QTimer(self)
        self._ticks.setInterval(0)
        self._ticks.timeout.connect(self._on_tick)
        self._sending = QTimer(self)
        self._sending.setSingleShot(True)
        self._sending.timeout.connect(self._send)

    @Slot(object, int)
    def load(self, loader: Loader, number: int) -> None:
        """Replace the engine, unless somebody asked for another one meanwhile."""
        self._drop_engine()

        def report(fraction: float) -> bool:
            self.load_progressed.emit(fraction)
            return self._in_flight.goes_on(number)

        try:
            self._adopt(loader(report), number)
        except InferenceError as error:
            self.load_failed.emit(error)
        except Exception as error:  # whatever the runtime raised, the window says so and goes on
            self.load_failed.emit(EngineCrashed(repr(error), reason=repr(error)))

    @Slot()
    def unload(self) -> None:
        """Close the engine."""
        self._drop_engine()

    @Slot()
    def wake(self) -> None:
        """Look for work."""
        self._supply.dry = False
        if self._in_flight.engine is not None and not self._in_flight.closing:
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
        QThread.currentThread().quit()

    def _adopt(self, engine: Engine, number: int) -> None:
        if not self._in_flight.goes_on(number):
            engine.close()
            raise LoadCancelled("another engine was asked for")
        self._in_flight.hold(engine)
        self.loaded.emit(getattr(engine, "info", None))
        self.wake()

    def _drop_engine(self) -> None:
        """Bring what is in flight to its end, aborted, and close the engine."""
        self._ticks.stop()
        engine = self._in_flight.engine
        if engine is not None:
            self._in_flight.abort()
            while not engine.idle:
                self._tell(engine.step())
            self._in_flight.hold(None)
            engine.close()
        self._send()

    @Slot()
    def _on_tick(self) -> None:
        engine = self._in_flight.engine
        if engine is not None and not self._paused:
            self._fill(engine)
        if engine is not None and not engine.idle:
            self._tell(engine.step())
        elif engine is None or self._paused or self._supply.dry:
            self._ticks.stop()
            self._send()
            self.drained.emit()

    def _fill(self, engine: Engine) -> None:
        if engine.stopped is not None:
            return self._halt(engine.stopped)
        try:
            for request in self._supply.requests(engine.room):
                if isinstance(request, Failed):
                    self._keep([request])
                else:
                    self._in_flight.add(request)
        except Exception as error:  # the source's trouble (a full disk, a locked catalogue) is the window's to tell
            self._halt(error)

    def _tell(self, events: list[Event]) -> None:
        for event in events:
            self._in_flight.note(event)
            try:
                self._source.record(event)
            except Exception as error:  # as above
                self._halt(error)
        self._supply.dry &= not any(map(ends, events))
        self._keep(events)

    def _keep(self, events: list[Event]) -> None:
        self._unsent += events
        if self._unsent and not self._sending.isActive():
            self._sending.start(COALESCE)

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


class EngineThread(QObject):
    """The window's side of an engine on its own thread. Every method returns at once, but for :meth:`wait`.

    Signals:
        load_progressed: How much of the model is loaded, in [0, 1].
        loaded: The engine's ``info``.
        load_failed: The :class:`~inference.errors.InferenceError`.
        stepped: The events since the last time, ``list[Event]``, coalesced; those that could not be recorded, too.
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
        self._in_flight = InFlight()
        self._thread = QThread(self)
        self._thread.setObjectName("engine")
        self._worker = _Worker(source, self._in_flight)
        self._worker.moveToThread(self._thread)
        worker: Any = self._worker
        for name in ("load", "unload", "wake", "pause", "close"):
            getattr(self, f"_{name}_asked").connect(getattr(worker, name))
        for name in ("load_progressed", "loaded", "load_failed", "stepped", "drained", "source_failed"):
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
