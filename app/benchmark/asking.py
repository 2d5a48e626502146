"""Keeps an engine busy with so many requests at a time, fewer than it could take."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from inference.engine import Engine, Request
from inference.events import Cancelled, Event, Failed, Finished, JobId


def ask(engine: Engine, requests: Iterable[Request], together: int, stop: Callable[[], bool]) -> Iterator[Event]:
    """Have requests answered.

    Args:
        engine: A loaded engine with nothing in flight.
        requests: Begun in this order, each taken when its turn comes.
        together: At most so many in flight.
        stop: Whether somebody asked to stop, asked again and again; what is in flight is then left as it is.

    Yields:
        Their events, as they happen.
    """
    waiting = iter(requests)
    in_flight: set[JobId] = set()
    while not stop():
        for request in islice(waiting, min(engine.room, together - len(in_flight))):
            engine.add(request)
            in_flight.add(request.job)
        if not in_flight:
            return
        for event in engine.step():
            if isinstance(event, Finished | Failed | Cancelled):
                in_flight.discard(event.job)
            yield event
