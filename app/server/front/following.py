"""What happens to a task, as server-sent events for as long as somebody listens."""

import json
import re
from collections.abc import AsyncIterator, Collection
from typing import Any, Final

from redis.asyncio import Redis

from app.server.contract import TaskAnswer
from app.server.records import Task
from app.server.scripts import PROTOCOL, events_key

_ENDS: Final = ("finished", "failed", "cancelled")
_SILENCE: Final = 15_000
"""Milliseconds without anything to tell after which a comment keeps the connection alive."""
_ID: Final = re.compile(r"\d{1,20}-\d{1,20}")


async def follow(address: str, task: Task, first: TaskAnswer, last: str) -> AsyncIterator[str]:
    """A task's events.

    Args:
        address: Of Redis.
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
    redis: Any = Redis.from_url(address, decode_responses=True, protocol=PROTOCOL, socket_timeout=None)
    async with redis:
        ended = False
        while not ended:
            found = await redis.xread({events_key(task.id): since}, count=100, block=_SILENCE)
            if not found:
                yield ": \n\n"
            for since, said in found[0][1] if found else ():
                yield _event(said["event"], said["data"], since)
                ended = said["event"] in _ENDS


async def until_ended(address: str, tasks: Collection[str]) -> None:
    """Wait until tasks have ended.

    Raises:
        RedisError: Redis, at that address, does not answer.
    """
    since = {events_key(task): "0" for task in tasks}
    if not since:
        return
    redis: Any = Redis.from_url(address, decode_responses=True, protocol=PROTOCOL, socket_timeout=None)
    async with redis:
        while since:
            for key, told in await redis.xread(since, block=_SILENCE):
                since[key] = told[-1][0]
                if told[-1][1]["event"] in _ENDS:
                    del since[key]


def _event(name: str, data: str, number: str) -> str:
    # JSON has no line ends but in strings, where they are escaped: data is one line.
    return f"id: {number}\nevent: {name}\ndata: {json.dumps(json.loads(data), ensure_ascii=False)}\n\n"
