"""Asks an engine about photos under conditions and variants; each is made worse and corrected ahead, on other cores."""

import hashlib
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.evaluation.answers import stamp_of
from app.evaluation.labels import LabelledPhoto
from app.evaluation.photos.conditions import degraded
from app.evaluation.photos.readings import Cell, Reading
from inference.engine import Engine, Request
from inference.errors import InferenceError
from inference.events import Cancelled, Event, Failed, Finished, JobId
from inference.photos import read_photo
from inference.preprocess import Corrections, correct
from inference.run import Patience, run_each

_AHEAD = 4
"""Photos made ready before their turn."""


@dataclass(frozen=True, slots=True)
class Exam:
    """How photos are read.

    Attributes:
        variants: Name → what is corrected; the first corrects nothing.
        longest_side: Of what the model is shown, in pixels.
        make: Makes the request of a job about pixels.
        stop: Whether somebody asked to stop.
        listen: Told every event.
        patience: How an engine that is away is waited for.
    """

    variants: Mapping[str, Corrections]
    longest_side: int
    make: Callable[[JobId, NDArray[np.uint8]], Request]
    stop: Callable[[], bool]
    listen: Callable[[Event], None]
    patience: Patience | None = None


@dataclass(slots=True)
class Sitting:
    """A photo under a condition, on its way.

    Attributes:
        row: Whose photo.
        condition: Name of the condition.
        shown: Variant → the digest of what the model is shown, and whether it was changed.
        pixels: Digest → pixels, each only once.
        answers: Digest → the facts; ``None`` where there are none.
        error: What went wrong first.
    """

    row: LabelledPhoto
    condition: str
    shown: dict[str, tuple[str, bool]] = field(default_factory=dict)
    pixels: dict[str, NDArray[np.uint8]] = field(default_factory=dict)
    answers: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    error: InferenceError | None = None

    @property
    def over(self) -> bool:
        """Whether everything is answered."""
        return self.answers.keys() >= {digest for digest, _ in self.shown.values()}

    def reading(self) -> Reading:
        """What came of it."""
        cells = {
            name: Cell(values=self.answers.get(digest), changed=changed)
            for name, (digest, changed) in self.shown.items()
        }
        code, facts = (self.error.code, self.error.facts) if self.error else ("", {})
        stamp = stamp_of(self.row.path)
        return Reading(
            photo=self.row.photo, stamp=stamp, condition=self.condition, cells=cells, error=code, facts=facts
        )


def prepared(row: LabelledPhoto, condition: str, exam: Exam) -> Sitting:
    """Make a photo worse and correct it in every way; a photo that cannot be read has an error instead."""
    sitting = Sitting(row, condition)
    try:
        clean = read_photo(row.path, exam.longest_side)
    except InferenceError as error:
        sitting.error = error
        return sitting
    # The seed is of the photo's name, so that a photo is made worse in the same way whatever else is measured.
    worse = degraded(clean, condition, zlib.crc32(f"{condition}/{row.photo}".encode("utf-8", "backslashreplace")))
    for name, corrections in exam.variants.items():
        pixels = np.ascontiguousarray(correct(worse, corrections).pixels)
        digest = hashlib.blake2b(repr(pixels.shape).encode() + pixels.tobytes(), digest_size=16).hexdigest()
        sitting.pixels.setdefault(digest, pixels)
        unchanged = next(iter(sitting.shown.values()), (digest, False))[0]
        sitting.shown[name] = (digest, digest != unchanged)
    return sitting


def examine(engine: Engine, waiting: Iterable[tuple[LabelledPhoto, str]], exam: Exam) -> Iterator[Reading]:
    """Read the photos.

    Args:
        engine: A loaded engine with nothing in flight.
        waiting: Photos and conditions, in the order in which they are read.
        exam: How.

    Yields:
        Each reading that is whole, failures among them.
    """
    hall = _Hall(exam)
    for event in run_each(engine, hall.jobs(waiting), hall.request, exam.stop, exam.patience):
        exam.listen(event)
        hall.note(event)
        yield from hall.over()
    yield from hall.over()


class _Hall:
    """The photos that are being read."""

    def __init__(self, exam: Exam) -> None:
        self._exam = exam
        self._asked: dict[JobId, tuple[Sitting, str]] = {}
        self._over: deque[Sitting] = deque()

    def jobs(self, waiting: Iterable[tuple[LabelledPhoto, str]]) -> Iterator[JobId]:
        """A job for everything that the model is to be shown of each photo."""
        for sitting in _ahead(waiting, self._exam):
            if sitting.error is not None:
                self._over.append(sitting)
            for digest in sitting.pixels:
                job = f"{sitting.condition}/{digest}/{sitting.row.photo}"
                self._asked[job] = (sitting, digest)
                yield job

    def request(self, job: JobId) -> Request:
        """The request of a job; it may be asked for again."""
        sitting, digest = self._asked[job]
        return self._exam.make(job, sitting.pixels[digest])

    def note(self, event: Event) -> None:
        """Keep a job's end with its photo; one that was called off leaves its photo incomplete for good."""
        if not isinstance(event, Finished | Failed | Cancelled):
            return
        sitting, digest = self._asked.pop(event.job)
        match event:
            case Finished(values=values):
                sitting.answers[digest] = dict(values)
            case Failed(error=error):
                sitting.answers[digest] = None
                sitting.error = sitting.error or error
        if sitting.over:
            self._over.append(sitting)

    def over(self) -> Iterator[Reading]:
        """The photos that came to their end since they were last asked for."""
        while self._over:
            yield self._over.popleft().reading()


def _ahead(waiting: Iterable[tuple[LabelledPhoto, str]], exam: Exam) -> Iterator[Sitting]:
    """The photos, some made ready before they are asked for; no more once somebody asked to stop."""
    ready: deque[Future[Sitting]] = deque()
    with ThreadPoolExecutor(1, thread_name_prefix="photos-ahead") as pool:
        for row, condition in waiting:
            ready.append(pool.submit(prepared, row, condition, exam))
            if len(ready) <= _AHEAD:
                continue
            if exam.stop():
                break
            yield ready.popleft().result()
        while ready and not exam.stop():
            yield ready.popleft().result()
        pool.shutdown(cancel_futures=True)
