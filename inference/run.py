"""An engine and requests → one iterator of events, for those who have no event loop."""

from collections.abc import Iterable, Iterator
from itertools import islice

from inference.engine import Engine, Request
from inference.events import Event


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
