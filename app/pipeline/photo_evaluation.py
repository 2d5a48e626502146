"""Measure what corrections of photos do for a model: labels, readings on disk and the recipe brought together."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from pydantic import BaseModel, create_model

from app.domain.card import NAME_FIELD
from app.evaluation.judging import Judge
from app.evaluation.labels import LabelledPhoto, Labels, read_labels
from app.evaluation.photos.outcomes import Marks, PhotoReport, marks_of, outcome, verdict
from app.evaluation.photos.reading import Exam, examine
from app.evaluation.photos.readings import Reading, ReadingFile
from app.evaluation.photos.variants import NOTHING, variants
from app.pipeline.evaluation import Plan, fingerprint_of, names_of, yardstick_of
from app.pipeline.recipe import Recipe
from inference.engine import Engine
from inference.events import Event
from inference.preprocess import Corrections
from inference.run import Patience


def facts_only(recipe: Recipe) -> Recipe:
    """The recipe for a card's facts: its name and its closed lists, in their order.

    The model is told of the whole card, so it writes what a whole card would begin with, and is stopped then. Its texts
    are left out, which are most of the time of a card.
    """
    properties = recipe.schema["properties"]
    fields: dict[str, Any] = {
        name: (info.annotation, info)
        for name, info in recipe.card.model_fields.items()
        if name == NAME_FIELD or "enum" in properties[name]
    }
    card: type[BaseModel] = create_model(recipe.card.__name__, __config__=recipe.card.model_config, **fields)
    return replace(recipe, card=card, exclusions=())


class PhotoEvaluation:
    """One measurement; what it measured is on disk at every moment.

    Attributes:
        labels: The labelled photos that are measured: things that the model should know.
    """

    def __init__(self, plan: Plan, conditions: Sequence[str]) -> None:
        """Read the labels and the readings that are there.

        Args:
            plan: As for any evaluation; its recipe's corrections are measured as one variant.
            conditions: Names of the conditions that are measured.

        Raises:
            EvaluationError: The labels make no sense, or the folder cannot be written.
            ModelMissing: A file of the model is not there.
        """
        self._plan = plan
        self._conditions = tuple(conditions)
        self._variants = variants(plan.recipe.corrections)
        self._recipe = replace(facts_only(plan.recipe), corrections=Corrections())
        yardstick = yardstick_of(plan.recipe, plan.language)
        everything = read_labels(plan.labels, yardstick)
        self._judge = Judge.of(yardstick, everything.rows)
        known = tuple(row for row in everything.rows if row.known and row.expected)
        self.labels = Labels(known, everything.unused).spread(plan.limit)
        fingerprint = fingerprint_of(plan, self._recipe, {"variants": sorted(self._variants)})
        self._readings = ReadingFile(plan.folder, fingerprint, fresh=plan.fresh)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._readings.close()

    @property
    def total(self) -> int:
        """How many readings there are to be: photos times conditions."""
        return len(self.labels.rows) * len(self._conditions)

    @property
    def waiting(self) -> list[tuple[LabelledPhoto, str]]:
        """What is still to be read: every condition of a photo before the next photo.

        Photos come in an order of no meaning, always the same: a run that is stopped has seen some of all kinds.
        """
        rows = sorted(self.labels.rows, key=lambda row: zlib.crc32(row.photo.encode("utf-8", "backslashreplace")))
        pairs = [(row, condition) for row in rows for condition in self._conditions]
        return [pair for pair in pairs if self._readings.waits(*pair)]

    def run(
        self,
        engine: Engine,
        stop: Callable[[], bool],
        listen: Callable[[Event], None],
        patience: Patience | None = None,
    ) -> Iterator[Reading]:
        """Read what waits.

        Args:
            engine: A loaded engine with nothing in flight.
            stop: Whether somebody asked to stop.
            listen: Told every event.
            patience: How an engine that is away is waited for.

        Yields:
            Each reading, when it is on disk.
        """
        request = replace(self._recipe.request("", ()), photos=())
        exam = Exam(
            variants=self._variants,
            longest_side=self._recipe.photo_side,
            make=lambda job, pixels: replace(request, job=job, photos=(pixels,)),
            stop=stop,
            listen=listen,
            patience=patience,
        )
        for reading in examine(engine, self.waiting, exam):
            self._readings.append(reading)
            yield reading

    def report(self, made: datetime) -> PhotoReport:
        """The report of the readings that there are.

        Args:
            made: When, aware.
        """
        marked: dict[str, dict[str, Marks]] = {}
        readings: dict[str, list[Reading]] = {condition: [] for condition in self._conditions}
        failed = missing = 0
        for row in self.labels.rows:
            for condition in self._conditions:
                reading = self._readings.of(row, condition)
                if reading is None or reading.error:
                    failed, missing = failed + (reading is not None), missing + (reading is None)
                    continue
                readings[condition].append(reading)
                marked.setdefault(row.photo, {})[condition] = marks_of(row, reading, self._judge)
        things = dict.fromkeys(name for row in self.labels.rows for name in row.expected)
        return PhotoReport(
            made=made.astimezone(UTC).isoformat(timespec="seconds"),
            model=names_of(self._plan.model)[0],
            labels=self._plan.labels.name,
            photos=len(marked),
            failed=failed,
            missing=missing,
            things=tuple(things),
            outcomes=tuple(self._outcomes(readings, marked)),
            verdicts=tuple(verdict(name, marked) for name in self._variants if name != NOTHING),
        )

    def _outcomes(self, readings: dict[str, list[Reading]], marked: dict[str, dict[str, Marks]]) -> Iterator[Any]:
        for condition, found in readings.items():
            marks: Sequence[Marks] = [marked[reading.photo][condition] for reading in found]
            for variant in self._variants if found else ():
                yield outcome(condition, variant, found, marks)
