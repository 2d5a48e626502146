"""Lists of short texts: rows that come, go and change places."""

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.forms.hands import ALT, CTRL, LEFT, document_of
from tests.forms.samples import CARD
from ui.forms.form import Form
from ui.forms.list_editor import ListEditor

# Said by the offscreen platform whenever a list pops up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


def items(form: Form) -> object:
    return document_of(form).value("features")


def rows(form: Form) -> ListEditor:
    return cast("ListEditor", form.field("features").editor)


def test_a_list_is_bound_both_ways(qtbot: QtBot, card: Form) -> None:
    editor = rows(card)
    assert card.field("features").counter.text() == "3 de 3–5"
    qtbot.keyClicks(editor.rows[1].line, "!")
    assert items(card) == ["Bico fino", "!Salto baixo", "Cadarço"]
    document_of(card).set_value("features", ["Um"])
    assert [row.line.text() for row in editor.rows] == ["Um", "", ""]


def test_enter_adds_a_row_below_and_backspace_takes_an_empty_one_away(qtbot: QtBot, card: Form) -> None:
    editor = rows(card)
    editor.rows[0].line.setFocus()
    qtbot.keyClick(editor.rows[0].line, Qt.Key.Key_Return)
    assert editor.rows[1].line.hasFocus()
    assert items(card) == CARD["features"]
    qtbot.keyClicks(editor.rows[1].line, "Couro")
    assert items(card) == ["Bico fino", "Couro", "Salto baixo", "Cadarço"]
    for _ in "Couro!":
        qtbot.keyClick(editor.rows[1].line, Qt.Key.Key_Backspace)
    assert items(card) == CARD["features"]
    assert editor.rows[0].line.hasFocus()
    assert len(editor.rows) == 3


def test_blank_rows_go_when_the_list_is_left(qtbot: QtBot, card: Form) -> None:
    editor = rows(card)
    qtbot.mouseClick(editor.add_button, LEFT)
    assert (len(editor.rows), editor.rows[3].line.hasFocus()) == (4, True)
    card.focus_field("name")
    assert len(editor.rows) == 3
    assert not document_of(card).undo_stack.canUndo()


def test_items_change_places_by_keys_and_undo(qtbot: QtBot, card: Form) -> None:
    editor = rows(card)
    editor.rows[2].line.setFocus()
    editor.rows[2].line.setCursorPosition(3)
    qtbot.keyClick(editor.rows[2].line, Qt.Key.Key_Up, ALT)
    assert items(card) == ["Bico fino", "Cadarço", "Salto baixo"]
    assert (editor.rows[1].line.hasFocus(), editor.rows[1].line.cursorPosition()) == (True, 3)
    qtbot.keyClick(editor.rows[1].line, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(editor.rows[2].line, Qt.Key.Key_Down, ALT)
    assert items(card) == CARD["features"]
    qtbot.keyClick(editor.rows[2].line, Qt.Key.Key_Z, CTRL)
    assert items(card) == ["Bico fino", "Cadarço", "Salto baixo"]


def test_items_change_places_by_drag_in_one_step(qtbot: QtBot, card: Form) -> None:
    editor = rows(card)
    grip = editor.rows[0].grip
    qtbot.mousePress(grip, LEFT)
    for index in (1, 2):
        target = grip.mapFrom(editor.frame, editor.rows[index].geometry().center())
        qtbot.mouseMove(grip, QPoint(5, target.y()))
    assert [row.line.text() for row in editor.rows] == ["Salto baixo", "Cadarço", "Bico fino"]
    assert items(card) == CARD["features"]
    qtbot.mouseRelease(grip, LEFT)
    assert items(card) == ["Salto baixo", "Cadarço", "Bico fino"]
    assert document_of(card).undo_stack.count() == 1


def test_pasted_lines_become_items_in_one_step(qtbot: QtBot, card: Form) -> None:
    editor = rows(card)
    editor.rows[2].line.setFocus()
    editor.rows[2].line.selectAll()
    QGuiApplication.clipboard().setText("Forro\x07 macio\r\n\nSolado\tleve\n")
    qtbot.keyClick(editor.rows[2].line, Qt.Key.Key_V, CTRL)
    assert items(card) == ["Bico fino", "Salto baixo", "Forro macio", "Solado leve"]
    assert document_of(card).undo_stack.count() == 1


def test_the_button_takes_a_row_away_and_the_most_hides_adding(qtbot: QtBot, card: Form) -> None:
    editor = rows(card)
    document_of(card).set_value("features", ["um a", "dois", "três", "quatro", "cinco"])
    assert not editor.add_button.isVisible()
    editor.rows[1].button.show()
    qtbot.mouseClick(editor.rows[1].button, LEFT)
    assert items(card) == ["um a", "três", "quatro", "cinco"]
    assert editor.add_button.isVisible()
