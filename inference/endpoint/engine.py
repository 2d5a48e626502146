"""The engine on a server that speaks OpenAI's chat completions: several photos at once, one stream each.

All streams belong to one event loop on a thread of its own, which puts their events into a queue; a step only takes
them out. A request that is aborted is a task that is cancelled: its stream is closed, and the server stops writing.
"""

import asyncio
import threading
from queue import Empty, SimpleQueue
from typing import Self

from inference.endpoint.capabilities import Capabilities
from inference.endpoint.errors import KeyRefused, ModelUnknown, NoPhotos, Unreachable
from inference.endpoint.exchange import Exchange, Refused
from inference.endpoint.job import Job, Pace, Server
from inference.endpoint.loop import Loop
from inference.endpoint.offered import Offer, awaited, chosen, named, offer_of
from inference.endpoint.options import EndpointInfo, EndpointOptions
from inference.engine import Request
from inference.errors import EngineCrashed, InferenceError
from inference.events import Cancelled, Event, Failed, Finished, JobId, Started
from inference.llama.options import LoadProgress
from inference.relay import Relay

_PATIENCE = 0.03  # seconds that a step waits for news at most
_HOPELESS = (KeyRefused, ModelUnknown, NoPhotos)


class EndpointEngine(Relay):
    """Implements :class:`inference.engine.Engine` by a server.

    Beside what any engine does: where the server is gone, or will never answer (it refuses the key, has no such model,
    or its model reads no photos), every job fails with the reason from then on. One that is gone is looked for, and
    once it is back all is well again. An answer that breaks the schema or ends too early is asked for once more, so a
    field may be told done twice; the last word counts. What the server does not tell is not made up: a field without
    the probabilities of its tokens has no confidence; where no tokens are counted, the pieces that came stand for them.

    Attributes:
        info: What it is connected to.
        slots: How many requests are worked on at the same time.
        capabilities: What the server does, as far as it is known.
        stopped: Why every job fails now; ``None`` while they do not.
    """

    def __init__(self, exchange: Exchange, loop: Loop, offered: Offer) -> None:
        self.info: EndpointInfo = chosen(offered, exchange.options)
        self.slots = exchange.options.slots
        self.capabilities = Capabilities()
        self.stopped: InferenceError | None = None
        self._exchange = exchange
        self._loop = loop
        self._server = Server(exchange, self.info, self.capabilities, Pace())
        self._places = asyncio.Semaphore(self.slots)
        self._news: SimpleQueue[Event] = SimpleQueue()
        self._jobs: set[JobId] = set()
        self._tasks: dict[JobId, asyncio.Task[None]] = {}
        self._lock = threading.Lock()

    @classmethod
    def load(cls, options: EndpointOptions, progress: LoadProgress | None = None) -> Self:
        """Connect to a server and make sure of the model.

        Args:
            options: Which server, which model, which key.
            progress: Told 0 again and again while nothing comes; returns ``False`` to stop.

        Raises:
            EndpointError: It cannot be reached, refuses the key, or has no such model.
            LoadCancelled: ``progress`` said so.
        """
        exchange, loop = Exchange(options), Loop("endpoint")
        try:
            offered = awaited(loop.submit(offer_of(exchange)), lambda: progress is None or progress(0.0))
            exchange.options = named(options, chosen(offered, options))
            return cls(exchange, loop, offered)
        except BaseException:
            loop.close(exchange.close)
            raise

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
            return await Job(request, self._server, self._news.put).run()
        except Exception as error:  # whatever it was, the others go on
            known = error if isinstance(error, InferenceError) else _crash(error)
            self._stop(known)
            return Failed(request.job, known)

    def _forget(self, job: JobId, task: asyncio.Task[None]) -> None:
        """A job's task is through; one that was cancelled, perhaps before it had begun, has told nothing yet."""
        del self._tasks[job]
        if task.cancelled():
            self._news.put(Cancelled(job))

    def _stop(self, error: InferenceError) -> None:
        """Let every further job fail with an error that is not one job's own."""
        if self.stopped is not None or not isinstance(error, (*_HOPELESS, Unreachable)):
            return
        self.stopped = error
        if isinstance(error, Unreachable):
            self._loop.start(self._look_for_server())

    async def _look_for_server(self) -> None:
        """Once the server is back, let jobs begin again."""
        while True:
            await asyncio.sleep(self._exchange.options.probe_seconds)
            try:
                await self._exchange.get("/models")
            except Refused:
                break
            except InferenceError:
                continue
            break
        self.stopped = None


def _crash(error: Exception) -> EngineCrashed:
    reason = f"{type(error).__name__}: {error}"
    crash = EngineCrashed(reason, reason=reason)
    crash.__cause__ = error
    return crash
