"""The closed list: type-ahead, keyboard, and what is not in it."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.forms.conftest import Open
from tests.forms.hands import CTRL, LEFT, document_of
from tests.forms.samples import SWATCHES, Settings
from ui.forms.choice_editor import ChoiceEditor
from ui.forms.choices_model import ChoicesModel
from ui.forms.form import Form
from ui.forms.kinds import Choice

# Said by the offscreen platform whenever a list pops up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


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


def test_tab_takes_what_the_arrows_marked_and_escape_leaves_it(qtbot: QtBot, card: Form) -> None:
    editor = cast("ChoiceEditor", card.field("category").editor)
    card.focus_field("category")
    for leave, wanted, field in ((Qt.Key.Key_Escape, "Calçados", "category"), (Qt.Key.Key_Tab, "Móveis", "colour")):
        qtbot.keyClick(editor.entry, Qt.Key.Key_Down)
        while editor.popup.currentIndex().data() != "Móveis":
            qtbot.keyClick(editor.popup, Qt.Key.Key_Up)
        qtbot.keyClick(editor.popup, leave)
        assert (document_of(card).value("category"), editor.entry.text()) == (wanted, wanted)
        assert (card.current_field, editor.popup.isVisible()) == (field, False)


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
