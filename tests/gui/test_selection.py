"""Acts on all selected products in the real program, by keys, each taken back as one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.states import State
from tests.gui.program import CTRL, DESCRIPTION, NAME, SHIFT, Program
from ui.queue.row import RowState

Start = Callable[[], Program]


def select_all(program: Program) -> None:
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_A, CTRL)
    assert program.window.queue.view.selected_count() == len(program.rows())
    assert program.window.queue.acts.isVisible()


def test_all_are_approved_and_one_undo_brings_all_back(start: Start, ready: Path) -> None:
    program = start()
    select_all(program)
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.counts() == {State.APPROVED: 3})
    program.until(lambda: "3 ficha" in program.notice("decision"))
    program.until(program.window.top_bar.export.isEnabled)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: program.counts() == {State.REVIEW: 3})


def test_a_card_with_errors_is_not_approved_and_that_is_said(start: Start, ready: Path) -> None:
    program = start()
    first, *_ = program.rows()
    program.type_over(NAME, "x")
    program.until(lambda: program.values(first)[NAME] == "x")
    select_all(program)
    program.click(program.window.queue.acts.approve)
    program.until(lambda: program.counts() == {State.APPROVED: 2, State.REVIEW: 1})
    program.until(lambda: "1 com erros" in program.notice("decision"))
    assert program.product(first).state is State.REVIEW


def test_what_is_typed_before_an_act_is_part_of_it(start: Start, ready: Path) -> None:
    program = start()
    first, *_ = program.rows()
    program.type_over(NAME, "Digitada antes")
    select_all(program)
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.counts() == {State.APPROVED: 3})
    assert program.values(first)[NAME] == "Digitada antes"


def test_acts_are_taken_back_one_after_the_other(start: Start, ready: Path) -> None:
    program = start()
    first, second, third = program.rows()
    program.open(first)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Down, SHIFT)
    program.press(Qt.Key.Key_Backspace, CTRL | SHIFT)
    program.until(lambda: program.counts() == {State.REJECTED: 2, State.REVIEW: 1})
    select_all(program)
    program.press(Qt.Key.Key_Delete)
    program.until(lambda: not program.counts())
    program.until(program.window.welcome.isVisible)
    program.answer("removed", "Desfazer")
    program.until(lambda: list(program.rows()) == [first, second, third])
    assert program.counts() == {State.REJECTED: 2, State.REVIEW: 1}
    program.until(program.window.queue.view.isVisible)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: program.counts() == {State.REVIEW: 3})


def test_generating_again_can_be_taken_back_while_it_waits(start: Start, ready: Path) -> None:
    program = start()
    program.presenter.reading.pause(True)
    select_all(program)
    program.press(Qt.Key.Key_R, CTRL)
    program.until(lambda: program.counts() == {State.QUEUED: 3})
    program.until(lambda: bool(program.notice("decision")))
    program.answer("decision", "Desfazer")
    program.until(lambda: program.counts() == {State.REVIEW: 3})


def test_only_the_selected_cards_are_exported(start: Start, ready: Path, tmp_path: Path) -> None:
    program = start()
    first, second, _ = program.rows()
    select_all(program)
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.counts() == {State.APPROVED: 3})
    out = tmp_path / "duas.csv"
    program.presenter.exporting.write(out, "plain", [first, second])
    program.until(lambda: program.counts() == {State.APPROVED: 1, State.EXPORTED: 2})
    assert len(out.read_text(encoding="utf-8").splitlines()) >= 3
    program.until(lambda: bool(program.notice("exported")))
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: program.counts() == {State.APPROVED: 3})


def test_in_the_card_the_keys_speak_of_the_open_card(start: Start, ready: Path) -> None:
    program = start()
    first, second, _ = program.rows()
    select_all(program)
    program.entry(DESCRIPTION).setFocus()
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.product(first).state is State.APPROVED)
    assert program.product(second).state is State.REVIEW


def test_the_selection_is_the_filters_not_the_catalogues(start: Start, ready: Path) -> None:
    program = start()
    first, second, third = program.rows()
    program.press(Qt.Key.Key_Return, CTRL)
    program.click(program.window.facets.states.button(RowState.REVIEW))
    program.until(lambda: list(program.rows()) == [second, third])
    select_all(program)
    program.press(Qt.Key.Key_Backspace, CTRL | SHIFT)
    program.until(lambda: program.counts() == {State.APPROVED: 1, State.REJECTED: 2})
    assert program.product(first).state is State.APPROVED
    program.until(program.window.queue.nothing.isVisible)
    assert not program.window.queue.acts.isVisible(), "nothing is selected where nothing is listed"
    program.window.queue.nothing.clear.setFocus()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: program.counts() == {State.APPROVED: 1, State.REVIEW: 2})
