"""One photo after the other, from a path to a line of JSON and a row of CSV."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.cli.interruption import Interruption
from app.cli.output import ReaderGone, card_part, error_part, print_line
from app.cli.progress import Progress
from app.cli.words import Words
from app.domain.card import ProductCard
from app.errors import explain
from app.export.errors import ExportError
from app.export.presets import PRESETS
from app.export.writer import write_csv
from app.pipeline.approved import header, row
from app.pipeline.recipe import Recipe
from app.wording import wording_of
from inference.engine import Engine
from inference.errors import EngineCrashed, InferenceError
from inference.events import Cancelled, Failed, Finished
from inference.run import run

FAILED = 1
INTERRUPTED = 130
READER_GONE = 141
"""128 and the number of SIGPIPE, as shells have it."""


class _Stopped(Exception):
    """Somebody asked to stop while a photo was in hand."""


class Batch:
    """Photos on their way through an engine; whatever ends it early, what was done is kept."""

    def __init__(self, engine: Engine, recipe: Recipe, words: Words, interruption: Interruption) -> None:
        self._engine = engine
        self._recipe = recipe
        self._words = words
        self._interruption = interruption
        self._rows: list[list[str]] = []

    def write(self, photos: Sequence[Path], csv: Path | None, preset: str) -> int:
        """Write every photo's card, and then the CSV if one was asked for.

        Returns:
            The exit status.
        """
        status = self._write_lines(photos)
        if status == INTERRUPTED:
            self._say(self._words("interrupted"))
        self._say(self._words("done", done=len(self._rows), total=len(photos)))
        if csv is not None and not self._write_csv(csv, preset):
            return status or FAILED
        return status

    def _write_lines(self, photos: Sequence[Path]) -> int:
        status = 0
        titles = {name: wording.title for name, wording in wording_of(ProductCard, self._words.language).items()}
        with Progress(len(photos), self._words, titles) as progress:
            try:
                for photo in photos:
                    status = max(status, self._write_one(photo, progress))
            except _Stopped:
                return INTERRUPTED
            except ReaderGone:
                return READER_GONE
            except OSError as error:
                failure = str(explain(error, self._words.language))
            else:
                return status
        self._say(failure)
        return FAILED

    def _write_one(self, photo: Path, progress: Progress) -> int:
        """Print one photo's line.

        Returns:
            0 with a card, 1 without.
        """
        started = time.monotonic()
        progress.begin(photo)
        line: dict[str, Any] = {"photo": str(photo)}
        failure = ""
        try:
            finished = self._finish(photo, progress)
            card = self._recipe.check(finished.values)
            self._rows.append(row(self._recipe.card, (photo,), card))
            line |= card_part(card, finished.confidence)
        except (InferenceError, ValidationError) as error:
            said = explain(error, self._words.language)
            failure = str(said)
            line |= error_part(getattr(error, "code", "unknown"), said)
        seconds = time.monotonic() - started
        with progress.printing():
            print_line({**line, "seconds": round(seconds, 3)})
        progress.end(failure, seconds)
        return FAILED if failure else 0

    def _finish(self, photo: Path, progress: Progress) -> Finished:
        """Have one photo answered.

        Raises:
            InferenceError: It failed.
            _Stopped: Somebody asked to stop.
        """
        if self._interruption.asked:
            raise _Stopped
        for event in run(self._engine, [self._recipe.request(str(photo), [photo])]):
            progress.follow(event)
            match event:
                case Finished():
                    return event
                case Failed(error=error):
                    raise error
                case Cancelled():
                    raise _Stopped
        raise EngineCrashed("a job ended without an answer", reason="no end")

    def _write_csv(self, path: Path, preset: str) -> bool:
        try:
            count = write_csv(path, header(self._recipe.card), self._rows, PRESETS[preset])
        except ExportError as error:
            self._say(str(explain(error, self._words.language)))
            return False
        self._say(self._words("written", count=count, path=path))
        return True

    def _say(self, sentence: str) -> None:
        sys.stderr.write(f"{sentence}\n")
