"""Measure a model on labelled photos: the labels, the answers on disk and the recipe brought together.

Photos are asked about exactly as cards are generated: the same recipe makes the requests and the same kind of engine
answers them. What asks for a report again with the same choices gets it from the answers that are there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from app.domain.lists import built_in
from app.evaluation.answers import Answer, AnswerFile, fingerprint
from app.evaluation.judging import Judge
from app.evaluation.labels import Labels, read_labels
from app.evaluation.report import Report, Setting
from app.evaluation.running import Asking, ask
from app.evaluation.summary import summarise
from app.evaluation.yardstick import Yardstick, make_yardstick
from app.pipeline.endpoints import EndpointInUse, PhotoReader
from app.pipeline.models import ModelInUse
from app.pipeline.recipe import Recipe
from app.wording import Language
from inference.engine import Engine, Sampling
from inference.errors import ModelMissing
from inference.events import Event
from inference.run import Patience


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured, and how.

    Attributes:
        model: Whose answers.
        recipe: How cards are made.
        language: Of the cards.
        labels: The file of labels.
        folder: Where answers are kept.
        limit: At most so many photos, spread evenly over the labels; ``None`` for all.
        fresh: Forget the answers that are there.
        options: What else decides the answers, by its name on the command line.
    """

    model: PhotoReader
    recipe: Recipe
    language: Language
    labels: Path
    folder: Path
    limit: int | None = None
    fresh: bool = False
    options: Mapping[str, int | None] | None = None


class Evaluation:
    """One measurement; what it measured is on disk at every moment.

    Attributes:
        plan: What is measured.
        labels: The labelled photos that are measured.
    """

    def __init__(self, plan: Plan) -> None:
        """Read the labels and the answers that are there.

        Raises:
            EvaluationError: The labels make no sense, or the folder cannot be written.
            ModelMissing: A file of the model is not there.
        """
        self.plan = plan
        self._yardstick = yardstick_of(plan.recipe, plan.language)
        everything = read_labels(plan.labels, self._yardstick)
        self._judge = Judge.of(self._yardstick, everything.rows)
        self.labels: Labels = everything.spread(plan.limit)
        self._answers = AnswerFile(plan.folder, fingerprint_of(plan, plan.recipe), fresh=plan.fresh)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._answers.close()

    @property
    def waiting(self) -> int:
        """How many photos are still to be asked about."""
        return sum(map(self._answers.waits, self.labels.rows))

    def run(
        self,
        engine: Engine,
        stop: Callable[[], bool],
        listen: Callable[[Event], None],
        patience: Patience | None = None,
    ) -> Iterator[Answer]:
        """Ask about the photos that wait.

        Args:
            engine: A loaded engine with nothing in flight.
            stop: Whether somebody asked to stop.
            listen: Told every event.
            patience: How an engine that is away is waited for; without it, photos fail while it is.

        Yields:
            Each answer, when it is on disk.
        """
        recipe = self.plan.recipe
        asking = Asking(lambda job, row: recipe.request(job, [row.path]), stop, listen, patience)
        yield from ask(engine, self.labels.rows, self._answers, asking)

    def report(self, made: datetime) -> Report:
        """The report of the answers that there are.

        Args:
            made: When, aware.
        """
        answered = [(row, answer) for row in self.labels.rows if (answer := self._answers.of(row)) is not None]
        answers = [answer for _, answer in answered]
        marks = [self._judge.judge(row, answer) for row, answer in answered]
        return summarise(self._setting(answers, made), self._judge, marks, answers)

    def path_of(self, photo: str) -> Path:
        """Where a photo of the labels is."""
        return self.plan.labels.absolute().parent / photo

    def _setting(self, answers: Sequence[Answer], made: datetime) -> Setting:
        source = next((answer.provenance for answer in answers if answer.provenance), None)
        sampling = self.plan.recipe.sampling
        failed = sum(answer.values is None for answer in answers)
        model, projector = names_of(self.plan.model)
        return Setting(
            made=made.astimezone(UTC).isoformat(timespec="seconds"),
            labels=self.plan.labels.name,
            model=model,
            projector=projector,
            quantisation=source.quantisation if source else "",
            engine=source.engine if source else "",
            prompt_version=self.plan.recipe.prompt.version,
            options={
                "temperature": sampling.temperature,
                "seed": sampling.seed,
                **_unusual(sampling),
                "slots": source.slots if source else 0,
            },
            rows=len(self.labels.rows),
            answered=len(answers) - failed,
            failed=failed,
            minimum_words=self._yardstick.minimum_words,
        )


def yardstick_of(recipe: Recipe, language: Language) -> Yardstick:
    """What a recipe's cards are measured against."""
    return make_yardstick(recipe.card, language, built_in("categories"), built_in("colours"))


def _unusual(sampling: Sampling) -> dict[str, float]:
    """What of the sampling is not as it comes, beside temperature and seed."""
    usual, names = Sampling(), ("prose_temperature", "top_p", "min_p", "repetition_penalty")
    return {name: value for name in names if (value := getattr(sampling, name)) != getattr(usual, name)}


def fingerprint_of(plan: Plan, recipe: Recipe, more: Mapping[str, Any] | None = None) -> str:
    """Names whatever decides the answers.

    Args:
        plan: What is measured.
        recipe: By which the engine is asked.
        more: What else decides them, as JSON takes it.

    Raises:
        ModelMissing: A file of the model is not there.
    """
    calibration = plan.model.entry.calibration if plan.model.entry else {}
    choices: dict[str, Any] = {
        "prompt": asdict(recipe.prompt),
        "schema": recipe.schema,
        "sampling": asdict(recipe.sampling),
        "exclusions": [asdict(exclusion) for exclusion in recipe.exclusions],
        "photo_side": recipe.photo_side,
        "corrections": asdict(recipe.corrections),
        "options": dict(plan.options or {}),
        **(more or {}),
        "calibration": {field: rule.model_dump(mode="json") for field, rule in calibration.items()},
    }
    match plan.model:
        case EndpointInUse(address=address, model=model):
            return fingerprint((), choices | {"endpoint": [address.url, model]})
        case ModelInUse(files=pair):
            files = (pair.text, pair.projector)
            if missing := next((path for path in files if not path.is_file()), None):
                raise ModelMissing(path=str(missing))
            return fingerprint(files, choices)


def names_of(model: PhotoReader) -> tuple[str, str]:
    """What a report calls a model and its projector."""
    match model:
        case EndpointInUse(address=address, model=name):
            return f"{name} @ {address.host}", ""
        case ModelInUse(files=pair):
            return pair.text.name, pair.projector.name
