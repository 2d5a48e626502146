"""A worker's signs of life, and its eye on those of others.

A message that a worker has in hand stands in the broker's index under the time of its delivery. The worker renews that
time as long as it lives; whoever finds one that is older than the lease delivers the message again. What no message
speaks of any more (the broker takes it from the queue and writes it into that index in two steps, and may lose what it
had in memory) is sent again once all queues are empty and nothing was heard of it for two leases. So a task may be
taken up more often than once, and that does no harm: its end is written once.

RabbitMQ needs no signs: what a worker had in hand goes back to the queue when its connection ends.
"""

import logging
import time
from collections.abc import Callable, Collection
from typing import Any

from celery import bootsteps
from kombu.transport.redis import Channel as RedisChannel

from app.server.broker import Post, queue_of
from app.server.records import Task
from app.server.tasks import Tasks

_log = logging.getLogger(__name__)

_SIGNS = 4
"""Signs of life in a lease, at least."""
_SELDOM = 10.0
"""Seconds between two of them, at most."""
_SHOWN = 3 * _SELDOM
"""Seconds for which a worker is taken to live after one."""


class Leases:
    """What one worker does for the tasks in hand, its own and others'.

    Args:
        lease: Seconds.
        queues: Those that the worker listens to.
        tasks: All tasks.
        post: Sends what was lost.
        announce: Says that the worker lives, for so many seconds.
    """

    def __init__(
        self, lease: int, queues: Collection[str], tasks: Tasks, post: Post, announce: Callable[[int], None]
    ) -> None:
        self.every = min(lease / _SIGNS, _SELDOM)
        self._lease = lease
        self._queues = queues
        self._tasks = tasks
        self._post = post
        self._announce = announce

    def keep(self, channel: Any) -> None:
        """Give the signs of life, and look for those that are missing; on the thread of Celery's loop."""
        self._announce(int(_SHOWN))
        if isinstance(channel, RedisChannel):
            _renew(channel)
        if not any(_waiting(channel, queue) for queue in self._queues):
            for task in self._tasks.silent(2 * self._lease):
                self._resend(task)

    def _resend(self, task: Task) -> None:
        if queue_of(task.model) in self._queues and self._tasks.tell(task.id, [], {}):
            _log.warning("task %s is in nobody's hands; it is sent again", task.id)
            self._post.send(task)


def _renew(channel: Any) -> None:
    """Say of what is in hand that it is, and put back what nobody has said that of for a lease."""
    with channel.conn_or_acquire() as redis:
        if held := [*channel.qos._delivered]:
            redis.zadd(channel.unacked_index_key, dict.fromkeys(held, time.time()), xx=True)
    channel.qos.restore_visible(num=channel.unacked_restore_limit, interval=1)


def _waiting(channel: Any, queue: str) -> int:
    """How many messages wait in a queue."""
    if isinstance(channel, RedisChannel):
        return int(channel._size(queue))
    return int(channel.queue_declare(queue, passive=True).message_count)


def step_of(leases: Leases) -> Any:
    """The part of a Celery worker that does this."""

    class Step(bootsteps.StartStopStep):  # type: ignore[misc]  # celery carries no types
        """Begins with every connection to the broker and ends with it."""

        requires = ("celery.worker.consumer.tasks:Tasks",)

        def __init__(self, consumer: Any, **more: Any) -> None:
            super().__init__(consumer, **more)
            self._timer: Any = None

        def start(self, consumer: Any) -> None:
            channel = consumer.task_consumer.channel
            leases.keep(channel)
            self._timer = consumer.timer.call_repeatedly(leases.every, leases.keep, (channel,))

        def stop(self, consumer: Any) -> None:
            if self._timer is not None:
                self._timer.cancel()

    return Step
