import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.forms.conftest import Open
from tests.forms.samples import CARD, SWATCHES, Card, Settings
from ui.document import Document
from ui.forms.certainty import Certainty
from ui.forms.form import Form
from ui.forms.style import form_stylesheet
from ui.theme import DARK, LIGHT, Theme

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
DOUBT = Certainty(0.5, (("Preto", 0.5), ("Azul", 0.3), ("Marrom", 0.1), ("Verde", 0.1)))


def document_of(form: Form) -> Document:
    assert form.document is not None
    return form.document


def test_tab_goes_through_the_fields_in_their_order(qtbot: QtBot, card: Form) -> None:
    card.focus_field("name")
    seen = [card.current_field]
    for _ in range(6):
        focused = card.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        seen.append(card.current_field)
    assert seen == ["name", "category", "colour", "features", "features", "features", "description"]


def test_every_field_has_a_name_a_buddy_and_its_help(card: Form) -> None:
    for name in card.names:
        field = card.field(name)
        assert field.editor.entry.accessibleName()
        buddy = field.label.buddy()
        assert buddy is not None
        assert field.isAncestorOf(buddy)
    assert card.field("name").label.toolTip() == "<p>Título &lt;curto&gt; &amp; claro</p>"
    assert "Título <curto> & claro" in card.field("name").editor.entry.accessibleDescription()


def test_certainty_is_shown_by_shape_and_words(qtbot: QtBot, card: Form) -> None:
    card.set_certainty("name", Certainty(0.95))
    card.set_certainty("colour", DOUBT)
    name, colour = card.field("name"), card.field("colour")
    assert (name.dot.level, colour.dot.level) == ("sure", "doubt")
    assert colour.dot.toolTip() == "O modelo hesitou entre Preto e Azul."
    assert colour.dot.accessibleName() == colour.dot.toolTip()
    shapes = [field.dot.grab().toImage() for field in (name, colour)]
    painted = [sum(i.pixelColor(x, y).alpha() > 0 for x in range(12) for y in range(12)) for i in shapes]
    assert all(painted)
    qtbot.keyClicks(name.editor.entry, "!")
    assert name.dot.level == "checked"
    card.set_certainty("name", None)
    assert name.dot.level == ""


def test_a_guess_is_picked_by_a_click(qtbot: QtBot, card: Form) -> None:
    card.set_swatches("colour", SWATCHES)
    card.set_certainty("colour", DOUBT)
    field = card.field("colour")
    assert [chip.text() for chip in field.chips.chips] == ["Preto 50 %", "Azul 30 %", "Marrom 10 %"]
    assert [chip.property("chosen") for chip in field.chips.chips] == [True, False, False]
    with qtbot.waitSignal(card.guess_picked) as picked:
        qtbot.mouseClick(field.chips.chips[1], Qt.MouseButton.LeftButton)
    assert picked.args == ["colour"]
    assert document_of(card).value("colour") == "Azul"
    assert [chip.property("chosen") for chip in field.chips.chips] == [False, True, False]
    assert not field.doubtful


def test_alt_and_a_digit_pick_for_the_focused_field_else_for_the_first_doubtful(qtbot: QtBot, card: Form) -> None:
    card.set_certainty("category", Certainty(0.9, (("Calçados", 0.9), ("Vestuário", 0.06))))
    card.set_certainty("colour", DOUBT)
    card.focus_field("name")
    assert card.field("colour").counter.text() == "Alt 1…3 escolhe"
    qtbot.keyClick(card.field("name").editor.entry, Qt.Key.Key_2, ALT)
    assert (document_of(card).value("colour"), document_of(card).value("name")) == ("Azul", CARD["name"])
    card.focus_field("category")
    qtbot.keyClick(card.field("category").editor.entry, Qt.Key.Key_2, ALT)
    assert document_of(card).value("category") == "Vestuário"
    assert not card.pick_guess(2)
    card.focus_field("description")
    assert not card.pick_guess(0)


def test_confirming_a_guess_ends_the_doubt_without_an_edit(qtbot: QtBot, card: Form) -> None:
    card.set_certainty("colour", DOUBT)
    with qtbot.assertNotEmitted(document_of(card).edited):
        assert card.pick_guess(0)
    assert not card.field("colour").doubtful
    assert "colour" in document_of(card).touched


def test_the_next_doubtful_field_is_found_around_the_end(qtbot: QtBot, card: Form) -> None:
    assert not card.focus_next_doubtful()
    for name in ("category", "description"):
        card.set_certainty(name, Certainty(0.3))
    found = []
    for _ in range(3):
        assert card.focus_next_doubtful()
        found.append(card.current_field)
    assert found == ["category", "description", "category"]


def test_a_field_is_locked_only_while_it_is_written(qtbot: QtBot, open_form: Open) -> None:
    form = open_form(Card, {}, guesses=True)
    document = document_of(form)
    form.set_writing("name")
    document.receive("name", "Sapa")
    line = form.field("name").editor.entry
    qtbot.keyClicks(line, "x")
    assert document.value("name") == "Sapa"
    assert (line.property("state"), form.field("name").message.text()) == ("writing", "")
    document.receive("name", "Sapato")
    form.set_writing("description")
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClicks(line, "!")
    document.receive("name", "Outro")
    assert document.value("name") == "Sapato!"
    form.set_writing(None)
    assert line.property("state") == ""


def test_nothing_moves_while_a_card_is_filled(qtbot: QtBot, open_form: Open) -> None:
    form = open_form(Card, {}, guesses=True)
    document = document_of(form)

    def places() -> list[tuple[int, int]]:
        qtbot.wait(1)
        return [(form.field(name).y(), form.field(name).height()) for name in form.names]

    before = places()
    for name, value in CARD.items():
        form.set_writing(name)
        document.receive(name, value)
        assert places() == before
        form.set_certainty(name, DOUBT if name == "colour" else Certainty(0.9, (("Calçados", 0.9), ("Móveis", 0.1))))
        assert places() == before
    form.set_writing(None)
    document.set_value("name", "x")
    assert form.field("name").message.text()
    assert places() == before


def test_an_empty_card_is_not_scolded_until_it_is_judged(qtbot: QtBot, open_form: Open) -> None:
    form = open_form(Card, {})
    assert not any(form.field(name).message.text() for name in form.names)
    assert form.focus_first_problem()
    assert form.current_field == "name"
    assert all(form.field(name).message.text() for name in form.names)
    document_of(form).reset(CARD)
    assert not form.focus_first_problem()


def test_advice_and_errors_look_different(qtbot: QtBot, card: Form) -> None:
    document_of(card).set_value("description", "Curta.")
    document_of(card).set_value("name", "x")
    description, name = card.field("description"), card.field("name")
    assert description.message.text() == "Faltam 7 palavras: o texto tem 1 e pede 8."
    assert (description.message.property("state"), name.message.property("state")) == ("marked", "wrong")
    assert name.message.text() in name.editor.entry.accessibleDescription()


def test_undo_and_redo_work_from_any_editor_and_show_the_field(qtbot: QtBot, card: Form) -> None:
    card.resize(400, 220)
    card.focus_field("name")
    qtbot.keyClicks(card.field("name").editor.entry, "!")
    card.focus_field("description")
    qtbot.keyClick(card.field("description").editor.entry, Qt.Key.Key_Z, CTRL)
    assert document_of(card).value("name") == CARD["name"]
    assert not card.field("name").visibleRegion().isEmpty()
    qtbot.keyClick(card.field("description").editor.entry, Qt.Key.Key_Z, CTRL | SHIFT)
    assert document_of(card).value("name") == f"!{CARD['name']}"


def test_leaving_a_field_ends_the_undo_step(qtbot: QtBot, card: Form) -> None:
    line = card.field("name").editor.entry
    card.focus_field("name")
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClicks(line, "ab")
    card.focus_field("description")
    card.focus_field("name")
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClicks(line, "cd")
    assert document_of(card).undo_stack.count() == 2


def test_read_only_and_no_document(qtbot: QtBot, card: Form) -> None:
    card.set_read_only(True)
    card.set_certainty("colour", DOUBT)
    for name in card.names:
        qtbot.keyClicks(card.field(name).editor.entry, "x")
    assert not card.pick_guess(1)
    assert document_of(card).values() == CARD
    card.set_read_only(False)
    old = document_of(card)
    card.set_document(None)
    qtbot.keyClicks(card.field("name").editor.entry, "x")
    old.set_value("name", "Outro")
    assert (card.field("name").editor.entry.property("text"), card.field("colour").chips.guesses) == ("", ())


def test_what_is_wrong_with_the_whole_is_said_below(qtbot: QtBot, open_form: Open) -> None:
    form = open_form(Settings, {"automatic": True})
    said = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "Escolha um idioma {primeiro}." in said
    document_of(form).set_value("language", "pt")
    said = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "Escolha um idioma {primeiro}." not in said


def test_only_some_fields(qtbot: QtBot) -> None:
    form = Form(Settings, names=["tags", "layers"])
    qtbot.addWidget(form)
    assert form.names == ("layers", "tags")
    form.set_document(Document(Settings, {}, parent=form))
    document_of(form).receive("automatic", False)
    assert document_of(form).value("automatic") is False


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_style_sheet_spells_no_colour_of_its_own(theme: Theme) -> None:
    used = set(re.findall(r"#[0-9a-f]{6}\b", form_stylesheet(theme)))
    assert used <= {getattr(theme, name) for name in Theme.__dataclass_fields__}
    assert "$" not in form_stylesheet(theme)


def test_marks_take_the_colour_of_the_theme(qtbot: QtBot, card: Form) -> None:
    card.set_certainty("colour", DOUBT)
    for theme in (LIGHT, DARK):
        card.setStyleSheet(form_stylesheet(theme))
        dot = card.field("colour").dot
        assert dot.grab().toImage().pixelColor(6, 6).name() == theme.doubt
