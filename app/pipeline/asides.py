"""What a person asks beside the queue and waits for: it goes before everything that waits, and nothing of it lasts.

Whoever asked hears of it by the same stream of events as of the queue's jobs, told apart by the job's name.
"""

from collections import deque
from dataclasses import replace
from itertools import count
from typing import Final

from inference.engine import Request
from inference.events import Event, Failed, JobId
from inference.handover import RequestSource

_ASIDE: Final = "aside-"


def is_aside(job: JobId) -> bool:
    """Whether a job is of this kind rather than a product's."""
    return job.startswith(_ASIDE)


class Asides:
    """A source in front of the queue's.

    Any thread may ask; the others of its methods run on the engine's thread.
    """

    def __init__(self, queue: RequestSource) -> None:
        self._queue = queue
        self._waiting: deque[Request] = deque()
        self._numbers = count(1)

    def name(self) -> JobId:
        """A name for something to ask that nothing else has."""
        return f"{_ASIDE}{next(self._numbers)}"

    def ask(self, request: Request) -> None:
        """Have this asked before anything else, under a name of :meth:`name`."""
        self._waiting.append(replace(request, awaited=True))

    def drop(self, job: JobId) -> bool:
        """Ask it no more; whether it had not been asked yet."""
        found = next((request for request in tuple(self._waiting) if request.job == job), None)
        if found is None:
            return False
        try:
            self._waiting.remove(found)
        except ValueError:  # the engine's thread has just taken it
            return False
        return True

    def next_request(self) -> Request | Failed | None:
        """What somebody waits for, else the queue's next."""
        try:
            return self._waiting.popleft()
        except IndexError:
            return self._queue.next_request()

    def record(self, event: Event) -> None:
        """Hand an event of the queue's on; what was asked aside is not kept."""
        if not is_aside(event.job):
            self._queue.record(event)
