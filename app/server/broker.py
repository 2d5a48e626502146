"""The broker between front and workers: Celery on Redis. Nothing but a task's id goes through it."""

from typing import Any, Final

from celery import Celery
from kombu.exceptions import OperationalError

from app.server.contract import Priority
from app.server.errors import BrokerAway
from app.server.records import Task

WRITE: Final = "fichario.write"
"""The only task there is: write the card of a task id."""
LEASE: Final = 120
"""Seconds after which a task whose worker gives no sign of life is delivered to another."""
_QUEUE: Final = "fichario"
# As kombu's transport on Redis has it, 0 is the first; it looks into the queues in this order.
_PRIORITIES: Final = {Priority.PERSON: 0, Priority.BATCH: 9}


def queue_of(model: str) -> str:
    """The queue of those that ask for a model; of those that ask for none in particular where that is empty."""
    return f"{_QUEUE}.{model}" if model else _QUEUE


def make_celery(url: str, lease: int = LEASE) -> Any:
    """Celery on a Redis, with no results of its own: what becomes of tasks is in :mod:`app.server.tasks`.

    Args:
        url: Redis' address.
        lease: Seconds, as :data:`LEASE`; what a worker says counts.
    """
    celery = Celery("fichario", broker=url, set_as_current=False)
    celery.conf.update(
        accept_content=["json"],
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "visibility_timeout": lease,
            "unacked_mutex_expire": lease,
            "priority_steps": sorted(_PRIORITIES.values()),
            "queue_order_strategy": "priority",
        },
        task_acks_late=True,
        task_default_queue=_QUEUE,
        task_ignore_result=True,
        task_reject_on_worker_lost=True,
        task_send_sent_event=True,
        worker_hijack_root_logger=False,
        worker_prefetch_multiplier=1,
        worker_redirect_stdouts=False,
        worker_send_task_events=True,
    )
    return celery


class Post:
    """Sends tasks to the workers; any thread may use it."""

    def __init__(self, celery: Any) -> None:
        self._celery = celery

    def send(self, task: Task) -> None:
        """Have some worker take a task up.

        Raises:
            BrokerAway: It cannot be said to any.
        """
        queue, priority = queue_of(task.model), _PRIORITIES[task.priority]
        try:
            self._celery.send_task(WRITE, (task.id,), task_id=task.id, queue=queue, priority=priority, retry=False)
        except OperationalError as error:
            raise BrokerAway(reason=str(error)) from error
