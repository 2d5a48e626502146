"""Which of the models that a server offers is meant."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import replace
from typing import TypeVar

from inference.endpoint.errors import ModelNotNamed, ModelUnknown
from inference.endpoint.exchange import Exchange
from inference.endpoint.loop import Loop
from inference.endpoint.options import EndpointInfo, EndpointOptions, Offer
from inference.errors import LoadCancelled

Result = TypeVar("Result")

_LOOK = 0.1  # seconds between two looks at whether somebody stopped it


def offer(exchange: Exchange, goes_on: Callable[[], bool]) -> Offer:
    """What a server offers, for a person to choose from.

    Args:
        exchange: Talks to it; closed in the end.
        goes_on: Asked again and again while nothing comes; ``False`` stops it.

    Raises:
        EndpointError: It does not say.
        LoadCancelled: ``goes_on`` said so.
    """
    loop = Loop("models")
    try:
        return awaited(loop.submit(exchange.offer()), goes_on)
    finally:
        loop.close(exchange.close)


def chosen(found: Offer, options: EndpointOptions) -> EndpointInfo:
    """The model that was named, or the only one.

    Raises:
        ModelUnknown: The server does not offer the one that was named.
        ModelNotNamed: None was named, and it does not offer exactly one.
    """
    host, names = options.address.host, ", ".join(found.models)
    if options.model:
        if found.models and options.model not in found.models:
            raise ModelUnknown("not offered", host=host, model=options.model, offered=names)
        return EndpointInfo(options.model, host, found.runtime)
    if len(found.models) != 1:
        raise ModelNotNamed("none was named", host=host, offered=names or "–")
    return EndpointInfo(found.models[0], host, found.runtime)


def named(options: EndpointOptions, info: EndpointInfo) -> EndpointOptions:
    """The options with the model that was chosen."""
    return replace(options, model=info.name)


def awaited(work: Future[Result], goes_on: Callable[[], bool]) -> Result:
    """Wait for a piece of work on another thread.

    Raises:
        LoadCancelled: ``goes_on`` said so.
    """
    while True:
        if not goes_on():
            work.cancel()
            raise LoadCancelled("stopped while connecting")
        try:
            return work.result(_LOOK)
        except NotYet:
            continue
        except CancelledError as error:
            raise LoadCancelled("stopped while connecting") from error
