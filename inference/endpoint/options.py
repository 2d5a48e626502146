"""What the engine is made from, and what it is once it is connected: plain data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inference.endpoint.address import Address

DEFAULT_SLOTS = 4


@dataclass(frozen=True, slots=True)
class EndpointOptions:
    """A server, and how it is asked.

    Attributes:
        address: Where it is.
        model: The model's name there; empty takes the only one that it offers.
        key: Shown to the server with every request; empty for servers that want none. Never printed.
        slots: Photos that are asked about at the same time.
        connect_seconds: How long a connection may take.
        read_seconds: How long nothing may come: a slow machine looks at a large photo for minutes before its first
            word.
        look_seconds: How long a server may take to say which models it has.
        waits: Seconds between tries while a server loses connections, is busy or fails; so many tries follow the first.
        longest_wait: A busy server that asks for more seconds than this is away.
        probe_seconds: Before the first look at whether a server that was away is back; each time twice as long,
        longest_probe: but never longer than this.
    """

    address: Address
    model: str = ""
    key: str = field(default="", repr=False)
    slots: int = DEFAULT_SLOTS
    connect_seconds: float = 10.0
    read_seconds: float = 300.0
    look_seconds: float = 20.0
    waits: tuple[float, ...] = (1.0, 2.0, 6.0)
    longest_wait: float = 120.0
    probe_seconds: float = 2.0
    longest_probe: float = 30.0


@dataclass(frozen=True, slots=True)
class EndpointInfo:
    """What the engine is connected to.

    Attributes:
        name: The model's name on the server.
        host: The server, with its port where one was said.
        runtime: What the server calls itself, e.g. ``llamacpp``; empty where it does not.
    """

    name: str
    host: str
    runtime: str


def plain_name(model: str) -> str:
    """A model's name on a server as people may be told it: llama-server calls it by its file's whole path."""
    return re.split(r"[/\\]", model)[-1] if model.lower().endswith(".gguf") else model


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server says of its models.

    Attributes:
        models: Their names, in the server's order; empty where it keeps no list.
        runtime: Who it says owns them, which names the runtime: ``llamacpp``, ``vllm``, …; empty where it does not.
        about: Name → what the server knows of a model, in its own words; not every server says any.
    """

    models: tuple[str, ...]
    runtime: str
    about: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
