"""What happens to a task, as server-sent events for as long as somebody listens."""

import re
from collections.abc import AsyncIterator, Collection
from typing import Any, Final

import anyio
from redis.asyncio import Redis
from redis.driver_info import DriverInfo

from app.server.contract import TaskAnswer
from app.server.records import Task
from app.server.scripts import PROTOCOL, events_key

_ENDS: Final = ("finished", "failed", "cancelled")
_SILENCE: Final = 15_000
"""Milliseconds without anything to tell after which a comment keeps the connection alive."""
_MOST_LISTENERS: Final = 10_000
"""How many may listen at the same time: each holds a connection to Redis meanwhile."""
_BREATH: Final = 0.1
"""Seconds that a listener waits before it hears more: what a worker tells word by word comes in handfuls, which take
fewer turns of the loop that all share."""
_ID: Final = re.compile(r"\d{1,20}-\d{1,20}")


class Happenings:
    """What happens to tasks; to be used from one event loop.

    All listeners share one pool of connections: what one has done with, the next one need not make.

    Args:
        address: Of Redis.
    """

    def __init__(self, address: str) -> None:
        # What the library says of itself it would read from disk for each connection.
        options: dict[str, Any] = {
            "decode_responses": True,
            "protocol": PROTOCOL,
            "socket_timeout": None,
            "driver_info": DriverInfo(),
        }
        self._redis: Any = Redis.from_url(address, max_connections=_MOST_LISTENERS, **options)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._redis.aclose()

    async def follow(self, task: Task, first: TaskAnswer, last: str) -> AsyncIterator[str]:
        """A task's events.

        Args:
            task: How far it is.
            first: The same, as it is told.
            last: The last event that the listener has heard; empty where it begins.

        Yields:
            Server-sent events, up to the task's end.
        """
        since = last if _ID.fullmatch(last) else ""
        if since == task.last and task.state.ended:
            return
        if not since:
            since = task.last
            yield _event("task", first.model_dump_json(), since)
            if task.state.ended:
                return
        ended = False
        while not ended:
            found = await self._redis.xread({events_key(task.id): since}, count=100, block=_SILENCE)
            if not found:
                yield ": \n\n"
            for since, said in found[0][1] if found else ():
                yield _event(said["event"], said["data"], since)
                ended = said["event"] in _ENDS
            if not ended:
                await anyio.sleep(_BREATH)

    async def until_ended(self, tasks: Collection[str]) -> None:
        """Wait until tasks have ended.

        Raises:
            RedisError: Redis does not answer.
        """
        since = {events_key(task): "0" for task in tasks}
        while since:
            for key, told in await self._redis.xread(since, block=_SILENCE):
                since[key] = told[-1][0]
                if told[-1][1]["event"] in _ENDS:
                    del since[key]


def _event(name: str, data: str, number: str) -> str:
    # JSON has no line ends but in strings, where they are escaped: data is one line.
    return f"id: {number}\nevent: {name}\ndata: {data}\n\n"
