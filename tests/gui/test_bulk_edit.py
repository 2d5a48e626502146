"""Bulk edits in the real program: by keys, with a live preview, taken back as one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from app.domain.states import State
from app.gui import bulk_edit
from tests.gui.program import CATEGORY, COLOUR, CTRL, DESCRIPTION, NAME, Program
from ui.bulk.panel import BulkPanel
from ui.bulk.wish import Scope, Work
from ui.forms.choice_editor import ChoiceEditor
from ui.queue.row import RowState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)

Start = Callable[[], Program]


def opened(program: Program, work: Work, field: str = "") -> BulkPanel:
    """The panel, asking for this."""
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_B, CTRL)
    panel: BulkPanel = program.dialog(BulkPanel)
    program.until(panel.isActiveWindow)
    panel.choose(panel.asking.chosen_scope, work, field)
    return panel


def until_counted(program: Program, panel: BulkPanel, changing: int) -> None:
    """Wait for a preview of all that is meant."""
    program.until(lambda: len(panel.preview.lines) == changing and panel.apply.isEnabled() is (changing > 0))


def names(program: Program) -> list[str]:
    return [program.values(product)[NAME] for product in program.catalog.product_ids()]


def test_a_text_is_replaced_everywhere_and_comes_back(start: Start, ten: list[int]) -> None:
    program = start()
    before = names(program)
    panel = opened(program, Work.REPLACE, NAME)
    panel.asking.inputs.sought.setFocus()
    program.write("caneca")
    panel.asking.inputs.put.setFocus()
    program.write("Xícara")
    changing = sum("Caneca" in name for name in before)
    until_counted(program, panel, changing)
    line = panel.preview.lines[0]
    assert ("Caneca" in line.before, "Xícara" in line.after) == (True, True)
    assert names(program) == before, "a preview changes nothing"
    program.click(panel.apply)
    program.until(lambda: names(program) == [name.replace("Caneca", "Xícara") for name in before])
    program.until(lambda: str(changing) in program.notice("decision"))
    until_counted(program, panel, 0)
    panel.close()
    program.answer("decision", "Desfazer")
    program.until(lambda: names(program) == before)


def test_the_open_card_shows_the_change_and_what_was_typed_before_is_part_of_it(start: Start, ten: list[int]) -> None:
    program = start()
    program.open(ten[5])
    program.type_over(NAME, "Caneca digitada agora")
    panel = opened(program, Work.APPEND, NAME)
    panel.asking.inputs.line.setText("nova")
    until_counted(program, panel, 10)
    program.click(panel.apply)
    program.until(lambda: program.values(ten[5])[NAME] == "Caneca digitada agora nova")
    program.until(lambda: program.shown(NAME) == "Caneca digitada agora nova")


def test_a_selection_is_meant_where_there_is_one(start: Start, ten: list[int]) -> None:
    program = start()
    program.open(ten[0])
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    panel = opened(program, Work.SET, CATEGORY)
    assert panel.asking.chosen_scope is Scope.SELECTED
    editor = panel.findChild(ChoiceEditor)
    assert editor is not None
    editor.entry.setFocus()
    program.write("Outros")
    program.qtbot.keyClick(editor.popup, Qt.Key.Key_Return)
    until_counted(program, panel, 2)
    program.click(panel.apply)
    program.until(lambda: program.values(ten[0])[CATEGORY] == "Outros")
    program.until(lambda: program.values(ten[1])[CATEGORY] == "Outros")
    assert program.values(ten[2])[CATEGORY] != "Outros"


def test_the_filter_is_meant_and_followed(start: Start, ten: list[int]) -> None:
    program = start()
    panel = opened(program, Work.APPROVE)
    until_counted(program, panel, 10)
    program.window.narrowing.show_only({"colour": frozenset({"vermelho"})}, "")
    until_counted(program, panel, 1)
    program.click(panel.apply)
    program.until_counts(review=9, approved=1)
    program.window.narrowing.clear()
    panel.choose(Scope.ALL, Work.SEND_BACK)
    until_counted(program, panel, 1)
    program.click(panel.apply)
    program.until_counts(review=10)


def test_a_preview_does_not_begin_anew_whenever_the_list_is_brought_up_to_date(start: Start, ten: list[int]) -> None:
    program = start()
    panel = opened(program, Work.APPEND, NAME)
    panel.asking.inputs.line.setText("nova")
    until_counted(program, panel, 10)
    looked = program.presenter.bulk_edit.looking.looked
    assert looked is not None
    with program.qtbot.waitSignal(program.presenter.products.listed):
        program.presenter.products.reload()
    assert panel.apply.isEnabled()
    assert program.presenter.bulk_edit.looking.looked is looked


def test_a_bad_expression_is_told_where_it_is_typed(start: Start, ten: list[int]) -> None:
    program = start()
    panel = opened(program, Work.REWRITE, NAME)
    panel.asking.inputs.sought.setText("(caneca")
    program.until(lambda: "caractere 8" in panel.message)
    assert not panel.apply.isEnabled()
    panel.asking.inputs.sought.setText("(caneca)")
    panel.asking.inputs.put.setText(r"\2")
    program.until(lambda: "grupo" in panel.message)
    panel.asking.inputs.put.setText(r"[\1]")
    program.until(panel.apply.isEnabled)
    assert panel.message == ""
    assert any("[Caneca]" in line.after for line in panel.preview.lines)


def test_an_expression_that_runs_away_is_told_and_harms_nothing(start: Start, ten: list[int]) -> None:
    program = start()
    program.open(ten[0])
    program.type_over(NAME, "a" * 70 + "b")
    panel = opened(program, Work.REWRITE, NAME)
    panel.asking.inputs.sought.setText("(a|aa)+$")
    program.until(lambda: "demora" in panel.message)
    assert not panel.apply.isEnabled()
    panel.asking.inputs.sought.setText("a+b")
    panel.asking.inputs.put.setText("Caneca")
    until_counted(program, panel, 1)


def test_what_would_become_invalid_is_left_out_with_its_reason(start: Start, ten: list[int]) -> None:
    program = start()
    panel = opened(program, Work.SET, NAME)
    editor = panel.asking.inputs.editor(panel.asking.spec)  # type: ignore[arg-type]  # it is a field's
    editor.entry.setFocus()
    program.write("x")
    program.until(lambda: panel.preview.skipped.text().endswith("10"))
    program.click(panel.preview.skipped)
    assert panel.preview.lines[0].note == "Escreva ao menos 3 caracteres."
    assert not panel.apply.isEnabled()


def test_cards_that_change_between_preview_and_click_are_left_alone(start: Start, ten: list[int]) -> None:
    program = start()
    panel = opened(program, Work.APPEND, NAME)
    panel.asking.inputs.line.setText("nova")
    until_counted(program, panel, 10)
    detail = program.product(ten[9])
    assert detail.card is not None
    program.catalog.save_values(ten[9], {**detail.card.values, NAME: "De outra pessoa"}, detail.version)
    program.click(panel.apply)
    program.until(lambda: "1 mud" in program.notice("decision"))
    assert program.values(ten[9])[NAME] == "De outra pessoa"


def test_stopped_in_the_middle_what_was_done_comes_back_as_one(
    start: Start, ten: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_edit, "PART", 2)
    program = start()
    before = names(program)
    panel = opened(program, Work.APPEND, NAME)
    panel.asking.inputs.line.setText("nova")
    until_counted(program, panel, 10)
    program.click(panel.apply)
    program.click(panel.stop)
    program.until(lambda: not panel.busy)
    changed = sum(name.endswith("nova") for name in names(program))
    assert 0 < changed < 10
    program.until(lambda: bool(program.notice("decision")))
    program.window.activateWindow()
    program.until(program.window.isActiveWindow)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: names(program) == before)


def test_a_line_opens_its_product(start: Start, ten: list[int]) -> None:
    program = start()
    panel = opened(program, Work.RECASE, DESCRIPTION)
    until_counted(program, panel, 10)
    view = panel.preview.view
    view.setCurrentIndex(view.model().index(4, 0))
    view.setFocus()
    program.press(Qt.Key.Key_Return)
    program.until(lambda: program.opened == ten[4])
    assert panel.isVisible()


def test_the_window_can_be_closed_while_a_preview_is_made(start: Start, ten: list[int]) -> None:
    program = start()
    panel = opened(program, Work.RECASE, COLOUR)
    panel.ask()
    program.close()


def test_what_is_decided_goes_back_to_review(start: Start, ten: list[int]) -> None:
    program = start()
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.counts().get(State.APPROVED) == 1)
    program.click(program.window.facets.states.button(RowState.APPROVED))
    panel = opened(program, Work.APPEND, NAME)
    panel.asking.inputs.line.setText("nova")
    until_counted(program, panel, 1)
    assert "volta" in panel.preview.lines[0].note
    program.click(panel.apply)
    program.until_counts(review=10)
    program.until(lambda: "1 ficha" in program.notice("decision"))
    program.answer("decision", "Desfazer")
    program.until_counts(review=9, approved=1)
