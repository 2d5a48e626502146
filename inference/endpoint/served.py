"""What engines on servers have in common, whatever is said to the server: jobs, connecting, absence and its end.

All that is asked belongs to one event loop on a thread of its own, which puts events into a queue; a step only takes
them out. A request that is aborted is a task that is cancelled.
"""

import asyncio
import threading
from abc import ABC, abstractmethod
from queue import Empty, SimpleQueue
from typing import Self

from inference.endpoint.absence import Absence
from inference.endpoint.capabilities import Capabilities
from inference.endpoint.errors import AnswerCut, ConnectionLost, EndpointError, ServerAway, ServerSlow, Unreachable
from inference.endpoint.exchange import Exchange
from inference.endpoint.loop import Loop
from inference.endpoint.offered import awaited, chosen, named
from inference.endpoint.options import EndpointInfo, EndpointOptions, Offer
from inference.endpoint.pace import Pace
from inference.engine import Request
from inference.errors import EngineCrashed, InferenceError
from inference.events import Cancelled, Event, Failed, Finished, JobId, Started
from inference.llama.options import LoadProgress
from inference.relay import Relay

_PATIENCE = 0.03  # seconds that a step waits for news at most
_MAYBE_GONE = (ConnectionLost, AnswerCut, ServerSlow)


class ServedEngine(Relay, ABC):
    """Implements :class:`inference.engine.Engine` and :class:`inference.engine.Remote` but for how a server is asked.

    Beside what any engine does: where the server is away, or will never answer (it refuses the key, has no such model,
    or its model reads no photos), every job fails with the reason from then on. One that is away is looked for, less
    and less often, and once it is back all is well again; what failed meanwhile is to be asked anew.

    Attributes:
        info: What it is connected to.
        slots: How many requests are worked on at the same time.
        capabilities: What the server does, as far as it is known.
        stopped: Why every job fails now; ``None`` while they do not.
    """

    exchange_type: type[Exchange]
    """What talks to the server."""

    def __init__(self, exchange: Exchange, loop: Loop, offered: Offer) -> None:
        self.info: EndpointInfo = chosen(offered, exchange.options)
        self.slots = exchange.options.slots
        self.capabilities = Capabilities()
        self.stopped: InferenceError | None = None
        self._loop = loop
        self._exchange = exchange
        self._pace = Pace(exchange.options.longest_wait)
        self._absence = Absence(exchange)
        self._places = asyncio.Semaphore(self.slots)
        self._news: SimpleQueue[Event] = SimpleQueue()
        self._jobs: set[JobId] = set()
        self._tasks: dict[JobId, asyncio.Task[None]] = {}
        self._lock = threading.Lock()

    @classmethod
    def load(cls, options: EndpointOptions, progress: LoadProgress | None = None, *, patient: bool = False) -> Self:
        """Connect to a server and make sure of the model.

        Args:
            options: Which server, which model, which key.
            progress: Told 0 again and again while nothing comes; returns ``False`` to stop.
            patient: Whether to begin with a server that is away, where the model was named.

        Raises:
            EndpointError: It cannot be reached, refuses the key, or has no such model.
            LoadCancelled: ``progress`` said so.
        """
        exchange, loop = cls.exchange_type(options), Loop("endpoint")
        away: EndpointError | None = None
        try:
            try:
                offered = awaited(loop.submit(exchange.offer()), lambda: progress is None or progress(0.0))
            except (ServerAway, ServerSlow) as error:
                if not (patient and options.model):
                    raise
                offered, away = Offer((), ""), error
            exchange.options = named(options, chosen(offered, options))
            engine = cls(exchange, loop, offered)
        except BaseException:
            loop.close(exchange.close)
            raise
        if away is not None:
            engine.stopped = gone = engine._gone(away)
            loop.call(engine._seek, gone)
        return engine

    def add(self, request: Request) -> None:
        """Take a request into the queue.

        Raises:
            ValueError: A request with this job is in flight already, or the engine is closed.
        """
        self._admit(request)
        self._jobs.add(request.job)
        self._loop.call(self._begin, request)

    def abort(self, job: JobId) -> None:
        """Ask for a job to end soon; any thread may."""
        with self._lock:
            if not self._closed:
                self._loop.call(self._cancel, job)

    def look(self) -> None:
        """Look at once whether a server that is away is back; any thread may."""
        with self._lock:
            if not self._closed:
                self._loop.call(self._absence.hurry)

    def step(self) -> list[Event]:
        """Tell what is new; waits for news a moment at most."""
        events: list[Event] = []
        try:
            while True:
                patience = _PATIENCE if self._jobs and not events else 0.0
                events.append(self._news.get(patience > 0, patience or None))
        except Empty:
            pass
        self._jobs -= {event.job for event in events if isinstance(event, Finished | Failed | Cancelled)}
        return events

    def close(self) -> None:
        """Close every stream and end the thread; calling again is harmless."""
        with self._lock:
            closed, self._closed = self._closed, True
        if not closed:
            self._jobs.clear()
            self._loop.close(self._exchange.close)

    @abstractmethod
    async def _answered(self, request: Request) -> Finished:
        """Ask the server, telling what happens on the way.

        Raises:
            InferenceError: There is no answer.
        """

    def _is_at_fault(self, job: JobId) -> bool:
        """Whether a job is taken to be why its connection was lost, so that it is not to be asked anew."""
        return False

    def _over(self, job: JobId) -> None:
        """A job is through, and is not to be asked anew because the server was away."""

    def _begin(self, request: Request) -> None:
        task = self._loop.start(self._answer(request))
        self._tasks[request.job] = task
        task.add_done_callback(lambda done: self._forget(request.job, done))

    def _cancel(self, job: JobId) -> None:
        if job in self._tasks:
            self._tasks[job].cancel()

    async def _answer(self, request: Request) -> None:
        """Bring a job to its end, and tell of it before the next one has its place."""
        async with self._places:
            self._news.put(await self._end_of(request))

    async def _end_of(self, request: Request) -> Finished | Failed:
        if self.stopped is not None:
            return Failed(request.job, self.stopped)
        self._news.put(Started(request.job))
        try:
            finished = await self._answered(request)
        except Exception as error:  # whatever it was, the others go on
            known = await self._meant(request.job, error if isinstance(error, InferenceError) else _crash(error))
            self._stop(known)
            if not known.passing:
                self._over(request.job)
            return Failed(request.job, known)
        self._absence.over()
        self._over(request.job)
        return finished

    async def _meant(self, job: JobId, error: InferenceError) -> InferenceError:
        """What an error stands for: a server that broke off or fell silent may be gone; else it is about the photo."""
        if not isinstance(error, _MAYBE_GONE) or self._is_at_fault(job):
            return error
        return self._gone(error) if await self._absence.is_gone() else error

    def _gone(self, error: EndpointError) -> EndpointError:
        if isinstance(error, ServerAway):
            return error
        return Unreachable(str(error), host=self.info.host, reason=str(error))

    def _forget(self, job: JobId, task: asyncio.Task[None]) -> None:
        """A job's task is through; one that was cancelled, perhaps before it had begun, has told nothing yet."""
        del self._tasks[job]
        if task.cancelled():
            self._news.put(Cancelled(job))

    def _stop(self, error: InferenceError) -> None:
        """Let every further job fail with an error that is not one job's own."""
        if self.stopped is not None or not error.blameless:
            return
        self.stopped = error
        self._seek(error)

    def _seek(self, error: InferenceError) -> None:
        """Look for a server that is away."""
        if isinstance(error, ServerAway):
            self._loop.start(self._look_for_server(error.seconds))

    async def _look_for_server(self, seconds: float) -> None:
        """Once the server is back, let jobs begin again; one that is not the same any more stops them for good."""
        try:
            offered = await self._absence.end(seconds)
            self.info = chosen(offered, self._exchange.options)
        except EndpointError as error:
            self.stopped = error
            return
        self.stopped = None


def _crash(error: Exception) -> EngineCrashed:
    reason = f"{type(error).__name__}: {error}"
    crash = EngineCrashed(reason, reason=reason)
    crash.__cause__ = error
    return crash
