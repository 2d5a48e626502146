"""A server that is away, and the wait for it: looked for less and less often, or at once where somebody asks."""

import asyncio
from contextlib import suppress

from inference.endpoint.errors import EndpointError, KeyRefused
from inference.endpoint.exchange import Exchange
from inference.endpoint.options import Offer


class Absence:
    """Waits for one server; everything but the making happens on one event loop.

    The pauses grow until :meth:`over` is said, not with the first sign of life: a server that starts may list its
    models long before it answers.
    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._looks = 0
        self._hurry = asyncio.Event()

    def hurry(self) -> None:
        """Look at once."""
        self._hurry.set()

    def over(self) -> None:
        """The server has answered: the next absence is another one."""
        self._looks = 0
        self._hurry.clear()

    async def is_gone(self) -> bool:
        """Whether the server does not even say which models it has."""
        try:
            await self._exchange.offer()
        except EndpointError as error:
            return not isinstance(error, KeyRefused)
        return False

    async def end(self, seconds: float) -> Offer:
        """Wait until the server is back.

        Args:
            seconds: How long it asked to be left alone; 0 where it did not.

        Returns:
            What it offers now.

        Raises:
            KeyRefused: It is back, and wants another key.
        """
        await self._pause(seconds)
        while True:
            try:
                return await self._exchange.offer()
            except KeyRefused:
                raise
            except EndpointError:
                await self._pause(0.0)

    async def _pause(self, least: float) -> None:
        options = self._exchange.options
        # Behind 2 ** 10 even the shortest pause is the longest, and larger powers are no floats any more.
        pause = min(options.longest_probe, options.probe_seconds * 2 ** min(self._looks, 10))
        self._looks += 1
        with suppress(TimeoutError):
            async with asyncio.timeout(max(least, pause)):
                await self._hurry.wait()
        self._hurry.clear()  # behind the wait: who asks between the telling and the waiting is heard, too
