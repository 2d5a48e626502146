"""Which models a server offers, and what it is."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from inference.endpoint.errors import ModelNotNamed, ModelUnknown, NotAnEndpoint
from inference.endpoint.exchange import Exchange, Refused
from inference.endpoint.loop import Loop
from inference.endpoint.options import EndpointInfo, EndpointOptions
from inference.errors import LoadCancelled

Result = TypeVar("Result")

_LOOK = 0.1  # seconds between two looks at whether somebody stopped it


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server says of its models.

    Attributes:
        models: Their names, in the server's order; empty where it keeps no list.
        runtime: Who it says owns them, which names the runtime: ``llamacpp``, ``vllm``, …; empty where it does not.
    """

    models: tuple[str, ...]
    runtime: str


def offer(options: EndpointOptions, goes_on: Callable[[], bool]) -> Offer:
    """What a server offers, for a person to choose from.

    Args:
        options: Which server, and the key.
        goes_on: Asked again and again while nothing comes; ``False`` stops it.

    Raises:
        EndpointError: It does not say.
        LoadCancelled: ``goes_on`` said so.
    """
    exchange, loop = Exchange(options), Loop("models")
    try:
        return awaited(loop.submit(offer_of(exchange)), goes_on)
    finally:
        loop.close(exchange.close)


async def offer_of(exchange: Exchange) -> Offer:
    """Ask a server for its models. One that does not know the question offers whatever it is asked for.

    Raises:
        EndpointError: It cannot be reached, or refuses.
    """
    try:
        said = await exchange.get("/models")
    except Refused as refused:
        if isinstance(refused.meaning, NotAnEndpoint):
            return Offer((), "")
        raise refused.meaning from refused
    entries: list[Any] = said.get("data", []) if isinstance(said, dict) else []
    known = [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)]
    owner = next((entry["owned_by"] for entry in known if isinstance(entry.get("owned_by"), str)), "")
    return Offer(tuple(entry["id"] for entry in known), owner)


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
