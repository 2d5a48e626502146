"""``fichario evaluate photos``: what each correction of photos does for a model, on clean photos and on bad ones."""

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from app.cli.endpoint import ready, say_what_it_lacks
from app.cli.evaluate import FAILED, INTERRUPTED, READER_GONE, folder_of, plan_of, said_why, say_no_model
from app.cli.interruption import Interruption
from app.cli.model import load_model, model_for, say_what_it_is
from app.cli.output import ReaderGone, print_text
from app.cli.photo_table import lines_of
from app.cli.progress import Progress
from app.cli.waiting import AWAY, Waiting
from app.cli.words import Words
from app.evaluation.files import write_text
from app.evaluation.photos.outcomes import PhotoReport
from app.evaluation.photos.plot import plot
from app.evaluation.wording import ReportWords
from app.pipeline.endpoints import PhotoReader
from app.pipeline.photo_evaluation import PhotoEvaluation
from app.settings import Choices
from app.shipped import Shipped
from inference.errors import LoadCancelled


def evaluate_photos(arguments: argparse.Namespace, choices: Choices, shipped: Shipped, words: Words) -> int:
    """Measure corrections.

    Returns:
        As :func:`app.cli.evaluate.evaluate`.
    """

    def work() -> int:
        model = model_for(arguments, choices, shipped)
        if model is None:
            return say_no_model(words)
        model = ready(model, arguments, words)
        with PhotoEvaluation(plan_of(arguments, choices, model), arguments.conditions) as evaluation:
            return _Command(evaluation, arguments, choices, words).run(model)

    return said_why(work, words)


class _Command:
    """One measurement on the command line."""

    def __init__(
        self, evaluation: PhotoEvaluation, arguments: argparse.Namespace, choices: Choices, words: Words
    ) -> None:
        self._evaluation = evaluation
        self._arguments = arguments
        self._choices = choices
        self._words = words

    def run(self, model: PhotoReader) -> int:
        """Read what waits, then report what there is; returns the exit status."""
        waiting = len(self._evaluation.waiting)
        if done := self._evaluation.total - waiting:
            self._say(self._words("photos_resumed", done=done, total=done + waiting))
        ended = self._measure(model, waiting) if waiting else 0
        if ended:
            self._say(self._words("endpoint_gave_up" if ended == AWAY else "interrupted"))
        report = self._evaluation.report(datetime.now(UTC))
        status = self._publish(report)
        return ended or status or (FAILED if report.failed else 0)

    def _measure(self, model: PhotoReader, total: int) -> int:
        """Read every photo that waits; returns 0, or 130 where somebody stopped it, or 75 where the server went."""
        words = self._words
        say_what_it_is(model, self._arguments, self._choices, words)
        with Interruption() as interruption:
            try:
                engine = load_model(model, self._arguments, self._choices, words, interruption)
            except LoadCancelled:
                return INTERRUPTED
            with engine, Progress(total, words, {}) as progress:
                began, last = time.monotonic(), self._arguments.conditions[-1]
                waiting = Waiting(engine, self._arguments.endpoint_wait, words, interruption, progress.say)
                for reading in self._evaluation.run(engine, lambda: interruption.asked, progress.follow, waiting):
                    failure = str(words.message(reading.error, reading.facts)) if reading.error else ""
                    if failure or reading.condition == last:  # a log gets one line a photo, not one a condition
                        progress.end(Path(reading.photo), failure, time.monotonic() - began)
                        began = time.monotonic()
                    else:
                        progress.advance()
                say_what_it_lacks(engine, words)
            if waiting.gave_up:
                return AWAY
            return INTERRUPTED if interruption.asked and self._evaluation.waiting else 0

    def _publish(self, report: PhotoReport) -> int:
        """Write the report and its plot, and print its figures; returns 0, or 141 where nobody reads."""
        folder, written = folder_of(self._arguments), ReportWords(self._words.language)
        write_text(folder / "photos.json", report.model_dump_json(indent=1) + "\n")
        write_text(folder / "photos.svg", f"{plot(report, written)}\n")
        try:
            print_text("\n".join(lines_of(report, written)) + "\n")
        except ReaderGone:
            return READER_GONE
        self._say(self._words("report", path=folder / "photos.svg"))
        return 0

    def _say(self, sentence: str) -> None:
        sys.stderr.write(f"{sentence}\n")
