"""The thread's side of :mod:`inference.qthread.thread`: owns the engine, feeds it, and tells what it did."""

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from inference.engine import Engine, Request
from inference.errors import EngineCrashed, InferenceError, LoadCancelled
from inference.events import Event, Failed, JobId
from inference.handover import InFlight, Loader, RequestSource, Supply, coalesce, ends

COALESCE = 30
"""Milliseconds between two tellings of the window, at least."""

_AWAY_EVERY = 100
"""Milliseconds between two looks at an engine that is away."""


class Worker(QObject):
    """Lives on the engine's thread and owns the engine."""

    load_progressed = Signal(float)
    loaded = Signal(object)
    load_failed = Signal(object)
    stepped = Signal(list)
    drained = Signal()
    source_failed = Signal(object)
    went_away = Signal(object)
    came_back = Signal()

    def __init__(self, source: RequestSource, in_flight: InFlight) -> None:
        super().__init__()
        self._source = source
        self._in_flight = in_flight
        self._supply, self._paused, self._away = Supply(source), False, False
        self._glances: set[JobId] = set()
        self._rested = False
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
        self._away = False
        self._ticks.setInterval(0)
        self._send()

    @Slot()
    def _on_tick(self) -> None:
        engine = self._in_flight.engine
        if engine is not None:
            self._heed(engine)
            self._fill(engine)
        if engine is not None and not engine.idle:
            self._tell(engine.step())
        elif engine is None or (not self._away and (self._paused or self._supply.dry)):
            self._ticks.stop()
            self._rest()

    def _rest(self) -> None:
        """Say that there is nothing more to do."""
        self._rested = True
        self._send()
        self.drained.emit()

    def _heed(self, engine: Engine) -> None:
        """Notice that the engine is away, or back; while it is away, look at it now and then only."""
        error = engine.stopped
        passing = error is not None and error.passing
        if passing == self._away:
            return
        self._away = passing
        self._ticks.setInterval(_AWAY_EVERY if passing else 0)
        if passing:
            self.went_away.emit(error)
        else:
            self.came_back.emit()

    def _fill(self, engine: Engine) -> None:
        """Give the engine as much as it has room for."""
        if self._paused or self._away:
            return
        if (reason := engine.stopped) is not None:
            if not reason.passing:  # one that passes is noticed before the next time
                self._halt(reason)
            return
        try:
            for request in self._supply.requests(engine.room):
                if isinstance(request, Failed):
                    self._keep([request])
                else:
                    self._note(request)
                    self._in_flight.add(request)
        except Exception as error:  # the source's trouble (a full disk, a locked catalogue) is the window's to tell
            self._halt(error)

    def _note(self, request: Request) -> None:
        """A glance that nobody waits for is nothing to tell of; its beginning says that there is nothing else to do."""
        if not request.gives_way:
            self._rested = False
            return
        self._glances.add(request.job)
        if not self._rested:
            self._rest()

    def _tell(self, events: list[Event]) -> None:
        for event in events:
            self._in_flight.note(event)
            try:
                self._source.record(event)
            except Exception as error:  # as above
                self._halt(error)
        self._supply.dry &= not any(map(ends, events))
        self._keep([event for event in events if event.job not in self._glances])
        self._glances -= {event.job for event in events if ends(event)}

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
