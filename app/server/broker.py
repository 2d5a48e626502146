"""The broker between front and workers: Celery on Redis, or on RabbitMQ. Nothing but a task's id goes through it.

On Redis a message that was delivered comes back when its lease is over; on RabbitMQ, as soon as its worker's connection
is gone.
"""

import contextlib
import logging
from typing import Any, Final

from celery import Celery
from kombu.exceptions import OperationalError

from app.server.contract import Priority
from app.server.errors import BrokerAway
from app.server.records import Task

_log = logging.getLogger(__name__)

WRITE: Final = "fichario.write"
"""The only task there is: write the card of a task id."""
LEASE: Final = 120
"""Seconds after which a task whose worker gives no sign of life is delivered to another."""
_QUEUE: Final = "fichario"
_FIRST, _LAST = 9, 0
"""Priorities as RabbitMQ has them; on Redis, kombu counts the other way round."""


_ONCE_MORE: Final = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}


def queue_of(model: str) -> str:
    """The queue of those that ask for a model; of those that ask for none in particular where that is empty."""
    return f"{_QUEUE}.{model}" if model else _QUEUE


def is_redis(url: str) -> bool:
    """Whether a broker's address is that of a Redis."""
    return url.startswith(("redis", "sentinel"))


def make_celery(url: str, lease: int = LEASE) -> Any:
    """Celery on a broker, with no results of its own: what becomes of tasks is in :mod:`app.server.tasks`.

    Args:
        url: The broker's address, ``redis://…`` or ``amqp://…``.
        lease: Seconds, as :data:`LEASE`; what a worker says counts.
    """
    celery = Celery("fichario", broker=url, set_as_current=False)
    celery.conf.update(
        accept_content=["json"],
        broker_connection_retry_on_startup=True,
        result_backend_thread_safe=True,  # there is none; each thread would look for it through all that is installed
        broker_transport_options=_on_redis(lease) if is_redis(url) else {"confirm_publish": True},
        task_acks_late=True,
        task_default_queue=_QUEUE,
        task_ignore_result=True,
        task_queue_max_priority=_FIRST,
        task_reject_on_worker_lost=True,
        task_send_sent_event=True,
        worker_hijack_root_logger=False,
        worker_prefetch_multiplier=1,
        worker_redirect_stdouts=False,
        worker_send_task_events=True,
    )
    return celery


def _on_redis(lease: int) -> dict[str, Any]:
    return {
        "visibility_timeout": lease,
        "unacked_mutex_expire": lease,
        "priority_steps": [_LAST, _FIRST],
        "queue_order_strategy": "priority",
    }


class Post:
    """Sends tasks to the workers; any thread may use it."""

    def __init__(self, celery: Any) -> None:
        self._celery = celery
        redis = is_redis(celery.conf.broker_url)
        person, batch = (_LAST, _FIRST) if redis else (_FIRST, _LAST)
        self._priorities = {Priority.PERSON: person, Priority.BATCH: batch}
        # Redis' client finds out by itself that a connection has died meanwhile.
        self._again = {"retry": False} if redis else {"retry": True, "retry_policy": _ONCE_MORE}

    def meet(self) -> None:
        """Meet the broker before anybody waits for that, on as many connections as there will be.

        The first task would pay for all of it, and so would each that is sent beside another for the first time. Where
        the broker is away, nothing happens: who asks for something finds out.
        """
        try:
            with contextlib.ExitStack() as held:
                _log.debug("results: %s", self._celery.backend)  # found when it is first asked for, as sending does
                for _ in range(self._celery.conf.broker_pool_limit):
                    producer = held.enter_context(self._celery.producer_pool.acquire(block=True))
                    producer.connection.ensure_connection(**_ONCE_MORE)
                    producer.maybe_declare(self._celery.amqp.queues[_QUEUE])  # as sending would
        except Exception as error:  # brokers' libraries have errors of their own
            _log.warning("the broker could not be met yet: %s", error)

    def send(self, task: Task) -> None:
        """Have some worker take a task up.

        Raises:
            BrokerAway: It cannot be said to any.
        """
        queue, priority = queue_of(task.model), self._priorities[task.priority]
        try:
            self._celery.send_task(WRITE, (task.id,), task_id=task.id, queue=queue, priority=priority, **self._again)
        except OperationalError as error:
            raise BrokerAway(reason=str(error)) from error
