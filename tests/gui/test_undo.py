"""Undo in the real program: the last thing done, wherever it was, also after a new start."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.states import State
from tests.gui.program import CTRL, DESCRIPTION, NAME, SHIFT, Program

Start = Callable[[], Program]


def in_the_list(program: Program, keys: Qt.KeyboardModifier = CTRL) -> None:
    """Press Ctrl+Z outside the editors."""
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Z, keys)


def test_undo_opens_the_product_and_says_what_it_undid(start: Start, ready: Path) -> None:
    program = start()
    first, second, third = program.rows()
    before = program.values(first)[NAME]
    program.open(first)
    program.type_over(NAME, "Mesa de centro")
    program.open(second)
    program.press(Qt.Key.Key_Return, CTRL)
    assert program.opened == third
    in_the_list(program)
    program.until(lambda: program.product(second).state is State.REVIEW)
    program.until(lambda: program.opened == second)
    assert program.notice("undo").startswith("Desfeito: aprovação · ")
    in_the_list(program)
    program.until(lambda: program.values(first)[NAME] == before)
    program.until(lambda: program.opened == first)
    program.until(lambda: program.shown(NAME) == before)
    assert program.notice("undo").startswith("Desfeito: edição · ")
    in_the_list(program, CTRL | SHIFT)
    program.until(lambda: program.shown(NAME) == "Mesa de centro")
    assert program.notice("undo") == "Refeito: edição · Mesa de centro."
    in_the_list(program, CTRL | SHIFT)
    program.until(lambda: program.product(second).state is State.APPROVED)
    in_the_list(program, CTRL | SHIFT)
    program.until(lambda: program.notice("undo") == "Nada a refazer.")


def test_an_approval_by_keys_is_taken_back_by_keys_from_the_next_cards_field(start: Start, ready: Path) -> None:
    program = start()
    first, second, _ = program.rows()
    program.entry(NAME).setFocus()
    program.press(Qt.Key.Key_Return, CTRL)
    assert (program.product(first).state, program.opened) == (State.APPROVED, second)
    program.entry(NAME).setFocus()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: program.product(first).state is State.REVIEW)
    program.until(lambda: program.opened == first)


def test_what_was_done_is_undone_after_a_new_start(start: Start, ready: Path) -> None:
    program = start()
    first, *_ = program.rows()
    old = program.values(first)[DESCRIPTION]
    program.type_over(DESCRIPTION, "Outro texto")
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Backspace, CTRL | SHIFT)
    program.close()
    again = start()
    in_the_list(again)
    again.until(lambda: again.product(first).state is State.REVIEW)
    in_the_list(again)
    again.until(lambda: again.values(first)[DESCRIPTION] == old)
    again.until(lambda: again.opened == first and again.shown(DESCRIPTION) == old)


def test_what_somebody_changed_since_is_left_alone_and_said(start: Start, ready: Path) -> None:
    program = start()
    first, *_ = program.rows()
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: bool(program.notice("decision")))
    program.catalog.send_back(first)
    program.catalog.reject(first)
    program.answer("decision", "Desfazer")
    program.until(lambda: program.notice("undo").startswith("Não foi desfeito: aprovação."))
    assert "desde então" in program.notice("undo")
    assert program.product(first).state is State.REJECTED


def test_what_is_typed_while_something_is_undone_stays(start: Start, ready: Path) -> None:
    program = start()
    first, second, _ = program.rows()
    program.open(second)
    program.press(Qt.Key.Key_Return, CTRL)
    program.open(first)
    program.type_over(NAME, "Antes")
    program.until(lambda: program.values(first)[NAME] == "Antes")
    program.presenter.acts.undo()  # of the edit: it is done on another thread
    program.type_over(DESCRIPTION, "Digitado enquanto isso")
    program.until(lambda: program.values(first)[NAME] != "Antes")
    program.until(lambda: program.values(first)[DESCRIPTION] == "Digitado enquanto isso")
    assert program.shown(DESCRIPTION) == "Digitado enquanto isso"


def test_a_failed_row_says_the_files_name_once(start: Start, home: Path) -> None:
    program = start()
    broken = home / "texto.jpg"
    broken.write_text("isto não é uma foto", encoding="utf-8")
    program.drop(broken)
    program.until_counts(failed=1)
    program.until(lambda: any(program.rows().values()))
    (row,) = program.rows().values()
    assert (row.title, row.failure) == ("texto.jpg", "O arquivo não é uma foto que o programa conheça.")
