"""What is asked about servers on a thread of its own, each question with a way to stop it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from app.gui.place.keys import Keys
from app.pipeline.endpoints import EndpointInUse, keyring_works
from inference.endpoint.address import Address
from inference.endpoint.offered import Offer, offer
from inference.endpoint.options import EndpointOptions
from inference.endpoint.trial import Trial, tried


@dataclass(eq=False, slots=True)
class Question:
    """Something that is asked of a server.

    Attributes:
        address: Which server.
        ended: Set to stop it.
    """

    address: Address
    ended: threading.Event = field(default_factory=threading.Event)

    def goes_on(self) -> bool:
        """Whether the answer is still wanted."""
        return not self.ended.is_set()


@dataclass(frozen=True, slots=True)
class KeyState:
    """Where a server's key is.

    Attributes:
        address: Which server's.
        kept: Whether there is one.
        keyring: Whether this system can keep one.
    """

    address: Address
    kept: bool
    keyring: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A server is to read the photos, once its key is kept.

    Attributes:
        endpoint: Which.
    """

    endpoint: EndpointInUse


def look(question: Question, key: str | None, keys: Keys) -> Callable[[], Offer]:
    """Ask a server for its models; with the key that is kept where none is given."""

    def ask() -> Offer:
        shown = keys.of(question.address) if key is None else key
        return offer(EndpointOptions(question.address, key=shown), question.goes_on)

    return ask


def try_out(question: Question, model: str, key: str | None, keys: Keys) -> Callable[[], Trial]:
    """Ask a server's model about a picture of ours."""

    def ask() -> Trial:
        shown = keys.of(question.address) if key is None else key
        return tried(EndpointOptions(question.address, model, key=shown), question.goes_on)

    return ask


def find_key(address: Address, keys: Keys) -> Callable[[], KeyState]:
    """Look whether a server's key is kept."""
    return lambda: KeyState(address, bool(keys.of(address)), keyring_works())
