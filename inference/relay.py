"""What engines have in common whose work is done elsewhere, by another process or by a server: counting their jobs."""

from collections.abc import Collection

from inference.engine import Request
from inference.events import JobId


class Relay:
    """The part of :class:`inference.engine.Engine` that tells how much is in flight and takes nothing twice.

    Attributes:
        slots: How many requests are worked on at the same time.
    """

    slots: int
    _jobs: Collection[JobId]
    _closed: bool = False

    @property
    def idle(self) -> bool:
        """Whether nothing is in flight."""
        return not self._jobs

    @property
    def room(self) -> int:
        """How many more requests could begin at once."""
        return max(0, self.slots - len(self._jobs))

    def _admit(self, request: Request) -> None:
        """See that a request can be taken.

        Raises:
            ValueError: A request with this job is in flight already, or the engine is closed.
        """
        if self._closed:
            raise ValueError("the engine is closed")
        if request.job in self._jobs:
            raise ValueError(f"in flight already: {request.job}")
