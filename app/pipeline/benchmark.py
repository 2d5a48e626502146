"""Measure models on this machine: models, recipes, photos and labels brought together on one course.

Cards are made exactly as everywhere else, by the same recipes and the same engine in a process of its own.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from app.benchmark.course import Course
from app.benchmark.machine import this_machine
from app.benchmark.measurement import Measurement, Subject
from app.benchmark.report import ModelReport, Report, Setting
from app.evaluation.judging import Judge
from app.evaluation.labels import Labels, read_labels
from app.models.speeds import MeasuredSpeed, findings_folder, keep_speed
from app.pipeline.evaluation import yardstick_of
from app.pipeline.models import ModelInUse
from app.pipeline.recipe import Recipe
from app.settings import APPLICATION
from app.wording import Language
from inference.errors import PhotoUnreadable
from inference.llama.options import LoadOptions
from inference.photos import read_photo

_RUNTIME = "llama-cpp-python"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured, and how.

    Attributes:
        models: At least one, each with the recipe of its cards.
        language: What models are called in.
        cards: Language of the cards.
        photos: That can be read; at least one.
        slots: Photos at a time; 1 is measured in any case.
        options: How models are loaded; its slots are not asked.
        repetitions: How often each photo is asked about at least, with each number at a time.
        labels: File of labels; ``None`` for no accuracy.
        limit: At most so many labelled photos, spread evenly over the labels; ``None`` for all.
    """

    models: tuple[tuple[ModelInUse, Recipe], ...]
    language: Language
    cards: Language
    photos: tuple[Path, ...]
    slots: tuple[int, ...]
    options: LoadOptions
    repetitions: int = 1
    labels: Path | None = None
    limit: int | None = None


class Benchmark:
    """One run over all models.

    Attributes:
        course: What each is asked.
        labels: The labelled photos; ``None`` without.
    """

    def __init__(self, plan: Plan) -> None:
        """Read the labels.

        Raises:
            EvaluationError: The labels make no sense.
        """
        self._plan = plan
        self.labels: Labels | None = None
        self._judge: Judge | None = None
        if plan.labels is not None:
            yardstick = yardstick_of(plan.models[0][1], plan.cards)
            everything = read_labels(plan.labels, yardstick)
            self._judge = Judge.of(yardstick, everything.rows)
            self.labels = everything.spread(plan.limit)
        self.course = Course(
            slots=tuple(sorted({1, *plan.slots})),
            photos=plan.photos,
            repetitions=plan.repetitions,
            labelled=self.labels.rows if self.labels else (),
        )

    def measurements(self) -> Iterator[Measurement]:
        """One for each model, in their order."""
        names = different([model for model, _ in self._plan.models], self._plan.language)
        for name, (model, recipe) in zip(names, self._plan.models, strict=True):
            yield Measurement(Subject(name, model.files, recipe.request), self.course, self._plan.options, self._judge)

    def keep(self, measurement: Measurement) -> None:
        """Remember how fast a model is, for those who choose one."""
        if (fastest := measurement.report.fastest) is not None:
            speed = MeasuredSpeed(fastest.photos_per_hour, fastest.slots)
            keep_speed(findings_folder(), measurement.files, self._plan.options, speed)

    def report(self, models: Sequence[ModelReport], made: datetime, *, complete: bool) -> Report:
        """The report.

        Args:
            models: What was measured of each.
            made: When, aware.
            complete: Whether nobody stopped it.
        """
        return Report(
            made=made.astimezone(UTC).isoformat(timespec="seconds"),
            program=version(APPLICATION),
            engine=f"{_RUNTIME} {version(_RUNTIME)}",
            machine=this_machine(),
            setting=self._setting(),
            complete=complete,
            models=tuple(models),
        )

    def _setting(self) -> Setting:
        course, options, recipe = self.course, self._plan.options, self._plan.models[0][1]
        return Setting(
            slots=course.slots,
            photos=len(course.photos),
            repetitions=course.repetitions,
            cards=course.cards,
            labelled=len(course.labelled),
            minimum_words=yardstick_of(recipe, self._plan.cards).minimum_words,
            temperature=recipe.sampling.temperature,
            seed=recipe.sampling.seed,
            context=options.context,
            threads=options.threads,
            gpu_layers=options.gpu_layers,
        )


def unreadable(photos: Sequence[Path], side: int) -> dict[Path, PhotoUnreadable]:
    """The photos that cannot be read, and why; found out before the work, since every model needs the same photos.

    Args:
        photos: Files.
        side: Longer side that they are brought to, in pixels.
    """
    found: dict[Path, PhotoUnreadable] = {}
    for path in photos:
        try:
            read_photo(path, side)
        except PhotoUnreadable as error:
            found[path] = error
    return found


def different(models: Sequence[ModelInUse], language: Language) -> list[str]:
    """What models are called, so that no two have the same name: by their folders, too, or else by a number."""
    names = [model.name(language) for model in models]
    common = Counter(names)
    folders = [model.files.text.absolute().parent.name for model in models]
    names = [f"{folder}/{name}" if common[name] > 1 else name for folder, name in zip(folders, names, strict=True)]
    common, seen = Counter(names), Counter[str]()
    for at, name in enumerate(names):
        seen[name] += 1
        names[at] = f"{name} ({seen[name]})" if common[name] > 1 else name
    return names
