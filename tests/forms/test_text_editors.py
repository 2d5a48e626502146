"""Lines and long texts: bound both ways, nothing that was typed is lost."""

from typing import cast

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from tests.forms.conftest import Open
from tests.forms.hands import CTRL, document_of, paste
from tests.forms.samples import CARD, Settings
from ui.forms.form import Form
from ui.forms.line_editor import LineEditor
from ui.forms.text_editor import TextEditor

# Said by the offscreen platform whenever a list pops up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


def test_a_line_is_bound_both_ways_and_keeps_its_caret(qtbot: QtBot, card: Form) -> None:
    line = cast("LineEditor", card.field("name").editor).entry
    assert (line.text(), line.cursorPosition()) == ("Sapato social", 0)
    line.setCursorPosition(6)
    paste(qtbot, card, "name", " 😀")
    assert document_of(card).value("name") == "Sapato 😀 social"
    assert card.field("name").counter.text() == "15 / 20"
    caret = line.cursorPosition()
    document_of(card).set_value("name", "Um Sapato 😀 social")
    assert line.cursorPosition() == caret + 3
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert (line.text(), line.cursorPosition()) == ("Sapato 😀 social", caret)


def test_junk_pasted_into_a_line_is_cleaned(qtbot: QtBot, card: Form) -> None:
    line = cast("LineEditor", card.field("name").editor).entry
    line.setCursorPosition(6)
    paste(qtbot, card, "name", "\x07 alto\r\ne\tfino")
    assert document_of(card).value("name") == "Sapato alto e fino social"
    assert line.cursorPosition() == len("Sapato alto e fino")


def test_an_emptied_optional_field_is_none_and_a_required_one_an_empty_text(qtbot: QtBot, open_form: Open) -> None:
    form = open_form(Settings, {"layers": 4, "notes": "x"})
    for name in ("layers", "notes"):
        form.focus_field(name)
        qtbot.keyClick(form.field(name).editor.entry, Qt.Key.Key_A, CTRL)
        qtbot.keyClick(form.field(name).editor.entry, Qt.Key.Key_Delete)
    assert document_of(form).values() == {"layers": None, "notes": ""}


def test_a_text_is_bound_both_ways_and_counts_its_words(qtbot: QtBot, card: Form) -> None:
    text = cast("TextEditor", card.field("description").editor).entry
    text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(text, " Confira")
    assert str(document_of(card).value("description")).endswith("ocasião. Confira")
    assert card.field("description").counter.text() == "10 palavras · mínimo 8"
    qtbot.keyClick(text, Qt.Key.Key_Z, CTRL)
    assert text.toPlainText() == f"{CARD['description']} "


def test_the_caret_of_a_text_stays_with_its_words(qtbot: QtBot, card: Form) -> None:
    text = cast("TextEditor", card.field("description").editor).entry
    cursor = text.textCursor()
    cursor.setPosition(len("Um sapato"))
    text.setTextCursor(cursor)
    document_of(card).set_value("description", f"😀 {CARD['description']}")
    assert text.textCursor().position() == len("Um sapato") + 3
    assert text.toPlainText() == document_of(card).value("description")


def test_junk_pasted_into_a_text_is_cleaned_and_files_are_not_text(qtbot: QtBot, card: Form) -> None:
    text = cast("TextEditor", card.field("description").editor).entry
    text.selectAll()
    paste(qtbot, card, "description", "um\x00\r\ndois\u00a0três\tquatro")
    assert document_of(card).value("description") == "um\ndois\u00a0três quatro"
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/foto.jpg")])  # noqa: S108 - only a name
    assert not text.canInsertFromMimeData(files)
