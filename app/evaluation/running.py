"""Asks the engine about every labelled photo that has no answer yet, and keeps each answer before the next."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.evaluation.answers import Answer, AnswerFile, stamp_of
from app.evaluation.labels import LabelledPhoto
from inference.engine import Engine, Request
from inference.events import Event, Failed, Finished, JobId
from inference.run import Patience, run_each


@dataclass(frozen=True, slots=True)
class Asking:
    """How photos are asked about.

    Attributes:
        make: Makes the request of a job about a labelled photo.
        stop: Whether somebody asked to stop.
        listen: Told every event.
        patience: How an engine that is away is waited for; without it, photos fail while it is.
    """

    make: Callable[[JobId, LabelledPhoto], Request]
    stop: Callable[[], bool]
    listen: Callable[[Event], None]
    patience: Patience | None = None


def ask(engine: Engine, rows: Sequence[LabelledPhoto], answers: AnswerFile, asking: Asking) -> Iterator[Answer]:
    """Ask about the rows that wait.

    Args:
        engine: A loaded engine with nothing in flight.
        rows: Asked in this order; several may be in flight.
        answers: Gets every answer, failures among them, before it is yielded.
        asking: How.

    Yields:
        Each answer, as it comes.

    Raises:
        ReportUnwritable: An answer cannot be kept.
    """
    waiting = {row.photo: row for row in rows if answers.waits(row)}
    before = time.monotonic()

    def make(job: JobId) -> Request:
        return asking.make(job, waiting[job])

    for event in run_each(engine, waiting, make, asking.stop, asking.patience):
        asking.listen(event)
        if isinstance(event, Finished | Failed):
            now = time.monotonic()
            answer = _answer(event, waiting[event.job], now - before)
            before = now
            answers.append(answer)
            yield answer


def _answer(event: Finished | Failed, row: LabelledPhoto, spent: float) -> Answer:
    stamp = stamp_of(row.path)
    if isinstance(event, Failed):
        return Answer(photo=row.photo, stamp=stamp, error=event.error.code, facts=event.error.facts, spent=spent)
    return Answer(
        photo=row.photo,
        stamp=stamp,
        values=event.values,
        confidence=event.confidence,
        figures=event.figures,
        provenance=event.provenance,
        spent=spent,
    )
