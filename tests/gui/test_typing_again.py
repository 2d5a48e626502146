"""What is typed while a card is written a second time is the card's, also where that writing is called off."""

from collections.abc import Callable
from pathlib import Path

from app.domain.states import State
from tests.gui.program import NAME, Program
from ui.card_panel import Phase

Start = Callable[[], Program]
TYPED = "Digitado por cima"


def test_what_was_typed_meanwhile_is_what_is_approved(start: Start, long_texts: Path, ready: Path) -> None:
    program = start()
    product = program.opened
    program.until(lambda: program.presenter.reading.info is not None)
    program.click(program.window.card.again)
    program.until(lambda: program.window.card.view.phase is Phase.WRITING)
    program.type_over(NAME, TYPED)
    program.click(program.window.card.again)  # "Cancelar" while it is being written
    program.until(lambda: program.product(product).state is State.REVIEW)
    program.until(program.window.card.approve.isEnabled)
    assert program.shown(NAME) == TYPED
    program.click(program.window.card.approve)
    assert program.product(product).state is State.APPROVED
    assert program.values(product)[NAME] == TYPED

    assert product is not None
    program.open(product)
    program.type_over(NAME, "Corrigido depois")
    program.close()
    again = start()
    again.open(product)
    assert again.shown(NAME) == again.values(product)[NAME] == "Corrigido depois"
