"""What is typed while a card is written a second time is the card's, also where that writing is called off."""

from collections.abc import Callable
from pathlib import Path

from app.domain.states import State
from tests.gui.program import DESCRIPTION, NAME, Program
from ui.card_panel import Phase

Start = Callable[[], Program]
TYPED = "Digitado por cima"


def test_what_was_typed_meanwhile_is_what_is_approved(start: Start, long_texts: Path, ready: Path) -> None:
    program = start()
    product = program.opened
    program.until(lambda: program.presenter.reading.info is not None)
    program.click(program.window.card.again)
    # Behind the name: the field that is just being written takes no keys.
    program.until(lambda: program.window.card.view.phase is Phase.WRITING)
    program.until(lambda: (program.window.card.view.progress or 0) > 0.2)
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


def test_a_field_that_a_person_took_stays_open_while_the_model_writes_it(
    start: Start, long_texts: Path, photos: Callable[[int], list[Path]]
) -> None:
    program = start()
    program.until(lambda: program.presenter.reading.info is not None)
    program.drop(*photos(1))
    program.until(lambda: program.window.card.view.phase is Phase.WRITING)
    program.until(lambda: (program.window.card.view.progress or 0) > 0.2)
    program.type_over(DESCRIPTION, "Do meu jeito")
    program.until(lambda: (program.window.card.view.progress or 0) > 0.8)
    program.write(", e mais")
    program.until_counts(review=1)
    assert program.shown(DESCRIPTION) == "Do meu jeito, e mais"
