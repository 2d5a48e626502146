"""An engine that gives an answer it has given before at once, as the same stream of events.

It stands between an engine and whoever makes its confidences honest, so that what is kept is what the model said.
"""

import time
from dataclasses import dataclass, replace

from inference.answers import Answer, Answers, Question
from inference.engine import Engine, Request
from inference.errors import InferenceError
from inference.events import Cancelled, Event, Failed, FieldDone, Finished, JobId, Started


@dataclass(slots=True)
class _Found:
    """A request whose answer is there.

    Attributes:
        answer: The answer.
        photos: How many photos it is about.
        began: When it was asked, on the monotonic clock.
        aborted: Whether somebody asked for its end; any thread sets it.
    """

    answer: Answer
    photos: int
    began: float
    aborted: bool = False


class RememberingEngine:
    """Implements :class:`inference.engine.Engine` by another, with its finished answers kept.

    A request that wants its answer anew is always passed on, and what comes of it takes the old answer's place.
    """

    def __init__(self, engine: Engine, answers: Answers) -> None:
        self._engine = engine
        self._answers = answers
        self._found: dict[JobId, _Found] = {}
        self._asked: dict[JobId, Question] = {}

    @property
    def info(self) -> object:
        """What is loaded, as the engine says it."""
        return getattr(self._engine, "info", None)

    @property
    def idle(self) -> bool:
        """Whether nothing is in flight."""
        return not self._found and self._engine.idle

    @property
    def stopped(self) -> InferenceError | None:
        """Why every request would fail from now on; ``None`` while all is well."""
        return self._engine.stopped

    @property
    def room(self) -> int:
        """How many more requests could begin at once."""
        return self._engine.room

    def add(self, request: Request) -> None:
        """Take a request into the queue, or find its answer.

        Raises:
            ValueError: A request with this job is in flight already, or the engine is closed.
        """
        if request.job in self._found:
            raise ValueError(f"in flight already: {request.job}")
        began = time.monotonic()
        question = self._answers.question(request) if request.answered else None
        answer = self._answers.find(question) if question is not None and not request.anew else None
        if answer is not None and request.job not in self._asked:
            self._found[request.job] = _Found(answer, len(request.photos), began)
            return
        self._engine.add(request)
        if question is not None:
            self._asked[request.job] = question

    def abort(self, job: JobId) -> None:
        """Ask for a job to end soon; any thread may."""
        if (found := self._found.get(job)) is not None:
            found.aborted = True
        else:
            self._engine.abort(job)

    def step(self) -> list[Event]:
        """Give what was found, and do one bounded piece of work for the rest."""
        events: list[Event] = []
        for job in list(self._found):
            events += _told(job, self._found.pop(job))
        if not self._engine.idle:
            for event in self._engine.step():
                self._note(event)
                events.append(event)
        return events

    def close(self) -> None:
        """Free everything."""
        self._found.clear()
        self._engine.close()

    def _note(self, event: Event) -> None:
        if not isinstance(event, Finished | Failed | Cancelled):
            return
        question = self._asked.pop(event.job, None)
        if question is not None and isinstance(event, Finished):
            self._answers.keep(question, event)


def _told(job: JobId, found: _Found) -> list[Event]:
    """The whole stream of a job whose answer was found."""
    if found.aborted:
        return [Cancelled(job)]
    answer = found.answer
    done = [FieldDone(job, name, value, answer.confidence.get(name)) for name, value in answer.values.items()]
    figures = replace(
        answer.figures,
        seconds=time.monotonic() - found.began,
        image_seconds=0.0,
        prompt_seconds=0.0,
        answer_seconds=0.0,
        sampling_seconds=0.0,
        sampled=0,
        refused=0,
        reused_tokens=answer.figures.prompt_tokens,
        reused_photos=found.photos,
        kept=True,
    )
    return [Started(job), *done, Finished(job, answer.values, answer.confidence, answer.provenance, figures)]
