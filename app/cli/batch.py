"""Products, several at a time, from a path to a line of JSON and a row of CSV; lines come in their order."""

import sys
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.cli.interruption import Interruption
from app.cli.output import ReaderGone, Reuse, error_part, print_line, reuse_of
from app.cli.progress import Progress
from app.cli.waiting import AWAY, Waiting
from app.cli.words import Words
from app.domain.card import titles_of
from app.domain.guidance import Guidance
from app.errors import Message
from app.export.errors import ExportError
from app.export.presets import PRESETS
from app.export.writer import write_csv
from app.pipeline.approved import header, row
from app.pipeline.belief import Belief, believe
from app.pipeline.intake import colours_in
from app.pipeline.labels import LabelsAhead
from app.pipeline.recipe import Recipe
from app.pipeline.second_opinion import Seconded, second
from app.pipeline.told import card_part, label_part
from inference.engine import Engine, Request
from inference.errors import InferenceError
from inference.events import Confidence, Event, Failed, Finished, JobId, Started
from inference.run import run_each

FAILED = 1
INTERRUPTED = 130
READER_GONE = 141  # 128 and the number of SIGPIPE, as shells have it


@dataclass(frozen=True, slots=True)
class _Ended:
    """A product that has its card, or never will.

    Attributes:
        photo: Its main photo.
        line: What is printed of it.
        row: What is exported of it; ``None`` without a card.
        failure: Why it has no card; empty where it has one.
        seconds: What it took.
    """

    photo: Path
    line: dict[str, Any]
    row: list[str] | None
    failure: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Asking:
    """How a model is asked for cards.

    Attributes:
        recipe: How they are made.
        labels: Reads what stands on the products.
        hint: What the model is told of every product.
        fresh: Whether also those are written that are kept from before.
        belief: How far confidences are to be believed.
        awaited: Whether somebody waits for each, who goes first on a server that reads for many.
    """

    recipe: Recipe
    labels: LabelsAhead
    hint: str = ""
    fresh: bool = False
    belief: Belief = field(default_factory=Belief)
    awaited: bool = False

    def request(self, job: JobId, photos: tuple[Path, ...]) -> Request:
        """Ask for the card of a product."""
        asked = self.recipe.request(job, photos, Guidance(self.hint), self.labels.of(photos))
        return replace(asked, anew=self.fresh, awaited=self.awaited)


class Batch:
    """Photos on their way through an engine; whatever ends it early, what was done is kept."""

    def __init__(
        self,
        engine: Engine,
        asking: Asking,
        words: Words,
        interruption: Interruption,
        minutes: float,
    ) -> None:
        """Prepare it.

        Args:
            engine: A loaded one.
            asking: How it is asked.
            words: In whose language.
            interruption: Begins no more photos.
            minutes: How long a server that is away is waited for.
        """
        self._reused: Counter[Reuse] = Counter()
        self._engine, self._asking, self._recipe = engine, asking, asking.recipe
        self._words, self._interruption = words, interruption
        self._minutes = minutes
        self._rows: list[list[str]] = []
        self._preset = PRESETS["plain"]
        self._photos: dict[JobId, tuple[Path, ...]] = {}
        self._left_out = 0

    def write(self, products: Sequence[tuple[Path, ...]], csv: Path | None, preset: str) -> int:
        """Write every product's card, and then the CSV if one was asked for.

        Args:
            products: The photos of each, the main one first.
            csv: Where to write them.
            preset: How.

        Returns:
            The exit status.
        """
        self._preset = PRESETS[preset]
        self._photos = {str(photos[0]): photos for photos in products}
        status = self._write_lines()
        if status == INTERRUPTED:
            self._say(self._words("interrupted"))
        if status == AWAY:
            self._say(self._words("endpoint_gave_up"))
        self._say(self._words("done", done=len(self._rows), total=len(products)))
        if self._left_out:
            self._say(self._words("left_out", count=self._left_out))
        for reuse, count in self._reused.items():
            self._say(self._words(f"reused_{reuse}" + ("_one" if count == 1 else ""), count=count))
        if csv is not None and not self._write_csv(csv):
            return status or FAILED
        return status

    def _write_lines(self) -> int:
        titles = titles_of(self._recipe.card, self._words.language)
        with Progress(len(self._photos), self._words, titles) as progress:
            try:
                return self._write_products(progress)
            except ReaderGone:
                return READER_GONE
            except OSError as error:
                failure = str(self._words.explain(error))
        self._say(failure)
        return FAILED

    def _write_products(self, progress: Progress) -> int:
        """Print a line for each product, as soon as those before it have theirs.

        Returns:
            0 where all have a card, 1 where some have none, 130 where somebody asked to stop, 75 where the server went.
        """
        waiting = Waiting(self._engine, self._minutes, self._words, self._interruption, progress.say)
        order = deque(self._photos)
        ended: dict[JobId, _Ended] = {}
        started: dict[JobId, float] = {}
        status = 0
        for event in self._events(waiting):
            progress.follow(event)
            match event:
                case Started(job=job):
                    started[job] = time.monotonic()
                case Finished(job=job) | Failed(job=job):
                    now = time.monotonic()
                    # One that could not even begin took no time.
                    ended[job] = self._ended(event, now - started.get(job, now))
            while order and order[0] in ended:
                status = max(status, self._print(ended.pop(order.popleft()), progress))
        for job in filter(ended.__contains__, order):  # they were ready before one that was called off
            self._print(ended[job], progress)
        if waiting.gave_up:
            return AWAY
        return INTERRUPTED if order else status

    def _events(self, waiting: Waiting) -> Iterator[Event]:
        """What the engine tells; no more products are begun once somebody asked to stop."""
        return run_each(self._engine, self._photos, self._request, lambda: self._interruption.asked, waiting)

    def _request(self, job: JobId) -> Request:
        return self._asking.request(job, self._photos[job])

    def _ended(self, event: Finished | Failed, seconds: float) -> "_Ended":
        """What is to be printed about a product; its row is kept."""
        photos = self._photos[event.job]
        said: Message | None = None
        part: dict[str, Any]
        row_: list[str] | None = None
        try:
            if isinstance(event, Failed):
                raise event.error
            card = self._recipe.check(event.values)
            row_ = row(self._recipe.card, [photo.name for photo in photos], card, self._preset)
            seconded = self._second(photos[0], card, event.confidence)
            believed = believe(card, seconded.confidence, self._asking.belief, asdict(event.provenance))
            told = {**seconded.told, **label_part(event.provenance.labels), **self._seen(photos, event)}
            part = {**card_part(card, believed.confidence), **told, **believed.told}
            if (reuse := reuse_of(event.figures)) is not None:
                self._reused[reuse] += 1
                part["reused"] = reuse
        except (InferenceError, ValidationError) as error:
            said = self._words.explain(error)
            part = error_part(getattr(error, "code", "unknown"), said)
        several = {"photos": [str(photo) for photo in photos]} if len(photos) > 1 else {}
        line = {"photo": event.job, **several, **part, "seconds": round(seconds, 3)}
        return _Ended(photos[0], line, row_, "" if said is None else str(said), seconds)

    def _seen(self, photos: tuple[Path, ...], event: Finished) -> dict[str, int]:
        """The part of a line that tells how many of a product's photos the model saw, where that is not all."""
        count = event.provenance.photos
        if count >= len(photos):
            return {}
        self._left_out += len(photos) - count
        return {"photos_seen": count}

    def _second(self, photo: Path, card: Mapping[str, Any], confidence: Mapping[str, Confidence]) -> Seconded:
        """Hear what the photo's pixels say of the card's colour, where they are evidence beside the model."""
        namer = self._recipe.namer
        return second(card, confidence, namer, colours_in(photo) if namer is not None else None)

    def _print(self, ended: "_Ended", progress: Progress) -> int:
        """Print a product's line.

        Returns:
            0 with a card, 1 without.
        """
        with progress.printing():
            print_line(ended.line)
        if ended.row is not None:
            self._rows.append(ended.row)
        progress.end(ended.photo, ended.failure, ended.seconds)
        return FAILED if ended.failure else 0

    def _write_csv(self, path: Path) -> bool:
        try:
            count = write_csv(path, header(self._recipe.card), self._rows, self._preset)
        except ExportError as error:
            self._say(str(self._words.explain(error)))
            return False
        self._say(self._words("written", count=count, path=path))
        return True

    def _say(self, sentence: str) -> None:
        sys.stderr.write(f"{sentence}\n")
