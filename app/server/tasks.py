"""Tasks and what became of them, in Redis: created by the front, told by workers, read by whoever asked for them."""

import contextlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import Any, Final, TypeAlias

from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from app.server import scripts
from app.server.contract import Priority, State
from app.server.errors import BrokerAway, QueueFull
from app.server.records import Asked, Begun, Limits, Task, begun, read
from app.server.scripts import OPEN, PROTOCOL, TOTALS, batch_key, events_key, keys_of, task_key, worker_key

Told: TypeAlias = tuple[str, dict[str, Any]]
"""An event as it is told: its name and its data."""

_LONGEST_WAIT: Final = 60
"""Seconds after which a client is told to ask again, at most."""


class Tasks:
    """All tasks; any thread may use it.

    Every method raises :class:`BrokerAway` where Redis does not answer.

    Args:
        url: Redis' address.
        limits: How much is kept.
        patience: How often a command is tried again before that, a little later each time.
    """

    def __init__(self, url: str, limits: Limits, patience: int = 1) -> None:
        retry = Retry(ExponentialBackoff(cap=5, base=0.05), patience)
        # Its methods are typed for clients that wait and for those that are awaited, in one.
        self._redis: Any = Redis.from_url(
            url, decode_responses=True, protocol=PROTOCOL, retry=retry, socket_timeout=10, socket_connect_timeout=5
        )
        self.limits = limits

    def close(self) -> None:
        """Let go of the connections."""
        self._redis.close()

    def create(self, owner: str, requests: Sequence[Asked], now: datetime, usual: Priority) -> list[Task]:
        """Take tasks in: all of them or none.

        Args:
            owner: The key that asks.
            requests: A card or an answer each, or a look.
            now: When.
            usual: Who goes first, where a request does not say.

        Raises:
            QueueFull: So many are too many.
        """
        return self._take_in(owner, requests, now, usual, "")[0]

    def create_once(
        self, owner: str, request: Asked, now: datetime, usual: Priority, name: str
    ) -> tuple[str, list[Task]]:
        """Take a task in, unless the key has asked under this name before and that task has not come to nothing.

        Returns:
            The task's id; and the task, where it was taken in now.

        Raises:
            QueueFull: It is one too many.
        """
        made, first = self._take_in(owner, (request,), now, usual, name)
        return first, made if first == made[0].id else []

    def _take_in(
        self, owner: str, requests: Sequence[Asked], now: datetime, usual: Priority, name: str
    ) -> tuple[list[Task], str]:
        made = [
            Task(uuid.uuid4().hex, owner, State.PENDING, now.isoformat(), one.model, one.priority or usual)
            for one in requests
        ]
        rows = [
            (task.id, one.model_dump_json(exclude_defaults=True), task.model, task.priority.value)
            for task, one in zip(made, requests, strict=True)
        ]
        limits = (self.limits.open, self.limits.open_of_one, self.limits.life, self.limits.kept)
        said = [*limits, owner, now.isoformat(), name, *(part for row in rows for part in row)]
        first = self._run(scripts.CREATE, [OPEN, f"{OPEN}:{owner}"], said)
        if not first:
            raise QueueFull(self._wait())
        return made, first

    def group(self, owner: str, tasks: Sequence[str]) -> str:
        """Make a batch of tasks; returns its id."""
        batch = uuid.uuid4().hex
        with self._asking() as redis, redis.pipeline() as pipe:
            pipe.hset(batch_key(batch), mapping={"owner": owner, "tasks": " ".join(tasks)})
            pipe.expire(batch_key(batch), self.limits.life)
            pipe.execute()
        return batch

    def grouped(self, owner: str, batch: str) -> list[str] | None:
        """The tasks of a batch; ``None`` where the key has no such batch."""
        with self._asking() as redis:
            found = redis.hgetall(batch_key(batch))
        return found["tasks"].split() if found and found["owner"] == owner else None

    def states(self, tasks: Sequence[str]) -> dict[str, State]:
        """Where tasks are; those whose time is over are left out."""
        with self._asking() as redis, redis.pipeline() as pipe:
            for task in tasks:
                pipe.hget(task_key(task), "state")
            found = zip(tasks, pipe.execute(), strict=True)
        return {task: State(state) for task, state in found if state is not None}

    def find(self, task: str) -> Task | None:
        """What is known of a task; ``None`` where nothing is."""
        with self._asking() as redis, redis.pipeline() as pipe:
            pipe.hgetall(task_key(task))
            pipe.xrevrange(events_key(task), count=1)
            found, last = pipe.execute()
        return read(task, found, last[0][0] if last else "0") if found else None

    def begin(self, task: str) -> Begun | None:
        """Take a task up; ``None`` where it has ended, or its time is over."""
        found = self._run(scripts.BEGIN, keys_of(task), [task])
        return begun(*found) if found else None

    def risk(self, task: str) -> bool:
        """Begin what may end the worker: a loss, until an end is written or :meth:`wait_again` says that it was none.

        Returns:
            ``False`` where nobody wants the task any more.
        """
        return bool(self._run(scripts.RISK, keys_of(task), [task]))

    def tell(self, task: str, told: Sequence[Told], fields: Mapping[str, Any]) -> bool:
        """Give a sign of life, and tell what happened and what is written; ``False`` where nobody wants it any more."""
        said: list[Any] = [task, len(told)]
        for name, data in told:
            said += [name, _json(data)]
        for name, value in fields.items():
            said += [name, _json(value)]
        return bool(self._run(scripts.TELL, keys_of(task), said))

    def wait_again(self, task: str, code: str, *, lost: bool) -> bool:
        """Let a task wait again, for the reason of this code; ``False`` where it has ended.

        Args:
            task: Which has begun (:meth:`risk`).
            code: Why.
            lost: Whether an engine ended over it.
        """
        return bool(self._run(scripts.AGAIN, keys_of(task), [task, json.dumps({"code": code}), int(lost)]))

    def succeed(self, task: str, result: Mapping[str, Any]) -> bool:
        """Write a task's result, unless it has ended already; whether that was so."""
        return self._finish(task, State.SUCCESS, "result", result, "finished")

    def fail(self, task: str, code: str, facts: Mapping[str, str]) -> bool:
        """Write why a task has failed, unless it has ended already; whether that was so."""
        problem = {"code": code, "facts": dict(facts)}
        return self._finish(task, State.FAILURE, "problem", problem, "failed", code)

    def revoke(self, task: str) -> bool:
        """Call a task off, unless it has ended already; whether that was so."""
        return self._finish(task, State.REVOKED, "revoked", {}, "cancelled")

    def silent(self, seconds: float) -> list[Task]:
        """Tasks that have not ended and of which nothing was heard for so long."""
        found = (self.find(task) for task in self._run(scripts.SILENT, [OPEN], [seconds]))
        return [task for task in found if task is not None and not task.state.ended]

    def count(self, amounts: Mapping[str, float]) -> None:
        """Add to the figures."""
        with self._asking() as redis, redis.pipeline() as pipe:
            for name, amount in amounts.items():
                pipe.hincrbyfloat(TOTALS, name, amount)
            pipe.execute()

    def totals(self) -> dict[str, float]:
        """The figures, and as ``open`` how many tasks have not ended."""
        with self._asking() as redis:
            found = {name: float(value) for name, value in redis.hgetall(TOTALS).items()}
            return {**found, "open": float(redis.zcard(OPEN))}

    def announce(self, worker: str, facts: Mapping[str, Any], seconds: int) -> None:
        """Say that a worker lives, for so long."""
        with self._asking() as redis:
            redis.set(worker_key(worker), json.dumps(facts), ex=seconds)

    def workers(self) -> list[dict[str, Any]]:
        """What the workers that live have said of themselves."""
        with self._asking() as redis:
            names = list(redis.scan_iter(worker_key("*"), count=1000))
            return [json.loads(said) for said in (redis.mget(names) if names else []) if said is not None]

    def _wait(self) -> int:
        """Seconds until about one of the tasks in hand has ended."""
        totals = self.totals()
        slots = max(1, sum(int(worker["slots"]) for worker in self.workers()))
        mean = totals.get("seconds:task", 0.0) / max(1.0, totals.get("cards", 0.0))
        return min(_LONGEST_WAIT, max(1, ceil(mean / slots)))

    def _finish(
        self, task: str, state: State, leaves: str, left: Mapping[str, Any], event: str, kind: str = ""
    ) -> bool:
        said = _json(left)
        arguments = [task, state.value, leaves, said, event, said, kind]
        return bool(self._run(scripts.FINISH, [*keys_of(task), TOTALS], arguments))

    def _run(self, script: str, keys: Sequence[str], arguments: Sequence[Any]) -> Any:
        with self._asking() as redis:
            return redis.register_script(script)(keys=keys, args=arguments)

    @contextlib.contextmanager
    def _asking(self) -> Iterator[Any]:
        try:
            yield self._redis
        except RedisError as error:
            raise BrokerAway(reason=f"{type(error).__name__}: {error}") from error


def _json(value: object) -> str:
    """JSON on one line, with letters as they are: listeners get it as it stands."""
    return json.dumps(value, ensure_ascii=False)
