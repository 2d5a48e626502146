"""An engine and requests → one iterator of events, for those who have no event loop."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from inference.engine import Engine, Request
from inference.errors import InferenceError
from inference.events import Event, Failed, JobId, Started


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
    engine: Engine, jobs: Iterable[JobId], make: Callable[[JobId], Request], stop: Callable[[], bool]
) -> Iterator[Event]:
    """Answer a request for each job; one that cannot even be made is a failed job, and the others go on.

    Args:
        engine: A loaded engine with nothing in flight.
        jobs: Begun in this order.
        make: Makes a job's request, when its turn comes.
        stop: Whether no more are to be begun; asked before each.

    Yields:
        The events of every job that was begun.
    """
    unasked: list[Event] = []

    def requests() -> Iterator[Request]:
        for job in jobs:
            if stop():
                return
            try:
                request = make(job)
            except InferenceError as error:
                unasked.extend((Started(job), Failed(job, error)))
            else:
                yield request

    for event in run(engine, requests()):
        yield from unasked
        unasked.clear()
        yield event
    yield from unasked
