"""The engine's process dies: it costs the photo in hand, and never the window."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil

from app.domain.states import State
from tests.gui.program import NAME, Program

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


def kill_engine() -> None:
    """End the process that holds the model, at once."""
    children = psutil.Process().children()
    engine = next(child for child in children if "inference.guard" in " ".join(child.cmdline()))
    os.kill(engine.pid, signal.SIGKILL)


def test_a_killed_engine_costs_the_photo_in_hand_and_comes_back(
    start: Start, longest_texts: Path, photos: Photos
) -> None:
    program = start()
    program.until(lambda: program.presenter.reading.info is not None)
    program.drop(*photos(3))
    program.until(lambda: bool(program.opened) and bool(program.shown(NAME)))
    kill_engine()
    program.until_counts(review=2, failed=1)
    failed = next(number for number, row in program.rows().items() if row.failure)
    failure = program.product(failed).failure
    assert failure is not None
    assert (failure.code, failure.retryable) == ("crash", True)
    program.open(failed)
    program.click(program.window.card.retry)
    program.until_counts(review=3)
    assert program.product(failed).state is State.REVIEW
