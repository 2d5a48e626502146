"""A server as all requests to it know it: how it is asked, what it does, and which of them seems to end it."""

from collections import Counter
from dataclasses import dataclass, field

from inference.endpoint.capabilities import Capabilities
from inference.endpoint.chat import ChatExchange
from inference.endpoint.pace import Pace
from inference.events import JobId

LOSSES = 3
"""Times that a job may be asked for anew although the connection was lost over it: it may be what ends the server."""


@dataclass(frozen=True)
class Server:
    """What all requests to a server share.

    Attributes:
        exchange: Talks to it.
        capabilities: What it does, as far as it is known.
        pace: When it may be asked.
        losses: Job → how many times it was in hand when the connection was lost, until it ends otherwise.
        refusals: Job → how many times a gateway before the server found nobody behind it any more, likewise.
    """

    exchange: ChatExchange
    capabilities: Capabilities
    pace: Pace
    losses: Counter[JobId] = field(default_factory=Counter)
    refusals: Counter[JobId] = field(default_factory=Counter)

    def is_at_fault(self, job: JobId) -> bool:
        """Whether a job is taken to be what ends the server."""
        return max(self.losses[job], self.refusals[job]) >= LOSSES

    def forgive(self, job: JobId) -> None:
        """A job has ended in another way."""
        del self.losses[job], self.refusals[job]
