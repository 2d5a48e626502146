"""``fichario bench``: models measured on this machine; figures on standard output, progress on standard error."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.benchmark.errors import ResultsUnwritable
from app.benchmark.files import check_target, write_json, write_picture
from app.benchmark.measurement import Listener, Measurement
from app.benchmark.plot import plot
from app.benchmark.report import ModelReport, Report
from app.cli.bench.table import lines_of
from app.cli.bench.wording import BenchWords
from app.cli.interruption import Interruption
from app.cli.model import recipe_for, settings_for
from app.cli.output import ReaderGone, print_text
from app.cli.problems import say_problems
from app.cli.progress import Progress, loading, shown
from app.cli.words import Words
from app.domain.card import ProductCard
from app.domain.prompt import PromptInvalid
from app.evaluation.errors import EvaluationError, LabelsWrong
from app.pipeline.benchmark import Benchmark, Plan, unreadable
from app.pipeline.intake import find_photos
from app.pipeline.models import ModelInUse, model_in_use
from app.settings import Choices
from app.shipped import Shipped
from app.wording import Language, wording_of
from inference.errors import InferenceError, LoadCancelled, PhotoUnreadable
from inference.events import Cancelled, Event, Failed, Finished
from inference.llama.options import LoadOptions

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
READER_GONE = 141


def bench(arguments: argparse.Namespace, choices: Choices, shipped: Shipped, words: Words) -> int:
    """Measure models.

    Returns:
        0 when all were measured, 1 when a model or a photo failed, 2 for wrong usage (labels that make no sense
        included), 130 when interrupted, 141 when nobody read on.
    """
    models = _models(arguments, choices, shipped)
    if not models:
        sys.stderr.write(f"{words('no_model')} {words('no_model_remedy')}\n")
        return WRONG_USAGE
    if not arguments.photos and not shipped.samples:
        sys.stderr.write(words("no_samples") + "\n")
        return FAILED
    try:
        for path in filter(None, (arguments.json, arguments.plot)):
            check_target(path)
        photos, refused = _photos(arguments.photos or shipped.samples, choices, words)
        benchmark = Benchmark(_plan(arguments, choices, models, photos, words.language))
        status = _Command(benchmark, arguments, words).run(len(models))
    except LabelsWrong as error:
        say_problems(error, words)
        return WRONG_USAGE
    except EvaluationError as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        return WRONG_USAGE
    except (InferenceError, PromptInvalid, ResultsUnwritable) as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        return FAILED
    return status or (FAILED if refused else 0)


def _photos(named: Sequence[Path], choices: Choices, words: Words) -> tuple[list[Path], bool]:
    """The photos that can be read, each once; and whether there are others, which are said.

    Raises:
        PhotoUnreadable: There is none.
    """
    found = list(dict.fromkeys(find_photos(named)))
    refused = unreadable(found, choices.settings.photo_side)
    if len(found) == len(refused):
        raise next(iter(refused.values()), PhotoUnreadable("empty_folder"))
    for error in refused.values():
        sys.stderr.write(f"{shown(str(words.explain(error)))}\n")
    return [path for path in found if path not in refused], bool(refused)


def _models(arguments: argparse.Namespace, choices: Choices, shipped: Shipped) -> list[ModelInUse]:
    """The pairs that were named, or else the one that writes in the window; none where there is none."""
    projectors = arguments.mmproj * (len(arguments.model) if len(arguments.mmproj) == 1 else 1)
    pairs = list(zip(arguments.model, projectors, strict=True)) or [(choices.text_model, choices.projector)]
    found = [model_in_use(text, projector, shipped.model) for text, projector in pairs]
    return [model for model in found if model is not None]


def _plan(
    arguments: argparse.Namespace,
    choices: Choices,
    models: Sequence[ModelInUse],
    photos: Sequence[Path],
    language: Language,
) -> Plan:
    """What was asked for.

    Raises:
        PromptInvalid: The edited instructions cannot be filled in.
    """
    settings = choices.settings
    return Plan(
        models=tuple((model, recipe_for(arguments, choices, model)) for model in models),
        language=language,
        cards=Language(settings_for(arguments, choices).card_language),
        photos=tuple(photos),
        slots=arguments.slots,
        repetitions=arguments.repeat,
        labels=arguments.labels,
        limit=arguments.limit,
        options=LoadOptions(
            context=(arguments.context if arguments.context is not None else settings.context) or None,
            threads=(arguments.threads if arguments.threads is not None else settings.threads) or None,
            gpu_layers=settings.gpu_layers,
        ),
    )


class _Command:
    """One benchmark on the command line."""

    def __init__(self, benchmark: Benchmark, arguments: argparse.Namespace, words: Words) -> None:
        self._benchmark = benchmark
        self._arguments = arguments
        self._words = words
        self._said = BenchWords(words)
        self._refused: set[str] = set()
        self._titles = {name: wording.title for name, wording in wording_of(ProductCard, words.language).items()}

    def run(self, count: int) -> int:
        """Measure so many models, then tell what there is.

        Returns:
            The exit status.

        Raises:
            ResultsUnwritable: The system refused.
        """
        labels = self._benchmark.labels
        if labels is not None and labels.unused:
            self._say(self._words("columns_unused", columns=", ".join(labels.unused)))
        reports: list[ModelReport] = []
        with Interruption() as interruption:
            for number, measurement in enumerate(self._benchmark.measurements(), 1):
                if interruption.asked:
                    break
                self._say(self._words("bench_measuring", number=number, count=count, model=measurement.report.name))
                self._measure(measurement, interruption)
                if self._arguments.words is None:  # cards of another length are no measure for usual ones
                    self._benchmark.keep(measurement)
                reports.append(measurement.report)
            interrupted = interruption.asked
        if interrupted:
            self._say(self._words("interrupted"))
        reports = [report for report in reports if report.speeds or report.failure]
        if not reports:
            return INTERRUPTED
        report = self._benchmark.report(reports, datetime.now(UTC), complete=not interrupted)
        return self._publish(report) or self._status(report)

    def _status(self, report: Report) -> int:
        if not report.complete:
            return INTERRUPTED
        return FAILED if self._refused or any(model.failure for model in report.models) else 0

    def _measure(self, measurement: Measurement, interruption: Interruption) -> None:
        """Take a model over the course; one that fails costs its own figures only."""
        words = self._words
        try:
            with measurement:
                with loading(words) as show:

                    def tell(fraction: float) -> bool:
                        show(fraction)
                        return not interruption.asked

                    measurement.load(tell)
                with Progress(self._benchmark.course.total, words, self._titles) as progress:
                    self._follow(measurement, progress, interruption)
        except LoadCancelled:
            return
        except InferenceError as error:
            measurement.fail(error)
            if (failure := measurement.report.failure) is not None:
                self._say(f"{measurement.report.name}: {words.message(failure.code, failure.facts)}")

    def _follow(self, measurement: Measurement, progress: Progress, interruption: Interruption) -> None:
        def follow(event: Event) -> None:
            progress.follow(event)
            if isinstance(event, Finished | Failed | Cancelled):
                progress.advance()
            if isinstance(event, Failed) and isinstance(event.error, PhotoUnreadable):
                with progress.printing():
                    self._refuse(event.job, event.error)

        for speed in measurement.run(Listener(lambda: interruption.asked, follow)):
            rate = self._said.rate(speed.photos_per_hour)
            with progress.printing():
                self._say(self._words("bench_speed", together=self._said.together(speed.slots), rate=rate))

    def _publish(self, report: Report) -> int:
        """Print the figures, and write them.

        Returns:
            0, or 141 where nobody reads.

        Raises:
            ResultsUnwritable: The system refused.
        """
        status = 0
        try:
            print_text("\n".join(lines_of(report, self._said, self._words.language)) + "\n")
        except ReaderGone:
            status = READER_GONE
        if self._arguments.json is not None:
            write_json(self._arguments.json, report)
            self._say(self._words("bench_written", path=self._arguments.json))
        if self._arguments.plot is not None and any(model.speeds for model in report.models):
            write_picture(self._arguments.plot, plot(report, self._said.plot(report)))
            self._say(self._words("bench_written", path=self._arguments.plot))
        return status

    def _refuse(self, photo: str, error: PhotoUnreadable) -> None:
        """Say, the first time, that a labelled photo cannot be read."""
        if photo not in self._refused:
            self._refused.add(photo)
            self._say(f"{photo}: {self._words.explain(error)}")

    def _say(self, sentence: str) -> None:
        sys.stderr.write(f"{shown(sentence)}\n")
        sys.stderr.flush()
