"""Long work on files, on a thread of its own: how far it is, and Ctrl+C."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self, TypeVar

from app.cli.interruption import Interruption
from app.cli.progress import Bar, shown
from app.cli.words import Words
from app.models.control import Control, Stage, Transfer
from app.wording import Language

Result = TypeVar("Result")

_PATIENCE = 0.1
"""Seconds between two looks at whether somebody asked to stop."""

_GIGABYTE, _MEGABYTE = 1e9, 1e6


def stoppable(work: Callable[[Control], Result]) -> Result:
    """Do work on another thread; Ctrl+C pauses it.

    Raises:
        DownloadPaused: Somebody stopped it.
    """
    control = Control()
    with Interruption() as interruption, ThreadPoolExecutor(max_workers=1, thread_name_prefix="models") as thread:
        future = thread.submit(work, control)
        while not wait([future], _PATIENCE).done:
            if interruption.asked:
                control.pause()
        return future.result()


class TransferProgress:
    """How far the work on a model's files is, on standard error: a line that redraws itself, or one for each file.

    Args:
        words: In whose language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._in_hand: tuple[str, Stage] | None = None
        shape = "{percentage:3.0f} % |{bar:12}| " + words("left") + " · {desc}"
        self._bar = Bar(1.0, shape)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.close()

    def report(self, transfer: Transfer) -> None:
        """Show it; on the thread that works, while the other one waits."""
        if self._in_hand != (transfer.file, transfer.stage):
            self._begin(transfer)
        self._bar.total = max(1, transfer.all_size)
        self._bar.update(transfer.all_done - self._bar.n)

    def _begin(self, transfer: Transfer) -> None:
        """Another file, or another thing that is done with it."""
        if self._in_hand is None or self._in_hand[1] is not transfer.stage:
            self._bar.begin(transfer.all_done)
        self._in_hand = (transfer.file, transfer.stage)
        size = size_text(transfer.size, self._words.language)
        said = self._words(f"stage_{transfer.stage}", file=shown(transfer.file), size=size)
        self._bar.say(said)
        if self._bar.disable:
            sys.stderr.write(f"{said}\n")
            sys.stderr.flush()


def size_text(count: int, language: Language) -> str:
    """Bytes as people say them."""
    said = f"{count / _GIGABYTE:.1f} GB" if count >= _GIGABYTE / 10 else f"{count / _MEGABYTE:.1f} MB"
    return said if language is Language.EN else said.replace(".", ",")
