"""One model on the course, in a process of its own: its memory is its own, and so is a crash.

What it measured so far can be asked for at any time. A number of photos at a time counts when all its cards are there.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from app.benchmark.accuracy import Accuracy
from app.benchmark.asking import ask
from app.benchmark.course import Course, Make
from app.benchmark.figures import alone_of, corrections_of, reuse_of, speed_of
from app.benchmark.report import Failure, Memory, ModelReport, Speed
from app.evaluation.judging import Judge
from inference.engine import Request
from inference.errors import EngineCrashed, InferenceError, OutOfMemory, PhotoUnreadable
from inference.events import Event, Failed, Figures, Finished
from inference.guard.engine import GuardedEngine
from inference.guard.memory import peak_memory
from inference.llama.options import LoadOptions, LoadProgress, ModelFiles


@dataclass(frozen=True, slots=True)
class Subject:
    """A model to be measured.

    Attributes:
        name: What it is called; no other has the same name.
        files: Where it is.
        make: Makes its requests.
    """

    name: str
    files: ModelFiles
    make: Make


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is asked and told meanwhile.

    Attributes:
        stop: Whether somebody asked to stop.
        follow: Told every event.
    """

    stop: Callable[[], bool]
    follow: Callable[[Event], None]


class Measurement:
    """A model on its way through the course; its process lasts as long as a ``with``."""

    def __init__(self, subject: Subject, course: Course, options: LoadOptions, judge: Judge | None = None) -> None:
        self._subject = subject
        self._course = course
        self._options = replace(options, slots=course.slots[-1])
        self._accuracy = Accuracy(judge, course.labelled) if judge else None
        self._engine: GuardedEngine | None = None
        self._costs: list[Figures] = []
        files = subject.files
        self._report = ModelReport(name=subject.name, text=files.text.name, projector=files.projector.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._engine is not None:
            self._engine.close()

    @property
    def files(self) -> ModelFiles:
        """Where the model is."""
        return self._subject.files

    @property
    def report(self) -> ModelReport:
        """What is measured so far."""
        return self._report

    def load(self, progress: LoadProgress) -> None:
        """Load the model.

        Args:
            progress: Told how far it is, again and again; returns ``False`` to stop.

        Raises:
            InferenceError: It cannot be loaded, or ``progress`` said so.
        """
        began = time.monotonic()
        self._engine = GuardedEngine.load(self._subject.files, self._options, progress)
        info = self._engine.info
        self._note(
            load_seconds=time.monotonic() - began,
            quantisation=info.quantisation,
            size=info.size,
            memory=Memory(peak=None, projector=info.projector_size, cache=info.cache_size),
        )

    def run(self, listener: Listener) -> Iterator[Speed]:
        """Go through the course.

        Yields:
            What came of each number of photos at a time; nothing more once somebody asked to stop.

        Raises:
            InferenceError: The model failed, or its process ended.
        """
        course, make = self._course, self._subject.make
        self._cards(course.warm_up(make), 1, listener)
        for turn, slots in enumerate(course.slots):
            began = time.monotonic()
            costs = self._cards(course.requests(turn, make), slots, listener)
            seconds = time.monotonic() - began
            if len(costs) < course.cards:
                return
            yield self._measured(slots, costs, seconds)
        if self._accuracy is not None:
            self._judge(self._accuracy, listener)

    def fail(self, error: InferenceError) -> None:
        """Note that the model did not come to the end."""
        match error:
            case OutOfMemory():
                code = "benchmark.memory"
            case EngineCrashed():
                code = "benchmark.crash"
            case _:
                code = error.code
        self._note(failure=Failure(code=code, facts={**error.facts, "slots": str(self._course.slots[-1])}))

    def _measured(self, slots: int, costs: list[Figures], seconds: float) -> Speed:
        speed = speed_of(slots, costs, seconds)
        self._costs += costs
        alone = alone_of(costs) if slots == 1 else self._report.alone
        found = {"corrections": corrections_of(self._costs), "reuse": reuse_of(self._costs)}
        self._note(alone=alone, speeds=(*self._report.speeds, speed), **found)
        self._note_memory()
        return speed

    def _cards(self, requests: Iterable[Request], together: int, listener: Listener) -> list[Figures]:
        """What each card has cost; fewer than were asked for where somebody asked to stop."""
        costs: list[Figures] = []
        for event in self._events(requests, together, listener):
            match event:
                case Finished(figures=figures):
                    costs.append(figures)
                case Failed(error=error):
                    raise error
        return costs

    def _judge(self, accuracy: Accuracy, listener: Listener) -> None:
        """Ask about the labelled photos; one that cannot be read is told as an event, and counts for no model."""
        for event in self._events(self._course.judged(self._subject.make), self._course.slots[-1], listener):
            if isinstance(event, Finished):
                accuracy.take(event)
            elif isinstance(event, Failed) and not isinstance(event.error, PhotoUnreadable):
                raise event.error
        self._note(accuracy=accuracy.figures)
        self._note_memory()

    def _events(self, requests: Iterable[Request], together: int, listener: Listener) -> Iterator[Event]:
        if self._engine is None:
            raise ValueError("not loaded")
        for event in ask(self._engine, requests, together, listener.stop):
            listener.follow(event)
            yield event

    def _note_memory(self) -> None:
        if self._engine is not None and self._report.memory is not None:
            peak = peak_memory(self._engine.pid)
            self._note(memory=self._report.memory.model_copy(update={"peak": peak}))

    def _note(self, **found: object) -> None:
        self._report = self._report.model_copy(update=found)
