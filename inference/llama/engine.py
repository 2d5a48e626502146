"""The engine on llama.cpp: a text model and its projector, loaded once, answering several requests together.

Each request in flight has a slot; one that comes to its end gives it to the next at once, while the others go on. State
is per sequence, never by the text of a prompt: no photo can get another one's answer.
"""

import threading
from collections import OrderedDict
from typing import Self

from inference.engine import Request
from inference.errors import EngineCrashed, InferenceError
from inference.events import Cancelled, Event, Failed, Finished, JobId, Started
from inference.llama.grammar import Grammars
from inference.llama.loading import Loaded, threads_of
from inference.llama.memory import cell_bytes
from inference.llama.options import LoadOptions, LoadProgress, ModelFiles, ModelInfo
from inference.llama.provenance import provenance_of
from inference.llama.room import Room
from inference.llama.round import Rounds
from inference.llama.sequence import Machine, Sequence
from inference.llama.template import layout_of
from inference.llama.weights import Pair, check_pair, named, space_of
from inference.preparing import told


class LlamaEngine:
    """Implements :class:`inference.engine.Engine`.

    Attributes:
        info: What is loaded.
        slots: How many requests are worked on at the same time.
    """

    def __init__(self, loaded: Loaded, info: ModelInfo) -> None:
        self.info = info
        self._loaded = loaded
        vocabulary, context = loaded.vocabulary, loaded.context
        layout = layout_of(loaded.template, vocabulary.bos_text, vocabulary.eos_text)
        grammars = Grammars(vocabulary)
        self._machine = Machine(context, loaded.tower, vocabulary, grammars, layout, Room(context))
        self._rounds = Rounds(context, loaded.tower, self._fail)
        self._interrupt = context.interrupt
        self.slots = context.slots
        self._lock = threading.Lock()
        self._waiting: OrderedDict[JobId, Request] = OrderedDict()
        self._active: dict[JobId, Sequence] = {}
        self._free = set(range(context.slots))
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
        options = options or LoadOptions()
        loaded = Loaded(files, pair, options, progress or _go_on)
        return cls(loaded, _info(files, pair, loaded, options))

    @property
    def idle(self) -> bool:
        """Whether nothing is in flight."""
        return not self._waiting and not self._active

    @property
    def stopped(self) -> InferenceError | None:
        """Nothing stops it: a crash of native code ends the whole process."""
        return None

    @property
    def room(self) -> int:
        """How many more requests could begin at once; glances give way."""
        with self._lock:
            asked = [sequence.request for sequence in self._active.values()] + list(self._waiting.values())
        return max(0, self.slots - sum(not request.gives_way for request in asked))

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
            if not request.gives_way:
                glances = [job for job, each in self._active.items() if each.request.gives_way]
                glances += [job for job, each in self._waiting.items() if each.gives_way]
                self._aborted.update(glances)
            self._waiting[request.job] = request

    def abort(self, job: JobId) -> None:
        """Ask for a job to end soon; any thread may."""
        with self._lock:
            if job in self._active or job in self._waiting:
                self._aborted.add(job)
            # Where the last cells cannot be dropped alone, a batch that was stopped cannot be tried again.
            if job in self._active and (self._machine.context.shareable or self._active.keys() <= self._aborted):
                self._interrupt.set()

    def step(self) -> list[Event]:
        """Do one bounded piece of work for what is in flight."""
        events: list[Event] = self._cancel()
        events += self._admit()
        events += self._rounds.run(self._active.values())
        done = [sequence for sequence in self._active.values() if sequence.finished]
        return events + [self._end(self._finished(sequence)) for sequence in done]

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
                slot = self._machine.room.choose(self._free, request.prompt.instructions)
                self._free.remove(slot)
                self._active[job] = Sequence(request, slot, self._machine)
            events.append(Started(job))
        return events

    def _fail(self, sequence: Sequence, error: Exception) -> Event:
        """End one job; whatever it was, the others go on."""
        known = error if isinstance(error, InferenceError) else _crash(error)
        return self._end(Failed(sequence.request.job, known))

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
            self._rounds.forget(sequence)
            self._free.add(sequence.slot)
        return event

    def _finished(self, sequence: Sequence) -> Finished:
        request, seen = sequence.request, sequence.seen
        facts = (self.slots, told(seen.corrections), len(seen.encoded), sequence.examples)
        provenance = provenance_of(request, self.info, *facts)
        said = (sequence.answer.values, sequence.answer.confidence) if request.answered else ({}, {})
        return Finished(request.job, *said, provenance, sequence.figures, seen.vectors)


def _go_on(_fraction: float) -> bool:
    return True


def _crash(error: Exception) -> EngineCrashed:
    reason = f"{type(error).__name__}: {error}"
    crash = EngineCrashed(reason, reason=reason)
    crash.__cause__ = error
    return crash


def _info(files: ModelFiles, pair: Pair, loaded: Loaded, options: LoadOptions) -> ModelInfo:
    cell = cell_bytes(pair) if loaded.context.shareable else None
    return ModelInfo(
        name=files.text.name,
        projector=files.projector.name,
        architecture=pair.architecture,
        quantisation=pair.quantisation,
        size=files.text.stat().st_size + files.projector.stat().st_size,
        context=loaded.context.longest,
        vocabulary=loaded.vocabulary.size,
        image_size=pair.image_size,
        repaired=loaded.repaired,
        projector_size=files.projector.stat().st_size,
        cache_size=None if cell is None else cell * loaded.context.size,
        weights=named(files),
        threads=threads_of(options),
        gpu_layers=options.gpu_layers,
        space=space_of(files, repaired=loaded.repaired),
        dimension=loaded.context.width,
    )
