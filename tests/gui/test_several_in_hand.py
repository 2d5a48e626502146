"""Several photos in hand at once: each row, each form and each card speaks of its own."""

from collections.abc import Callable
from pathlib import Path

from app.domain.states import State
from app.settings import load_choices, save_choices
from tests.gui.program import DESCRIPTION, NAME, Program

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


def test_each_card_is_its_own_photo_s(start: Start, longest_texts: Path, photos: Photos) -> None:
    chosen = load_choices(longest_texts)
    together = chosen.settings.model_copy(update={"slots": 4, "temperature": 0.0})
    save_choices(chosen.model_copy(update={"settings": together}), longest_texts)
    most = 0

    def count() -> bool:
        nonlocal most
        most = max(most, program.counts().get(State.GENERATING, 0))
        return program.counts() == {State.REVIEW: 6}

    program = start()
    program.drop(*photos(6))
    program.until(lambda: bool(program.opened) and bool(program.shown(DESCRIPTION)))
    called_off = max(number for number, row in program.rows().items() if row.state == "generating")
    program.presenter.orders.cancel([called_off])
    program.until(lambda: program.product(called_off).state is State.CANCELLED)
    program.presenter.orders.retry([called_off])
    program.until(count)
    assert most >= 2, "more than one was in hand"
    cards = {number: program.values(number) for number in program.rows()}
    assert len({card[DESCRIPTION] for card in cards.values()}) == 6
    for number, card in cards.items():
        program.open(number)
        assert (program.shown(NAME), program.shown(DESCRIPTION)) == (card[NAME], card[DESCRIPTION])
