"""Values that somebody else proposes: seen, heard, clicked, and reached with the keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.forms.conftest import Open
from tests.forms.hands import CTRL, LEFT, document_of
from tests.forms.samples import CARD, Card
from ui.forms.form import Form
from ui.forms.suggestions import Suggestion

COLOURS = (
    Suggestion("azul", "#2456a6", 0.62, "62 % do produto"),
    Suggestion("branco", "#f0f0ee", 0.27),
    Suggestion("preto", "#101012", 0.004),
)


@pytest.fixture
def suggested(card: Form) -> Form:
    """A card whose colour somebody has proposals for; it holds another."""
    assert document_of(card).value("colour") not in {one.value for one in COLOURS}
    card.field("colour").suggestions.suggest("Na foto:", COLOURS)
    return card


def chips(form: Form) -> tuple[QPushButton, ...]:
    return form.field("colour").suggestions.chips


def colour_in(chip: QPushButton) -> str:
    """What is painted in the middle of a chip's swatch."""
    image = chip.icon().pixmap(chip.iconSize(), 1.0).toImage()
    return image.pixelColor(image.height() // 2, image.height() // 2).name()


def test_each_shows_its_colour_its_name_and_its_share(suggested: Form) -> None:
    assert [chip.text() for chip in chips(suggested)] == ["azul 62 %", "branco 27 %", "preto < 1 %"]
    assert [colour_in(chip) for chip in chips(suggested)] == [one.colour for one in COLOURS]
    assert chips(suggested)[0].toolTip() == "62 % do produto"
    assert all(chip.isVisible() for chip in chips(suggested))


def test_a_click_takes_one_as_a_persons_word_and_can_be_undone(qtbot: QtBot, suggested: Form) -> None:
    document = document_of(suggested)
    before = document.value("colour")
    with qtbot.waitSignal(suggested.guess_picked) as picked:
        qtbot.mouseClick(chips(suggested)[1], LEFT)
    assert picked.args == ["colour"]
    assert document.value("colour") == "branco"
    assert "colour" in document.touched
    assert [chip.property("chosen") for chip in chips(suggested)] == [False, True, False]
    suggested.focus_field("colour")
    qtbot.keyClick(suggested.field("colour").editor.entry, Qt.Key.Key_Z, CTRL)
    assert document.value("colour") == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keyboard_reaches_every_one(qtbot: QtBot, suggested: Form, key: Qt.Key) -> None:
    suggested.focus_field("colour")
    qtbot.keyClick(suggested.field("colour").editor.entry, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is chips(suggested)[0]
    assert suggested.current_field == "colour"
    qtbot.keyClick(chips(suggested)[0], Qt.Key.Key_Right)
    qtbot.keyClick(chips(suggested)[1], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is chips(suggested)[2]
    qtbot.keyClick(chips(suggested)[2], Qt.Key.Key_Right)
    qtbot.keyClick(chips(suggested)[0], Qt.Key.Key_Left)
    qtbot.keyClick(chips(suggested)[2], key)
    assert document_of(suggested).value("colour") == "preto"


def test_tab_stops_once_at_the_chosen_one(qtbot: QtBot, suggested: Form) -> None:
    qtbot.mouseClick(chips(suggested)[1], LEFT)
    suggested.focus_field("colour")
    qtbot.keyClick(suggested.field("colour").editor.entry, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is chips(suggested)[1]
    qtbot.keyClick(chips(suggested)[1], Qt.Key.Key_Tab)
    assert suggested.current_field != "colour"


def test_those_who_hear_the_form_hear_name_share_and_choice(qtbot: QtBot, suggested: Form) -> None:
    qtbot.mouseClick(chips(suggested)[0], LEFT)
    heard = QAccessible.queryAccessibleInterface(chips(suggested)[0])
    assert heard.text(QAccessible.Text.Name) == "Na foto: azul, 62 %"
    assert heard.text(QAccessible.Text.Description) == "62 % do produto, escolhida"
    assert heard.role() == QAccessible.Role.Button
    other = QAccessible.queryAccessibleInterface(chips(suggested)[1])
    assert (other.text(QAccessible.Text.Name), other.text(QAccessible.Text.Description)) == (
        "Na foto: branco, 27 %",
        "",
    )


def test_what_is_being_written_is_not_taken(qtbot: QtBot, suggested: Form) -> None:
    before = document_of(suggested).value("colour")
    suggested.set_writing("colour")
    qtbot.mouseClick(chips(suggested)[0], LEFT)
    assert document_of(suggested).value("colour") == before
    suggested.set_writing(None)
    qtbot.mouseClick(chips(suggested)[0], LEFT)
    assert document_of(suggested).value("colour") == "azul"


def test_without_suggestions_there_is_no_row(open_form: Open) -> None:
    form = open_form(Card, CARD, guesses=True)
    assert not form.field("colour").suggestions.isVisible()
    form.field("colour").suggestions.suggest("Na foto:", COLOURS)
    assert form.field("colour").suggestions.isVisible()
    form.set_document(form.document)
    assert not form.field("colour").suggestions.isVisible()
    assert chips(form) == ()


def test_where_it_is_narrow_they_stand_in_more_lines(qtbot: QtBot, suggested: Form) -> None:
    suggested.resize(240, 700)
    row = suggested.field("colour").suggestions
    qtbot.waitUntil(lambda: row.height() >= row.heightForWidth(row.width()))
    places = [chip.geometry() for chip in chips(suggested)]
    assert len({place.top() for place in places}) > 1
    assert all(row.rect().contains(place) for place in places)
    assert QTest.qWaitForWindowExposed(suggested)
    assert row.mapTo(suggested, QPoint(0, 0)).y() > 0
