"""How far the work is, on standard error: a line that redraws itself on a terminal, a line per photo in a log."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from tqdm import tqdm

from app.cli.words import Words
from inference.events import Cancelled, Event, Failed, Finished, JobId, Progressed, Stage, Started, TextGrown

_USUAL_COLUMNS = 80
_ROWS = 24
_WORDS_OF_A_LINE = 15
"""A text with more words is long enough for their number to be worth showing."""


class Bar(tqdm):  # type: ignore[misc]  # tqdm carries no types
    """A bar as wide as the terminal, without the library's watching thread: every event redraws it anyway."""

    monitor_interval = 0

    def __init__(self, total: float, shape: str, text: str = "") -> None:
        # The rows are said because a terminal that does not know its size has none, and the library then draws nothing.
        size = {"ncols": _columns(), "nrows": _ROWS}
        super().__init__(desc=text, total=total, file=sys.stderr, disable=None, leave=False, bar_format=shape, **size)

    def say(self, text: str) -> None:
        """Show another text, in the width that the terminal has now."""
        self.ncols = _columns()
        self.set_description_str(text)

    def begin(self, done: float) -> None:
        """Count time and pace from here on, where so much is done."""
        self.n = done
        if not self.disable:  # which keeps no time
            self.initial = self.last_print_n = done
            self.start_t = self.last_print_t = self._time()


@contextmanager
def loading(words: Words) -> Iterator[Callable[[float], None]]:
    """Show how much of the model is loaded.

    Yields:
        To be told the fraction.
    """
    if not sys.stderr.isatty():
        sys.stderr.write(words("loading") + "…\n")
    shape = "{desc} |{bar:12}| {percentage:3.0f} %"
    with Bar(1.0, shape, words("loading")) as bar:
        yield lambda fraction: bar.update(fraction - bar.n)


class Progress:
    """How far a batch of photos is.

    Args:
        total: How many photos.
        words: In whose language.
        titles: Field → what it is called.
    """

    def __init__(self, total: int, words: Words, titles: Mapping[str, str]) -> None:
        self._words = words
        self._titles = titles
        self._total = total
        self._done = 0
        self._in_hand: dict[JobId, str] = {}  # job → its photo's name, the one longest in hand first
        self._text = ""
        # What matters most stands first: a narrow terminal cuts off the end.
        shape = "{n_fmt}/{total_fmt} |{bar:12}| " + words("left") + " · {desc}"
        self._bar = Bar(total, shape)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.close()

    def follow(self, event: Event) -> None:
        """Something happened to a photo; of those in hand the line tells of the first."""
        match event:
            case Started(job=job):
                self._in_hand[job] = shown(Path(job).name)
                self._note(job, "")
            case Progressed(job=job, stage=Stage.PROMPT | Stage.IMAGE as stage, fraction=fraction):
                self._note(job, f"{self._words(f'stage_{stage}')} {fraction:.0%}")
            case TextGrown(job=job, field=name, value=value):
                self._note(job, self._writing(name, value))
            case Finished(job=job) | Failed(job=job) | Cancelled(job=job):
                self._in_hand.pop(job, None)

    @contextmanager
    def printing(self) -> Iterator[None]:
        """Take the bar away while something else is printed."""
        with Bar.external_write_mode(file=sys.stdout):
            yield

    def say(self, sentence: str) -> None:
        """Say something that is about no photo."""
        with self.printing():
            sys.stderr.write(f"{shown(sentence)}\n")
            sys.stderr.flush()

    def advance(self) -> None:
        """A photo is done of which no line is to tell."""
        self._done += 1
        self._bar.update()

    def end(self, photo: Path, failure: str, seconds: float) -> None:
        """A photo is done; a log gets a line for each, a terminal one for each that failed.

        Args:
            photo: Which.
            failure: Why it has no card; empty where it has one.
            seconds: What it took.
        """
        self.advance()
        if failure or self._bar.disable:
            said = failure or self._words("seconds", seconds=f"{seconds:.1f}")
            with self.printing():
                sys.stderr.write(f"{self._done}/{self._total} {shown(photo.name)}: {shown(said)}\n")
                sys.stderr.flush()

    def _writing(self, name: str, value: object) -> str:
        title = self._titles.get(name, name)
        count = len(value.split()) if isinstance(value, str) else 0
        if count > _WORDS_OF_A_LINE:
            return self._words("writing_words", field=title, count=count)
        return self._words("writing", field=title)

    def _note(self, job: JobId, stage: str) -> None:
        text = " · ".join(part for part in (stage, self._in_hand.get(job, "")) if part)
        if text != self._text and job == next(iter(self._in_hand), job):
            self._text = text
            self._bar.say(text)


def _columns() -> int:
    """Places in a line of the terminal, without the last one, where some terminals break the line already."""
    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return (columns or _USUAL_COLUMNS) - 1  # a terminal that does not know its size says 0


def shown(text: str) -> str:
    """A text as a terminal may show it: what would move the cursor or is no character becomes a replacement mark."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
