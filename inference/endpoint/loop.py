"""A thread with an event loop of its own, which leaves nothing behind."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")

_DECODERS = 2
"""Threads that photos are decoded on: enough to keep a server busy, few enough to leave the machine to its person."""


class Loop:
    """Runs coroutines until it is closed; any thread may hand it work, but for :meth:`start`."""

    def __init__(self, name: str) -> None:
        self._own: set[asyncio.Task[Any]] = set()
        self._last: Callable[[], Coroutine[Any, Any, None]] = _nothing
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(_DECODERS, f"{name} photos"))
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def call(self, function: Callable[..., object], *arguments: object) -> None:
        """Have a function called on the loop's thread soon, behind whatever was asked for before."""
        self._loop.call_soon_threadsafe(function, *arguments)

    def start(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Begin a coroutine; on the loop's thread only. It is cancelled when the loop is closed."""
        task = self._loop.create_task(work)
        self._own.add(task)
        task.add_done_callback(self._own.discard)
        return task

    def submit(self, work: Coroutine[Any, Any, Result]) -> Future[Result]:
        """Have a coroutine run; cancelling the future cancels it."""

        async def owned() -> Result:
            return await self.start(work)

        return asyncio.run_coroutine_threadsafe(owned(), self._loop)

    def close(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Cancel whatever runs, run one last coroutine, and end the thread.

        Args:
            last: Makes the coroutine, on the loop's thread, when nothing else runs any more.
        """
        self._last = last
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
            self._loop.run_until_complete(self._end())
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()

    async def _end(self) -> None:
        """Cancel what was begun here, and only that: whoever began tasks of their own knows when to cancel them."""
        own = list(self._own)
        for task in own:
            task.cancel()
        await asyncio.gather(*own, return_exceptions=True)
        await self._loop.shutdown_asyncgens()
        await self._last()


async def _nothing() -> None:
    """The last coroutine of a loop that was given none."""
