"""How people help the model in the real program: hints and locks, by mouse and keys, kept and heeded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.domain.states import State
from tests.gui.program import COLOUR, CTRL, DESCRIPTION, NAME, Program
from ui.hint_dialog import HintDialog

Start = Callable[[], Program]
HINT = "linho, coleção verão 2027"


def generate_again(program: Program) -> dict[str, Any]:
    """Have the open product's card written again; what the catalogue keeps of it."""
    program.until(lambda: program.presenter.reading.info is not None)
    attempt = program.product().attempt
    program.click(program.window.card.again)
    program.until(lambda: program.product().attempt > attempt and program.product().state is State.REVIEW)
    card = program.product().card
    assert card is not None
    return {"values": card.values, "provenance": card.provenance, "confidence": card.confidence}


def type_hint(program: Program, hint: str) -> None:
    line: QLineEdit = program.window.card.help.hint.entry
    line.setFocus()
    program.press(Qt.Key.Key_A, CTRL)
    program.write(hint)


def dialog(program: Program) -> HintDialog:
    program.until(lambda: isinstance(QApplication.activeWindow(), HintDialog))
    found = QApplication.activeWindow()
    assert isinstance(found, HintDialog)
    return found


def test_a_hint_is_typed_kept_and_told_to_the_model(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    type_hint(program, HINT)
    program.until(lambda: program.product().guidance.hint == HINT)
    assert generate_again(program)["provenance"]["hint"] == HINT
    assert program.window.card.help.hint.entry.text() == HINT


def test_each_product_has_its_own(start: Start, ready: Path) -> None:
    program = start()
    first, second, _ = program.rows()
    type_hint(program, HINT)
    program.open(second)
    assert program.window.card.help.hint.entry.text() == ""
    program.open(first)
    assert program.window.card.help.hint.entry.text() == HINT
    assert program.product(second).guidance.hint == ""


def test_what_was_typed_last_is_kept_when_the_window_closes(start: Start, ready: Path) -> None:
    program = start()
    first, *_ = program.rows()
    type_hint(program, HINT)
    program.close()
    again = start()
    again.open(first)
    assert again.window.card.help.hint.entry.text() == HINT


def test_what_is_edited_locks_itself_and_survives_another_card(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    locks = program.window.card.form.locks
    assert locks.locked == frozenset()
    before = program.values()
    program.type_over(NAME, "Vestido Aurora")
    program.until(lambda: locks.locked == {NAME})
    card = generate_again(program)
    assert card["values"][NAME] == program.shown(NAME) == "Vestido Aurora"
    assert card["values"][DESCRIPTION] != before[DESCRIPTION]
    assert NAME not in card["confidence"]
    assert card["provenance"]["given"] == [NAME]
    assert locks.locked == {NAME}


def test_a_lock_by_keys_holds_a_field_and_another_click_frees_it(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    form = program.window.card.form
    before = program.values()
    for name in (COLOUR, DESCRIPTION):
        form.focus_field(name)
        program.press(Qt.Key.Key_L, CTRL)
    assert form.locks.locked == {COLOUR, DESCRIPTION}
    program.click(form.field(COLOUR).padlock)
    assert form.locks.locked == {DESCRIPTION}
    after = generate_again(program)
    assert after["values"][DESCRIPTION] == before[DESCRIPTION]
    assert after["values"][NAME] != before[NAME]
    assert after["provenance"]["given"] == [DESCRIPTION]


def test_a_description_that_is_too_short_stays_when_it_is_locked(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    program.type_over(DESCRIPTION, "Curta.")
    program.until(lambda: program.window.card.form.locks.locked == {DESCRIPTION})
    assert generate_again(program)["values"][DESCRIPTION] == "Curta."


def test_a_selection_gets_a_hint_and_gives_it_back(start: Start, ready: Path) -> None:
    program = start()
    ids = list(program.rows())
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_A, CTRL)
    program.window.queue.acts.hint_requested.emit()
    asked = dialog(program)
    program.write(HINT)
    program.click(asked.answer)
    program.until(lambda: all(program.product(id_).guidance.hint == HINT for id_ in ids))
    program.until(lambda: program.window.card.help.hint.entry.text() == HINT)
    assert "vale para 3" in program.notice("hint")
    program.window.activateWindow()
    program.until(program.window.isActiveWindow)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: not any(program.product(id_).guidance.hint for id_ in ids))
    program.until(lambda: program.window.card.help.hint.entry.text() == "")


def test_the_batch_gets_a_hint(start: Start, short: Path, photos: Callable[[int], list[Path]]) -> None:
    program = start()
    program.drop(*photos(3))
    program.until_counts(queued=3)
    program.until(program.window.facets.batch.hint.isVisible)
    program.click(program.window.facets.batch.hint)
    asked = dialog(program)
    program.write(HINT)
    program.press(Qt.Key.Key_Return)
    program.until(lambda: not asked.isVisible())
    program.until(lambda: all(program.product(id_).guidance.hint == HINT for id_ in program.rows()))
