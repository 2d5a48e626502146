"""Typing: never overwritten by the model, on disk within half a second, undone with Ctrl+Z."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.catalog.catalog import Catalog
from app.domain.states import State
from tests.gui.program import CTRL, DESCRIPTION, FEATURES, NAME, SHIFT, Program

Start = Callable[[], Program]
PROMISE = 500
"""Milliseconds after which a keystroke is on disk."""


@pytest.fixture
def elsewhere(ready: Path) -> Callable[[int], dict[str, Any]]:
    """Reads a card's values over a connection of its own."""

    def read(product: int) -> dict[str, Any]:
        with Catalog.open(ready, clock=lambda: datetime.now(UTC), exclusive=False) as catalog:
            card = catalog.product(product).card
            assert card is not None
            return card.values

    return read


def test_what_is_typed_while_the_model_writes_stands(
    start: Start, long_texts: Path, photos: Callable[[int], list[Path]]
) -> None:
    program = start()
    program.drop(*photos(1))
    program.until(lambda: program.opened and program.shown(DESCRIPTION))
    program.type_over(NAME, "Digitado por uma pessoa")
    assert program.product().state is State.GENERATING
    assert program.entry(DESCRIPTION).isReadOnly()
    program.until_counts(review=1)
    program.until(lambda: not program.entry(DESCRIPTION).isReadOnly())
    assert program.shown(NAME) == "Digitado por uma pessoa"
    card = program.product().card
    assert card is not None
    assert card.values[NAME] == "Digitado por uma pessoa"
    assert card.generated[NAME] != card.values[NAME]
    assert card.values[DESCRIPTION] == card.generated[DESCRIPTION] == program.shown(DESCRIPTION)
    assert program.entry(DESCRIPTION).verticalScrollBar().value() == 0, "a finished text is read from its beginning"

    program.press(Qt.Key.Key_Z, CTRL)
    assert program.shown(NAME) != "Digitado por uma pessoa"
    program.press(Qt.Key.Key_Z, CTRL | SHIFT)
    program.close()
    again = start()
    assert again.shown(NAME) == "Digitado por uma pessoa"
    assert again.values()[NAME] == "Digitado por uma pessoa"


def test_what_is_typed_while_the_model_writes_survives_closing_in_the_middle(
    start: Start, long_texts: Path, photos: Callable[[int], list[Path]]
) -> None:
    program = start()
    program.drop(*photos(1))
    program.until(lambda: program.opened and program.shown(DESCRIPTION))
    product = program.opened
    program.type_over(NAME, "Meio digitado")
    assert program.product().state is State.GENERATING
    program.close()
    again = start()
    assert again.opened == product
    again.until(lambda: again.shown(NAME) == "Meio digitado")
    again.until_counts(review=1)
    assert again.values()[NAME] == "Meio digitado"
    assert again.product().attempt == 2


def test_a_keystroke_is_on_disk_within_half_a_second_though_typing_goes_on(
    start: Start, ready: Path, elsewhere: Callable[[int], dict[str, Any]]
) -> None:
    program = start()
    product = program.opened
    assert product is not None
    program.type_over(NAME, "")
    program.press(Qt.Key.Key_X)
    keys = iter(range(40))

    def saved_while_typing() -> bool:
        if next(keys, None) is not None:
            program.press(Qt.Key.Key_Y)
        return bool(elsewhere(product)[NAME].startswith("x"))

    program.until(saved_while_typing, timeout=PROMISE)
    program.until(lambda: elsewhere(product)[NAME] == program.shown(NAME), timeout=PROMISE)


def test_the_caret_stays_and_undo_works_after_saving(
    start: Start, ready: Path, elsewhere: Callable[[int], dict[str, Any]]
) -> None:
    program = start()
    product = program.opened
    assert product is not None
    original = program.shown(NAME)
    line = program.entry(NAME)
    program.qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    line.setCursorPosition(2)
    program.write("abc")
    typed = original[:2] + "abc" + original[2:]
    program.until(lambda: elsewhere(product)[NAME] == typed)
    assert line.cursorPosition() == 5
    assert line.hasFocus()
    program.press(Qt.Key.Key_Z, CTRL)
    assert program.shown(NAME) == original
    program.until(lambda: elsewhere(product)[NAME] == original, timeout=PROMISE)
    assert program.product().card.edited_at is not None  # type: ignore[union-attr]  # it has a card


def test_a_very_long_text_is_saved_whole_and_the_caret_stays_in_its_middle(
    start: Start, ready: Path, elsewhere: Callable[[int], dict[str, Any]]
) -> None:
    program = start()
    product = program.opened
    assert product is not None
    text = " ".join(f"palavra{chr(97 + at % 26)}" for at in range(20_000))
    QGuiApplication.clipboard().setText(text)
    editor = program.entry(DESCRIPTION)
    editor.setFocus()
    program.press(Qt.Key.Key_A, CTRL)
    program.press(Qt.Key.Key_V, CTRL)
    cursor = editor.textCursor()
    cursor.setPosition(90_000)
    editor.setTextCursor(cursor)
    program.press(Qt.Key.Key_Z)
    wanted = text[:90_000] + "z" + text[90_000:]
    program.until(lambda: elsewhere(product)[DESCRIPTION] == wanted, timeout=2 * PROMISE)
    assert editor.textCursor().position() == 90_001


def test_edits_are_saved_at_once_by_going_on_approving_and_closing(start: Start, ready: Path) -> None:
    program = start()
    first, second, third = program.rows()
    program.open(first)
    program.type_over(NAME, "Primeira")
    program.open(second)
    assert program.values(first)[NAME] == "Primeira"
    assert program.rows()[first].title == "Primeira"
    program.type_over(NAME, "Segunda")
    program.press(Qt.Key.Key_Return, CTRL)
    assert program.values(second)[NAME] == "Segunda"
    assert program.product(second).state is State.APPROVED
    assert program.opened == third
    program.window.card.form.field(FEATURES).editor.rows[1].line.setFocus()
    program.press(Qt.Key.Key_A, CTRL)
    program.write("Solado de borracha")
    program.close()
    again = start()
    assert again.values(third)[FEATURES][1] == "Solado de borracha"
    assert again.values(second)[NAME] == "Segunda"
    assert again.opened == first, "the first that waits for a review"


def test_editing_an_approved_card_sends_it_back_to_review(start: Start, ready: Path) -> None:
    program = start()
    first = program.opened
    assert first is not None
    program.click(program.window.card.approve)
    assert program.product(first).state is State.APPROVED
    program.open(first)
    assert program.window.card.view.approved
    program.type_over(NAME, "Outra vez")
    program.until(lambda: program.product(first).state is State.REVIEW)
    assert not program.window.card.view.approved
    program.write(" e mais")
    program.until(lambda: program.values(first)[NAME] == "Outra vez e mais")
