"""An engine and requests → one iterator of events, for those who have no event loop."""

from collections.abc import Iterable, Iterator

from inference.engine import Engine, Request
from inference.events import Event


def run(engine: Engine, requests: Iterable[Request]) -> Iterator[Event]:
    """Answer every request and yield what happens on the way.

    Requests are taken from the iterable one at a time, only when the engine is idle, so that a long list of photos is
    never decoded ahead of its turn.

    Args:
        engine: A loaded engine with nothing in flight.
        requests: What to answer, in this order.

    Yields:
        The events of :mod:`inference.events`, as they happen.
    """
    for request in requests:
        engine.add(request)
        while not engine.idle:
            yield from engine.step()
