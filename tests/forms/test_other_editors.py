"""Numbers, flags, paths, and one document after another."""

from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.forms.conftest import Open
from tests.forms.hands import LEFT, document_of
from tests.forms.samples import Card, Settings
from ui.document import Document
from ui.forms.choice_editor import ChoiceEditor
from ui.forms.flag_editor import FlagEditor
from ui.forms.form import Form
from ui.forms.list_editor import ListEditor
from ui.forms.number_editor import NumberEditor
from ui.forms.path_editor import PathEditor

# Said by the offscreen platform whenever a list pops up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


def test_a_number_is_read_stepped_and_kept_when_it_is_none(qtbot: QtBot, open_form: Open) -> None:
    form = open_form(Settings, {"temperature": 0.5, "language": "pt"})
    line = cast("NumberEditor", form.field("temperature").editor).entry
    assert line.text() == "0.5"
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert document_of(form).value("temperature") == 0.75
    line.selectAll()
    qtbot.keyClicks(line, "1.x")
    assert (document_of(form).value("temperature"), line.text()) == ("1.x", "1.x")
    assert form.field("temperature").message.text() == "Escreva um número."
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert (document_of(form).value("temperature"), line.text()) == (1.0, "1.")
    for _ in range(9):
        qtbot.keyClick(line, Qt.Key.Key_Up)
    assert document_of(form).value("temperature") == 2.0


def test_a_flag_is_clicked_and_may_be_left_open(qtbot: QtBot, open_form: Open) -> None:
    form = open_form(Settings, {"automatic": True})
    box = cast("FlagEditor", form.field("automatic").editor).entry
    assert box.isChecked()
    qtbot.mouseClick(box, LEFT)
    assert document_of(form).value("automatic") is False
    box = cast("FlagEditor", form.field("remembered").editor).entry
    assert box.checkState() is Qt.CheckState.PartiallyChecked
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert document_of(form).value("remembered") is True
    document_of(form).undo_stack.undo()
    assert box.checkState() is Qt.CheckState.PartiallyChecked


def test_a_path_is_typed_dropped_or_chosen(qtbot: QtBot, open_form: Open) -> None:
    form = open_form(Settings, {})
    editor = cast("PathEditor", form.field("model").editor)
    qtbot.keyClicks(editor.entry, "a.gguf")
    assert document_of(form).value("model") == "a.gguf"
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/modelos/b.gguf")])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    editor.dropEvent(QDropEvent(QPointF(5, 5), copy, files, LEFT, none))
    assert (document_of(form).value("model"), editor.entry.text()) == ("/modelos/b.gguf",) * 2
    qtbot.mouseClick(editor.button, LEFT)
    dialog = editor.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit("/modelos/c.gguf")
    dialog.reject()
    assert document_of(form).value("model") == "/modelos/c.gguf"


def test_texts_of_another_document_leave_no_trace(qtbot: QtBot, card: Form) -> None:
    editor = cast("ChoiceEditor", card.field("category").editor)
    first = document_of(card)
    card.focus_field("category")
    qtbot.keyClicks(editor.entry, "nada")
    card.set_document(Document(Card, {}, parent=card))
    assert first.value("category") == "nada"
    assert editor.entry.text() == ""
    assert [row.line.text() for row in cast("ListEditor", card.field("features").editor).rows] == ["", "", ""]
