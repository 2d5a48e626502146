"""What is asked about servers on a thread of its own, each question with a way to stop it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.serving import EndpointKind
from app.gui.place.keys import Keys
from app.pipeline.endpoints import EndpointInUse, keyring_works
from app.pipeline.loaders import ENGINES
from inference.endpoint.address import Address
from inference.endpoint.offered import offer
from inference.endpoint.options import EndpointOptions, Offer
from inference.endpoint.trial import Trial, tried


@dataclass(eq=False, slots=True)
class Question:
    """Something that is asked of a server.

    Attributes:
        address: Which server.
        kind: What it is taken to speak.
        ended: Set to stop it.
    """

    address: Address
    kind: EndpointKind
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
        options = EndpointOptions(question.address, key=shown)
        return offer(ENGINES[question.kind].exchange_type(options), question.goes_on)

    return ask


def try_out(question: Question, model: str, key: str | None, keys: Keys) -> Callable[[], Trial]:
    """Ask a server's model about a picture of ours."""

    def ask() -> Trial:
        shown = keys.of(question.address) if key is None else key
        return tried(EndpointOptions(question.address, model, key=shown), question.goes_on, ENGINES[question.kind])

    return ask


def find_key(address: Address, keys: Keys) -> Callable[[], KeyState]:
    """Look whether a server's key is kept."""
    return lambda: KeyState(address, bool(keys.of(address)), keyring_works())
