"""What was asked for becomes tasks that the workers hear of."""

from collections.abc import Sequence

from app.server.contract import Priority
from app.server.errors import BrokerAway
from app.server.front.services import Services, now
from app.server.records import Asked, Task


def begin(owner: str, own: Services, asked: Sequence[Asked], usual: Priority) -> list[Task]:
    """Take tasks in and send them to the workers; where those cannot be reached, nothing was asked for.

    Raises:
        QueueFull: So many are too many.
        BrokerAway: The workers cannot be reached.
    """
    tasks = own.tasks.create(owner, asked, now(), usual)
    _send(own, tasks)
    return tasks


def begin_once(owner: str, own: Services, asked: Asked, usual: Priority, name: str) -> str:
    """Take a task in as :func:`begin` does, unless the key has asked under this name before; returns its id.

    Raises:
        QueueFull: It is one too many.
        BrokerAway: The workers cannot be reached.
    """
    task, made = own.tasks.create_once(owner, asked, now(), usual, name)
    _send(own, made)
    return task


def _send(own: Services, tasks: Sequence[Task]) -> None:
    try:
        for task in tasks:
            own.post.send(task)
    except BrokerAway:
        for task in tasks:
            own.tasks.revoke(task.id)
        raise
