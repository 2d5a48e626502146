"""The engine for a window: another process does the native work, and a crash over there costs the photos in hand.

This process imports no native code for it. A child that ends, however it does, fails the jobs that it had in hand, is
started again and loads the model again, and the jobs that wait go on.
"""

import logging
import time
from collections.abc import Callable
from typing import Self

from inference.engine import Request
from inference.errors import EngineCrashed, InferenceError, ModelCrashes
from inference.events import Cancelled, Event, Failed, Finished, JobId, Started
from inference.guard.crashes import Crashes
from inference.guard.ending import reason_of
from inference.guard.frames import frame
from inference.guard.jobs import Job
from inference.guard.process import ChildProcess, Ended, Heard
from inference.guard.starting import loaded, start
from inference.guard.wire import Abort, Add, Loaded, Loading, Refused, Told
from inference.llama.options import LoadOptions, LoadProgress, ModelFiles
from inference.relay import Relay

_log = logging.getLogger(__name__)

_PATIENCE = 0.03  # seconds that a step waits for news at most
_ABORT_PATIENCE = 10.0  # seconds until a child that does not end a job on request is killed


class GuardedEngine(Relay):
    """Implements :class:`inference.engine.Engine` by a :class:`~inference.llama.engine.LlamaEngine` in a child process.

    Beside what any engine does, a job fails with :class:`~inference.errors.EngineCrashed` where the child ended with
    it in hand; with ``PhotoCrashes`` the third time, for good; and with ``ModelCrashes`` where the child ended three
    times in a row on one photo after another, or while loading: from then on every job fails so, until the model is
    loaded by another :meth:`load`. If the model cannot be loaded again after a crash (its file is gone), every job
    fails with the reason for that.

    Attributes:
        info: What is loaded.
        slots: How many requests are worked on at the same time.
        stopped: Why every job fails from now on; ``None`` while they do not.
    """

    def __init__(
        self,
        files: ModelFiles,
        options: LoadOptions,
        served: tuple[ChildProcess, Loaded],
        reloading: Callable[[float], object],
    ) -> None:
        self._files = files
        self._options = options
        self._reloading = reloading
        self._child: ChildProcess | None = served[0]
        self._ready = True
        self.info, self.slots = served[1].info, served[1].slots
        self.stopped: InferenceError | None = None
        self._jobs: dict[JobId, Job] = {}
        self._crashes = Crashes()

    @classmethod
    def load(
        cls,
        files: ModelFiles,
        options: LoadOptions | None = None,
        progress: LoadProgress | None = None,
        *,
        reloading: Callable[[float], object] = bool,
    ) -> Self:
        """Load a text model and its projector in a child process.

        Args:
            files: Where they are.
            options: How to load them.
            progress: Told how far it is, on this thread, also when nothing moves; returns ``False`` to stop.
            reloading: Told, on the thread that calls :meth:`step`, how far the model is loaded again after a crash:
                0 when that begins, 1 when it is ready. What it returns does not matter.

        Raises:
            ModelMissing: A file is not there.
            ModelBroken: A file cannot be loaded, or the child crashed on it.
            ModelMismatch: The two do not belong together.
            OutOfMemory: This machine cannot hold them.
            LoadCancelled: ``progress`` said so.
            EngineCrashed: The child ended for a reason that is not the model's, or could not be started.
        """
        options = options or LoadOptions()
        return cls(files, options, loaded(files, options, progress or (lambda _fraction: True)), reloading)

    @property
    def pid(self) -> int | None:
        """Number of the child process; ``None`` while there is none."""
        return None if self._child is None else self._child.pid

    @property
    def room(self) -> int:
        """How many more requests could begin at once; glances give way."""
        return max(0, self.slots - sum(not job.request.gives_way for job in self._jobs.values()))

    def add(self, request: Request) -> None:
        """Take a request into the queue.

        Raises:
            ValueError: A request with this job is in flight already, or the engine is closed.
        """
        self._admit(request)
        self._jobs[request.job] = Job(request, frame(Add(request)))

    def abort(self, job: JobId) -> None:
        """Ask for a job to end soon; any thread may."""
        found, child = self._jobs.get(job), self._child
        if found is not None:
            found.aborted = True
            if found.sent and child is not None:
                child.tell(Abort(job))  # at once, since the other thread may be waiting in a step

    def step(self) -> list[Event]:
        """Hand on what is new, and tell what the child did; waits for news a moment at most."""
        events = self._settle() + self._hear(0.0)
        self._tend()
        self._forward()
        if self._jobs and not events:
            events += self._hear(_PATIENCE)
        return events

    def close(self) -> None:
        """End the child; calling again is harmless."""
        self._closed = True
        self._jobs.clear()
        child, self._child = self._child, None
        if child is not None:
            child.end(politely=self._ready)

    def _settle(self) -> list[Event]:
        """Bring to their end the jobs that need no child for it, and insist on the ends that it was asked for."""
        events: list[Event] = []
        for name, job in list(self._jobs.items()):
            if job.aborted and not job.sent:
                events.append(self._end(Cancelled(name)))
            elif self.stopped is not None:
                events.append(self._end(Failed(name, self.stopped)))
            elif job.aborted:
                self._insist(name, job)
        return events

    def _insist(self, name: JobId, job: Job) -> None:
        """Ask again, for an abort that crossed the sending; after long enough, kill a child that does not listen."""
        if self._child is None:
            return
        if job.deadline is None:
            job.deadline = time.monotonic() + _ABORT_PATIENCE
            self._child.tell(Abort(name))
        elif time.monotonic() > job.deadline:
            self._child.kill()

    def _tend(self) -> None:
        """Start a child where there is none and work for it."""
        if self._child is not None or not self._jobs or self.stopped is not None:
            return
        try:
            self._child = start(self._files, self._options)
        except EngineCrashed as error:
            self._count([], str(error))
        else:
            self._reloading(0.0)

    def _forward(self) -> None:
        """Send what waits, in its order; a suspect alone."""
        if self._child is None or not self._ready:
            return
        sent = [job for job in self._jobs.values() if job.sent]
        for job in self._jobs.values():
            if job.sent:
                continue
            if sent and (self._crashes.suspects(job) or self._crashes.suspects(sent[0])):
                return
            self._child.send(job.order)
            job.sent = True
            sent.append(job)

    def _hear(self, seconds: float) -> list[Event]:
        news = self._child.hear(seconds) if self._child is not None else []
        return [event for heard in news for event in self._take(heard)]

    def _take(self, heard: Heard) -> list[Event]:
        match heard:
            case Told(events):
                return [self._noted(event) for event in events]
            case Loading(fraction):
                self._reloading(fraction)
            case Loaded(info, slots):
                self.info, self.slots, self._ready = info, slots, True
                self._reloading(1.0)
            case Refused(error):
                self.stopped = error
            case Ended():
                return self._ended(heard)
        return []

    def _noted(self, event: Event) -> Event:
        job = self._jobs[event.job]
        match event:
            case Started():
                job.started = True
            case Finished():
                self._crashes.finished(job)
                self._end(event)
            case Failed() | Cancelled():
                self._end(event)
        return event

    def _ended(self, ended: Ended) -> list[Event]:
        """The child is gone: what it had in hand has failed, what it had not begun waits for the next one."""
        if self._child is not None:
            self._child.end()
        was_ready, self._child, self._ready = self._ready, None, False
        if self.stopped is not None:
            return []
        reason = reason_of(ended)
        _log.warning("the model's process has ended: %s\n%s", reason, ended.last_words)
        in_hand = self._in_hand()
        for job in self._jobs.values():
            job.take_back()
        # One that was killed with nothing to do says nothing about the model.
        return self._count(in_hand, reason) if in_hand or not was_ready else []

    def _in_hand(self) -> list[Job]:
        """What the child has begun, or was just about to: it takes requests in their order into its slots."""
        sent = [job for job in self._jobs.values() if job.sent]
        return [job for place, job in enumerate(sent) if job.started or place < self.slots]

    def _count(self, in_hand: list[Job], reason: str) -> list[Event]:
        errors = self._crashes.happened(in_hand, reason)
        if self._crashes.hopeless:
            self.stopped = ModelCrashes(reason, reason=reason)
        names = [job.request.job for job in in_hand]
        ends = zip(names, in_hand, errors, strict=True)
        return [self._end(Cancelled(name) if job.aborted else Failed(name, error)) for name, job, error in ends]

    def _end(self, event: Finished | Failed | Cancelled) -> Event:
        del self._jobs[event.job]
        return event
