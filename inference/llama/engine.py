"""The engine on llama.cpp: a text model and its projector, loaded once, answering one request after another.

State is per sequence, never by the text of a prompt: no photo can get another one's answer.
"""

import threading
from collections import OrderedDict
from typing import Self

from inference.engine import Request
from inference.errors import EngineCrashed, InferenceError
from inference.events import Cancelled, Event, Failed, Finished, JobId, Provenance, Started
from inference.llama.context import SLOTS, Interrupted
from inference.llama.grammar import Grammars
from inference.llama.library import runtime
from inference.llama.loading import Loaded
from inference.llama.options import LoadOptions, LoadProgress, ModelFiles, ModelInfo
from inference.llama.prompt import Prefix
from inference.llama.sequence import Machine, Sequence
from inference.llama.template import layout_of
from inference.llama.weights import Pair, check_pair

_FIRST_SLOT = 1


class LlamaEngine:
    """Implements :class:`inference.engine.Engine`.

    Attributes:
        info: What is loaded.
    """

    def __init__(self, loaded: Loaded, info: ModelInfo) -> None:
        self.info = info
        self._loaded = loaded
        vocabulary, context = loaded.vocabulary, loaded.context
        layout = layout_of(loaded.template, vocabulary.bos_text, vocabulary.eos_text)
        grammars = Grammars(vocabulary)
        self._machine = Machine(context, loaded.tower, vocabulary, grammars, layout, Prefix(context))
        self._interrupt = context.interrupt
        self._lock = threading.Lock()
        self._waiting: OrderedDict[JobId, Request] = OrderedDict()
        self._active: dict[JobId, Sequence] = {}
        self._free = [_FIRST_SLOT + index for index in range(SLOTS)]
        self._aborted: set[JobId] = set()
        self._closed = False

    @classmethod
    def load(cls, files: ModelFiles, options: LoadOptions | None = None, progress: LoadProgress | None = None) -> Self:
        """Load a text model and its projector.

        Args:
            files: Where they are.
            options: How to load them.
            progress: Told how far it is, on this thread; returns ``False`` to stop.

        Raises:
            ModelMissing: A file is not there.
            ModelBroken: A file cannot be loaded.
            ModelMismatch: The two do not belong together.
            OutOfMemory: This machine cannot hold them.
            LoadCancelled: ``progress`` said so.
        """
        pair = check_pair(files)
        loaded = Loaded(files, pair, options or LoadOptions(), progress or _go_on)
        return cls(loaded, _info(files, pair, loaded))

    @property
    def idle(self) -> bool:
        """Whether nothing is in flight."""
        return not self._waiting and not self._active

    @property
    def stopped(self) -> InferenceError | None:
        """Nothing stops it: a crash of native code ends the whole process."""
        return None

    def add(self, request: Request) -> None:
        """Take a request into the queue.

        Raises:
            ValueError: A request with this job is in flight already, or the engine is closed.
        """
        if self._closed:
            raise ValueError("the engine is closed")
        with self._lock:
            if request.job in self._waiting or request.job in self._active:
                raise ValueError(f"in flight already: {request.job}")
            self._waiting[request.job] = request

    def abort(self, job: JobId) -> None:
        """Ask for a job to end soon; any thread may."""
        with self._lock:
            if job in self._active:
                self._interrupt.set()
            if job in self._active or job in self._waiting:
                self._aborted.add(job)

    def step(self) -> list[Event]:
        """Do one bounded piece of work for what is in flight."""
        events: list[Event] = self._cancel()
        events += self._admit()
        for job in list(self._active):
            events += self._advance(job)
        return events

    def close(self) -> None:
        """Free everything; calling again is harmless."""
        if self._closed:
            return
        self._closed = True
        self._interrupt.set()
        with self._lock:
            sequences = list(self._active.values())
            self._active.clear()
            self._waiting.clear()
            self._aborted.clear()
        for sequence in sequences:
            sequence.close()
        self._loaded.close()

    def _cancel(self) -> list[Event]:
        with self._lock:
            jobs = [job for job in (*self._active, *self._waiting) if job in self._aborted]
        return [self._end(Cancelled(job)) for job in jobs]

    def _admit(self) -> list[Event]:
        """Give free slots to those that wait, in their order."""
        events: list[Event] = []
        while self._free and self._waiting:
            with self._lock:
                job, request = self._waiting.popitem(last=False)
                self._active[job] = Sequence(request, self._free.pop(), self._machine)
            events.append(Started(job))
        return events

    def _advance(self, job: JobId) -> list[Event]:
        sequence = self._active[job]
        try:
            events = sequence.step()
        except Interrupted:
            return []  # the next step cancels whoever asked for it; the others repeat nothing, since nobody else is in
        except InferenceError as error:
            return [self._end(Failed(job, error))]
        except Exception as error:  # whatever it was, the next photo goes on
            return [self._end(Failed(job, _crash(error)))]
        if sequence.finished:
            events.append(self._end(self._finished(sequence)))
        return events

    def _end(self, event: Finished | Failed | Cancelled) -> Event:
        """Take a job out, give its slot back, and let the arithmetic run again."""
        with self._lock:
            sequence = self._active.pop(event.job, None)
            self._waiting.pop(event.job, None)
            self._aborted.discard(event.job)
            if not self._aborted & self._active.keys():
                self._interrupt.clear()
        if sequence is not None:
            sequence.close()
            self._free.append(sequence.slot)
        return event

    def _finished(self, sequence: Sequence) -> Finished:
        request, answer = sequence.request, sequence.answer
        provenance = Provenance(
            model=self.info.name,
            projector=self.info.projector,
            quantisation=self.info.quantisation,
            prompt_version=request.prompt.version,
            temperature=request.sampling.temperature,
            top_p=request.sampling.top_p,
            seed=request.sampling.seed,
            engine=runtime(),
            repaired=self.info.repaired,
        )
        return Finished(request.job, answer.values, answer.confidence, provenance, sequence.figures)


def _go_on(_fraction: float) -> bool:
    return True


def _crash(error: Exception) -> EngineCrashed:
    reason = f"{type(error).__name__}: {error}"
    crash = EngineCrashed(reason, reason=reason)
    crash.__cause__ = error
    return crash


def _info(files: ModelFiles, pair: Pair, loaded: Loaded) -> ModelInfo:
    return ModelInfo(
        name=files.text.name,
        projector=files.projector.name,
        architecture=pair.architecture,
        quantisation=pair.quantisation,
        size=files.text.stat().st_size + files.projector.stat().st_size,
        context=loaded.context.size,
        vocabulary=loaded.vocabulary.size,
        image_size=pair.image_size,
        repaired=loaded.repaired,
    )
