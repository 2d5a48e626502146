"""The engine on a thread of its own, so that the terminal's thread hears Ctrl+C while native code computes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

from inference.engine import Engine, Request
from inference.errors import InferenceError
from inference.events import Cancelled, Event, Failed, Finished, JobId

Result = TypeVar("Result")

_PATIENCE = 0.1
"""Seconds between two looks at whether somebody asked to stop."""


class EngineThread:
    """Implements :class:`inference.engine.Engine` by another engine, all of whose work is done on one other thread.

    Args:
        load: Makes the engine; runs on that thread.
        stop: Whether somebody asked to stop: what is in flight is then aborted.
    """

    def __init__(self, load: Callable[[], Engine], stop: Callable[[], bool]) -> None:
        self._stop = stop
        self._jobs: set[JobId] = set()
        self._engine: Engine | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
        try:
            self._engine = self._done(load)
        except BaseException:
            self._thread.shutdown()
            raise

    @property
    def idle(self) -> bool:
        """Whether nothing is in flight."""
        return self.loaded.idle

    @property
    def stopped(self) -> InferenceError | None:
        """Why every request would fail from now on; ``None`` while all is well."""
        return self.loaded.stopped

    @property
    def room(self) -> int:
        """How many more requests could begin at once."""
        return self.loaded.room

    def add(self, request: Request) -> None:
        """Take a request into the queue."""
        self._jobs.add(request.job)
        self._done(partial(self.loaded.add, request))

    def abort(self, job: JobId) -> None:
        """Ask for a job to end soon."""
        self.loaded.abort(job)

    def step(self) -> list[Event]:
        """Do one bounded piece of work."""
        events = self._done(self.loaded.step)
        self._jobs -= {event.job for event in events if isinstance(event, Finished | Failed | Cancelled)}
        return events

    def close(self) -> None:
        """Free everything and end the thread; calling again is harmless."""
        if self._engine is not None:
            self._thread.submit(self._engine.close).result()
            self._engine = None
        self._thread.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def loaded(self) -> Engine:
        """The engine that does the work.

        Raises:
            ValueError: It is closed.
        """
        if self._engine is None:
            raise ValueError("the engine is closed")
        return self._engine

    def _done(self, work: Callable[[], Result]) -> Result:
        """Wait for a piece of work, aborting what is in flight once somebody asks to stop."""
        self._heed()
        future = self._thread.submit(work)
        # Without a limit the wait could not be interrupted on Windows.
        while not wait([future], _PATIENCE).done:
            self._heed()
        return future.result()

    def _heed(self) -> None:
        if self._engine is not None and self._jobs and self._stop():
            for job in self._jobs:
                self._engine.abort(job)
