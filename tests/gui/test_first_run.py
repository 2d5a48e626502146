"""The real demonstration model and the real samples in the window, as a new person finds them: nothing chosen yet."""

from collections.abc import Callable
from pathlib import Path

from app.domain.card import card_type
from app.shipped import Shipped, find_shipped
from tests.gui.program import Program

SHIPPED = find_shipped()


def test_one_click_and_every_sample_has_a_card(start: Callable[[Shipped], Program], choices: Path) -> None:
    assert SHIPPED.model is not None
    program = start(SHIPPED)
    program.click(program.window.welcome.samples)
    program.until_counts(review=len(SHIPPED.samples))
    kind = card_type(known=SHIPPED.model.entry.lists)
    for product in program.rows():
        kind.model_validate(program.values(product))
        card = program.product(product).card
        assert card is not None
        assert card.provenance["model"] == SHIPPED.model.text.name
    assert program.window.card.form.document.is_valid
