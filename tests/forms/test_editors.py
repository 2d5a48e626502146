from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.forms.conftest import Open
from tests.forms.samples import CARD, SWATCHES, Card, Settings
from ui.document import Document
from ui.forms.choice_editor import ChoiceEditor
from ui.forms.choices_model import ChoicesModel
from ui.forms.flag_editor import FlagEditor
from ui.forms.form import Form
from ui.forms.kinds import Choice
from ui.forms.line_editor import LineEditor
from ui.forms.list_editor import ListEditor
from ui.forms.number_editor import NumberEditor
from ui.forms.path_editor import PathEditor
from ui.forms.text_editor import TextEditor

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton

# Said by the offscreen platform whenever a list pops up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


def document_of(form: Form) -> Document:
    assert form.document is not None
    return form.document


def paste(qtbot: QtBot, form: Form, name: str, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(form.field(name).editor.entry, Qt.Key.Key_V, CTRL)


# Line


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


# Long text


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


# Closed list


def test_type_ahead_finds_without_accents(qtbot: QtBot, card: Form) -> None:
    editor = cast("ChoiceEditor", card.field("category").editor)
    card.focus_field("category")
    qtbot.keyClicks(editor.entry, "mov")
    assert editor.popup.isVisible()
    shown = [editor.popup.model().index(row, 0).data() for row in range(editor.popup.model().rowCount())]
    assert shown == ["Móveis", "Automóveis"]
    assert document_of(card).value("category") == "Calçados"
    qtbot.keyClick(editor.popup, Qt.Key.Key_Down)
    qtbot.keyClick(editor.popup, Qt.Key.Key_Up)
    qtbot.keyClick(editor.popup, Qt.Key.Key_Return)
    assert (document_of(card).value("category"), editor.entry.text()) == ("Móveis", "Móveis")
    qtbot.keyClick(editor.entry, Qt.Key.Key_Z, CTRL)
    assert editor.entry.text() == "Calçados"


def test_tab_takes_the_marked_entry_and_moves_on(qtbot: QtBot, card: Form) -> None:
    editor = cast("ChoiceEditor", card.field("category").editor)
    card.focus_field("category")
    qtbot.keyClicks(editor.entry, "ves")
    qtbot.keyClick(editor.popup, Qt.Key.Key_Tab)
    assert document_of(card).value("category") == "Vestuário"
    assert card.current_field == "colour"
    assert not editor.popup.isVisible()


def test_the_whole_list_opens_on_a_click_and_an_entry_can_be_clicked(qtbot: QtBot, card: Form) -> None:
    editor = cast("ChoiceEditor", card.field("category").editor)
    qtbot.mouseClick(editor.entry, LEFT)
    assert editor.popup.model().rowCount() == 5
    assert editor.popup.currentIndex().data() == "Calçados"
    place = editor.popup.visualRect(editor.popup.model().index(2, 0)).center()
    qtbot.mouseClick(editor.popup.viewport(), LEFT, pos=place)
    assert document_of(card).value("category") == "Eletrônicos"


@pytest.mark.parametrize("leave", ["focus", "approve", "commit"])
def test_what_is_not_in_the_list_is_kept_and_marked(qtbot: QtBot, card: Form, leave: str) -> None:
    editor = cast("ChoiceEditor", card.field("category").editor)
    card.focus_field("category")
    qtbot.keyClicks(editor.entry, "Sapataria")
    assert not editor.popup.isVisible()
    match leave:
        case "focus":
            card.focus_field("description")
        case "approve":
            qtbot.keyClick(editor.entry, Qt.Key.Key_Return, CTRL)
        case _:
            card.commit()
    assert (editor.entry.text(), document_of(card).value("category")) == ("Sapataria", "Sapataria")
    assert card.field("category").message.text() == "Escolha um item da lista."
    assert not document_of(card).is_valid


def test_an_entry_written_out_is_taken_and_escape_forgets(qtbot: QtBot, card: Form) -> None:
    editor = cast("ChoiceEditor", card.field("category").editor)
    card.focus_field("category")
    qtbot.keyClicks(editor.entry, "nada")
    qtbot.keyClick(editor.entry, Qt.Key.Key_Escape)
    assert editor.entry.text() == "Calçados"
    editor.entry.selectAll()
    qtbot.keyClicks(editor.entry, "eletronicos")
    editor.popup.hide()
    card.focus_field("name")
    assert document_of(card).value("category") == "Eletrônicos"


def test_an_optional_list_shows_labels_and_can_be_left_open(qtbot: QtBot, open_form: Open) -> None:
    form = open_form(Settings, {"language": "pt"})
    editor = cast("ChoiceEditor", form.field("language").editor)
    assert editor.entry.text() == "Português"
    qtbot.keyClick(editor.entry, Qt.Key.Key_Down)
    qtbot.keyClick(editor.popup, Qt.Key.Key_Home, CTRL)
    editor.popup.setCurrentIndex(editor.popup.model().index(0, 0))
    qtbot.keyClick(editor.popup, Qt.Key.Key_Return)
    assert document_of(form).value("language") is None


def test_the_model_of_a_closed_list(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    model = ChoicesModel([Choice(name, name) for name in ("Preto", "Azul", "Azul-marinho")])
    qtmodeltester.check(model)
    model.set_swatches(SWATCHES)
    model.narrow("az")
    assert [model.index(row).data() for row in range(model.rowCount())] == ["Azul", "Azul-marinho"]
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is not None
    model.narrow("MAR")
    assert model.rowCount() == 1
    qtmodeltester.check(model)


# List


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


# Number, flag, path


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
    assert [row.line.text() for row in rows(card).rows] == ["", "", ""]
