"""``fichario evaluate``: a model measured on labelled photos; figures on standard output, a report in a folder."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from app.catalog.errors import CatalogueError
from app.cli.endpoint import ready, say_what_it_lacks
from app.cli.evaluation_table import lines_of
from app.cli.interruption import Interruption
from app.cli.model import load_model, model_for, recipe_for, say_what_it_is, settings_for
from app.cli.output import ReaderGone, print_text
from app.cli.own import own_for
from app.cli.problems import say_problems
from app.cli.progress import Progress
from app.cli.waiting import AWAY, Waiting
from app.cli.words import Words
from app.domain.card import titles_of
from app.domain.prompt import PromptInvalid
from app.evaluation.comparison import Change, compare
from app.evaluation.errors import EvaluationError, LabelsWrong, ReportUnwritable
from app.evaluation.files import write_report, write_text
from app.evaluation.page import PageOptions, make_page
from app.evaluation.report import Report, read_report
from app.evaluation.thumbnails import data_uri
from app.evaluation.wording import ReportWords
from app.pipeline.endpoints import KeyringMissing, PhotoReader
from app.pipeline.evaluation import Evaluation, Plan
from app.pipeline.own_fields import NOTHING, Own
from app.settings import Choices
from app.shipped import Shipped
from app.wording import Language
from inference.errors import InferenceError, LoadCancelled

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
READER_GONE = 141


def evaluate(arguments: argparse.Namespace, choices: Choices, shipped: Shipped, words: Words) -> int:
    """Measure a model.

    Returns:
        0 when every photo was measured, 1 when some failed, 2 for wrong usage (labels that make no sense included),
        75 when a server did not come back, 130 when interrupted, 141 when nobody read on.
    """

    def work() -> int:
        model = model_for(arguments, choices, shipped)
        if model is None:
            return say_no_model(words)
        model = ready(model, arguments, words)
        baseline = read_report(arguments.compare) if arguments.compare else None
        own = own_for(arguments, words)
        with Evaluation(plan_of(arguments, choices, model, own)) as evaluation:
            return _Command(evaluation, arguments, choices, words, own).run(model, baseline)

    return said_why(work, words)


def said_why(work: Callable[[], int], words: Words) -> int:
    """Measure, and say in a sentence what ended it early; returns the exit status."""
    try:
        return work()
    except LabelsWrong as error:
        say_problems(error, words)
        return WRONG_USAGE
    except LoadCancelled:
        sys.stderr.write(words("interrupted") + "\n")
        return INTERRUPTED
    except (InferenceError, CatalogueError, EvaluationError, PromptInvalid, KeyringMissing) as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        wrong_usage = isinstance(error, EvaluationError) and not isinstance(error, ReportUnwritable)
        return WRONG_USAGE if wrong_usage else FAILED


def say_no_model(words: Words) -> int:
    """Say that there is no model; returns the exit status."""
    sys.stderr.write(f"{words('no_model')} {words('no_model_remedy')}\n")
    return WRONG_USAGE


def plan_of(arguments: argparse.Namespace, choices: Choices, model: PhotoReader, own: Own = NOTHING) -> Plan:
    """What was asked for.

    Raises:
        PromptInvalid: The edited instructions cannot be filled in.
    """
    settings = settings_for(arguments, choices)
    return Plan(
        model=model,
        recipe=recipe_for(arguments, choices, model, own),
        language=Language(settings.card_language),
        labels=arguments.labels,
        folder=folder_of(arguments),
        limit=arguments.limit,
        fresh=arguments.fresh,
        options={"slots": arguments.slots, "context": arguments.context},
    )


def folder_of(arguments: argparse.Namespace) -> Path:
    """Where the report goes."""
    labels: Path = arguments.labels
    out: Path | None = arguments.out
    return out or labels.with_name(f"{labels.stem}-report")


class _Command:
    """One evaluation on the command line."""

    def __init__(
        self, evaluation: Evaluation, arguments: argparse.Namespace, choices: Choices, words: Words, own: Own
    ) -> None:
        self._evaluation = evaluation
        self._arguments = arguments
        self._choices = choices
        self._words = words
        self._own = own

    def run(self, model: PhotoReader, baseline: Report | None) -> int:
        """Ask about what waits, then report what there is.

        Returns:
            The exit status.
        """
        self._say_columns()
        ended = self._measure(model) if self._evaluation.waiting > 0 else 0
        if ended:
            self._say(self._words("endpoint_gave_up" if ended == AWAY else "interrupted"))
        report = self._evaluation.report(datetime.now(UTC))
        if report.setting.answered == 0 and not report.setting.failed:
            return ended
        status = self._publish(report, baseline)
        return ended or status or (FAILED if report.setting.failed else 0)

    def _say_columns(self) -> None:
        """Name the columns of the labels that mean nothing here: one of them may be misspelt."""
        if unused := self._evaluation.labels.unused:
            self._say(self._words("columns_unused", columns=", ".join(unused)))

    def _measure(self, model: PhotoReader) -> int:
        """Ask about every photo that waits.

        Returns:
            0, or 130 where somebody stopped it, or 75 where the server went.
        """
        words, total = self._words, self._evaluation.waiting
        if done := len(self._evaluation.labels.rows) - total:
            self._say(words("resumed", done=done, total=done + total))
        say_what_it_is(model, self._arguments, self._choices, words, self._own)
        titles = titles_of(self._evaluation.plan.recipe.card, words.language)
        with Interruption() as interruption:
            try:
                engine = load_model(model, self._arguments, self._choices, words, interruption)
            except LoadCancelled:
                return INTERRUPTED
            with engine, Progress(total, words, titles) as progress:
                waiting = Waiting(engine, self._arguments.endpoint_wait, words, interruption, progress.say)
                for answer in self._evaluation.run(engine, lambda: interruption.asked, progress.follow, waiting):
                    failure = str(words.message(answer.error, answer.facts)) if answer.error else ""
                    progress.end(Path(answer.photo), failure, answer.figures.seconds if answer.figures else 0.0)
                say_what_it_lacks(engine, words)
            if waiting.gave_up:
                return AWAY
            return INTERRUPTED if interruption.asked and self._evaluation.waiting > 0 else 0

    def _publish(self, report: Report, baseline: Report | None) -> int:
        """Write the report, and print its figures.

        Returns:
            0, or 141 where nobody reads.

        Raises:
            ReportUnwritable: The system refused.
        """
        folder = folder_of(self._arguments)
        written = ReportWords(self._words.language)
        changes = compare(baseline, report) if baseline else ()
        write_report(folder / "report.json", report)
        if self._arguments.save:
            write_report(self._arguments.save, report)
        write_text(folder / "report.html", make_page(report, written, self._page_options(changes)))
        try:
            print_text("\n".join(lines_of(report, changes, self._baseline, written)) + "\n")
        except ReaderGone:
            return READER_GONE
        self._say(self._words("report", path=folder / "report.html"))
        return 0

    def _page_options(self, changes: tuple[Change, ...]) -> PageOptions:
        return PageOptions(
            thumbnail=lambda photo: data_uri(self._evaluation.path_of(photo)),
            sentence=lambda code, facts: str(self._words.message(code, facts)),
            baseline=self._baseline,
            changes=changes,
        )

    @property
    def _baseline(self) -> str:
        compare_: Path | None = self._arguments.compare
        return compare_.name if compare_ else ""

    def _say(self, sentence: str) -> None:
        sys.stderr.write(f"{sentence}\n")
