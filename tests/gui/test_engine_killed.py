"""The engine's process dies: it costs the photo in hand, and never the window."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from app.domain.states import State
from tests.gui.program import NAME, Program

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]
PHOTOS = 8


def being_written(program: Program) -> int | None:
    """A product whose turn it is."""
    return next((each for each in program.rows() if program.product(each).state is State.GENERATING), None)


def kill(program: Program) -> None:
    """End the engine's process while a card is being written, and see another one come."""
    program.until(lambda: being_written(program) is not None and program.engine is not None)
    product, killed = being_written(program), program.engine
    if product is None or killed is None:
        return
    program.open(product)
    program.until(lambda: program.product(product).state is not State.GENERATING or program.shown(NAME))
    os.kill(killed, signal.SIGKILL)
    program.until(lambda: program.engine not in {None, killed})


def kill_with_a_photo_in_hand(program: Program) -> None:
    """Kill the engine until that costs a photo: between two photos, or while it only looks at one, it costs none."""
    while State.FAILED not in program.counts():
        kill(program)


def test_a_killed_engine_costs_the_photo_in_hand_and_comes_back(
    start: Start, longest_texts: Path, photos: Photos
) -> None:
    program = start()
    program.until(lambda: program.presenter.reading.info is not None)
    program.drop(*photos(PHOTOS))
    kill_with_a_photo_in_hand(program)
    program.until_counts(review=PHOTOS - 1, failed=1)
    failed = next(number for number, row in program.rows().items() if row.failure)
    failure = program.product(failed).failure
    assert failure is not None
    assert (failure.code, failure.retryable) == ("crash", True)
    program.open(failed)
    program.click(program.window.card.retry)
    program.until_counts(review=PHOTOS)
