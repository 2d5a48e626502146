"""An engine and requests → one iterator of events, for those who have no event loop."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Protocol

from inference.engine import Engine, Request
from inference.errors import InferenceError
from inference.events import Event, Failed, Finished, JobId, Started


class Patience(Protocol):
    """How an engine that is away is waited for."""

    def wait(self, error: InferenceError) -> bool:
        """Wait until the engine's ``stopped`` is no error any more that passes.

        Returns:
            Whether to go on; ``False`` leaves what is not done as it is.
        """
        ...

    def over(self) -> None:
        """The engine has answered."""
        ...


def run(engine: Engine, requests: Iterable[Request]) -> Iterator[Event]:
    """Answer every request and yield what happens on the way.

    Requests are taken from the iterable one at a time, only when the engine has room for one, so that a long list of
    photos is never decoded ahead of its turn. Events of several jobs come interleaved; jobs end in any order.

    Args:
        engine: A loaded engine with nothing in flight.
        requests: What to answer, begun in this order.

    Yields:
        The events of :mod:`inference.events`, as they happen.
    """
    waiting = iter(requests)
    while True:
        for request in islice(waiting, engine.room):
            engine.add(request)
        if engine.idle:
            return
        yield from engine.step()


def run_each(
    engine: Engine,
    jobs: Iterable[JobId],
    make: Callable[[JobId], Request],
    stop: Callable[[], bool],
    patience: Patience | None = None,
) -> Iterator[Event]:
    """Answer a request for each job; one that cannot even be made is a failed job, and the others go on.

    With patience, what fails because the engine is away is not told: it is asked anew once the engine is back.

    Args:
        engine: A loaded engine with nothing in flight.
        jobs: Begun in this order.
        make: Makes a job's request, when its turn comes.
        stop: Whether no more are to be begun; asked before each.
        patience: How an engine that is away is waited for; without it, jobs fail while it is.

    Yields:
        The events of every job that was begun, but for those that are left undone.
    """
    again: deque[JobId] = deque()
    waiting = iter(jobs)
    while True:
        error = engine.stopped
        if patience is None or error is None or not error.passing:
            yield from _begin(engine, chain(_drained(again), waiting), make, stop)
            if engine.idle:
                return
        elif engine.idle and (stop() or not patience.wait(error)):
            return
        for event in engine.step():
            if patience is not None and isinstance(event, Failed) and event.error.passing:
                again.append(event.job)
                continue
            if patience is not None and isinstance(event, Finished):
                patience.over()
            yield event


def _begin(
    engine: Engine, jobs: Iterator[JobId], make: Callable[[JobId], Request], stop: Callable[[], bool]
) -> Iterator[Event]:
    """Add requests for as many jobs as there is room for; tells of those for which none could be made."""
    while engine.room > 0 and not stop() and (job := next(jobs, None)) is not None:
        try:
            request = make(job)
        except InferenceError as error:
            yield from (Started(job), Failed(job, error))
        else:
            engine.add(request)


def _drained(jobs: deque[JobId]) -> Iterator[JobId]:
    while jobs:
        yield jobs.popleft()
