"""What the engine's thread and the rest of the program hand to each other; knows no Qt."""

import threading
from collections.abc import Callable, Iterator
from typing import Protocol, TypeAlias

from inference.engine import Engine, Remote, Request
from inference.events import Cancelled, Event, Failed, Finished, JobId, Progressed, TextGrown

LoadProgress: TypeAlias = Callable[[float], bool]
Loader: TypeAlias = Callable[[LoadProgress], Engine]


class RequestSource(Protocol):
    """Where requests come from and events go first; called on the engine's thread only."""

    def next_request(self) -> Request | Failed | None:
        """The next request, asked for only while the engine has room for it.

        Returns:
            A request; or how one failed that could not even be made, recorded already; or ``None`` where there is
            nothing to do now.
        """
        ...

    def record(self, event: Event) -> None:
        """Keep what an event says; called for each before anybody else hears of it."""
        ...


class Supply:
    """Requests from a source, as many as there is room for.

    Attributes:
        dry: Whether the source had none when it was last asked: it is not asked again until somebody says ``False``.
    """

    def __init__(self, source: RequestSource) -> None:
        self._source = source
        self.dry = False

    def requests(self, room: int) -> Iterator[Request | Failed]:
        """Take up to so many requests; one that could not be made counts as well. Raises what the source raises."""
        for _ in range(room):
            if self.dry:
                break
            request = self._source.next_request()
            self.dry = request is None
            if request is not None:
                yield request


def ends(event: Event) -> bool:
    """Whether this is a job's last event."""
    return isinstance(event, Finished | Failed | Cancelled)


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


class InFlight:
    """The engine of a thread and the jobs it has, where other threads can reach them to abort.

    Attributes:
        closing: Whether the thread is about to end.
        load_number: Counts what was asked to be loaded; a load of another number is to be stopped.
    """

    def __init__(self) -> None:
        self.closing = False
        self.load_number = 0
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._jobs: set[JobId] = set()

    @property
    def engine(self) -> Engine | None:
        """The engine, if one is loaded."""
        return self._engine

    def hold(self, engine: Engine | None) -> None:
        """Hold another engine, or none; with no job in flight."""
        with self._lock:
            self._engine = engine
            self._jobs.clear()

    def add(self, request: Request) -> None:
        """Hand a request to the engine."""
        with self._lock:
            if self._engine is not None:
                self._engine.add(request)
                self._jobs.add(request.job)

    def note(self, event: Event) -> None:
        """Forget a job that came to its end."""
        if ends(event):
            with self._lock:
                self._jobs.discard(event.job)

    def abort(self, job: JobId | None = None) -> None:
        """Abort a job, or all; any thread may. Unknown ones are ignored."""
        with self._lock:
            if self._engine is not None:
                for each in self._jobs if job is None else {job}:
                    self._engine.abort(each)

    def look(self) -> None:
        """Have an engine that is away look at once whether it is back; any thread may."""
        with self._lock:
            if isinstance(self._engine, Remote):
                self._engine.look()

    def goes_on(self, load_number: int) -> bool:
        """Whether a load of that number is still wanted."""
        return load_number == self.load_number and not self.closing
