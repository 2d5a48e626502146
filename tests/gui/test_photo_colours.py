"""The colours of the photo stand beside the card's colour, are taken with a click, and are there after a restart."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QPushButton

from app.catalog.catalog import Catalog
from app.domain.card import DESCRIPTION_FIELD
from app.pipeline.intake import prepare_photos
from app.review.marks import Code
from tests.catalog.bench import Clock
from tests.gui.conftest import Start
from tests.gui.program import COLOUR, Program
from tests.palette.pictures import RED, WHITE, drawn
from tests.review.conftest import DESCRIPTION, card


@pytest.fixture
def red(tmp_path: Path) -> Path:
    path = tmp_path / "caneca.png"
    Image.fromarray(drawn(RED, WHITE)[0]).save(path)
    return path


@pytest.fixture
def written(tmp_path: Path, red: Path, short: Path, empty_catalogue: Callable[[Path], Path]) -> int:
    """A catalogue with the card of a blue mug, though its photo shows a red one; its product."""
    assert short
    with Catalog.open(empty_catalogue(tmp_path / "catalogo"), clock=Clock()) as catalog:
        (product,) = catalog.add_photos([red]).ids
        list(prepare_photos(catalog))
        assert catalog.claim_next() is not None
        values = card(**{DESCRIPTION_FIELD: DESCRIPTION})
        sure = {name: {"value": 0.95, "guesses": []} for name in values}
        catalog.finish(product, values, sure, {"model": "m.gguf"}, {})
    return product


def chips(program: Program) -> tuple[QPushButton, ...]:
    found: tuple[QPushButton, ...] = program.window.card.form.field(COLOUR).suggestions.chips
    return found


def said(program: Program) -> Any:
    return program.window.card.form.field(COLOUR).row


def test_the_photos_colours_are_offered_and_survive_a_restart(start: Start, with_model: Path, red: Path) -> None:
    assert with_model
    program = start()
    program.drop(red)
    program.until_counts(review=1)
    program.until(lambda: chips(program))
    shown = [chip.text() for chip in chips(program)]
    assert shown[0].startswith("vermelho ")
    program.click(chips(program)[0])
    program.until(lambda: program.values()[COLOUR] == "vermelho")
    program.close()
    again = start()
    again.until(lambda: again.opened is not None)
    assert [chip.text() for chip in chips(again)] == shown
    assert again.shown(COLOUR) == "vermelho"


def test_a_colour_that_the_photo_does_not_show_is_said_and_mended_with_one_click(start: Start, written: int) -> None:
    program = start()
    program.until(lambda: program.opened == written)
    program.until(lambda: "A foto mostra" in said(program).message.text())
    assert said(program).message.text().startswith("A foto mostra vermelho (")
    assert said(program).act.text() == "Usar vermelho"
    # Quietly: it is right less often than the model, so it does not mark the field.
    assert said(program).state == ""
    program.until(lambda: Code.PHOTO in program.catalog.flags_of(written))
    program.click(said(program).act)
    program.until(lambda: program.values()[COLOUR] == "vermelho")
    program.until(lambda: "A foto mostra" not in said(program).message.text())
    assert Code.PHOTO not in program.catalog.flags_of(written)


def test_photos_from_before_are_looked_at_while_the_window_stands(
    start: Start, written: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("intake", "surveying"):
        monkeypatch.setattr(f"app.pipeline.{module}.EDITION", "0")
    program = start()
    program.until(lambda: program.catalog.uncoloured("0", 0, 1) == [])
    program.until(lambda: program.opened == written)
    program.until(lambda: chips(program))
    program.until(lambda: Code.PHOTO in program.catalog.flags_of(written))
