"""When a server may be asked, and asked again after it failed; one for all requests to it."""

import asyncio
import time

from inference.endpoint.errors import ConnectionLost, NotReady, RateLimited, ServerFailed
from inference.errors import InferenceError


class Pace:
    """Keeps the pauses that a server needs.

    Args:
        longest: A server that asks for more seconds than this is away.
    """

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._until = 0.0

    async def wait(self) -> None:
        """Wait until the server may be asked."""
        while (left := self._until - time.monotonic()) > 0:
            await asyncio.sleep(left)

    def rest(self, seconds: float) -> None:
        """Leave the server alone for so long."""
        self._until = max(self._until, time.monotonic() + seconds)

    def rest_after(self, error: InferenceError, wait: float | None) -> None:
        """Leave the server alone before the next try.

        Args:
            error: What came of the last one.
            wait: Seconds to wait, where the server does not say; ``None`` where there is to be no other try.

        Raises:
            InferenceError: The error, where no other try would help.
        """
        if wait is None or not isinstance(error, RateLimited | NotReady | ServerFailed | ConnectionLost):
            raise error
        asked = 0.0 if isinstance(error, ConnectionLost) else error.seconds
        if asked > self._longest:
            raise error
        self.rest(asked or wait)
