"""Padlocks on fields: shown when somebody says so, switched by click and key, told to screen readers."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.forms.samples import CARD, Card
from ui.document import Document
from ui.forms.form import Form

LEFT = Qt.MouseButton.LeftButton


def test_nobody_sees_them_until_they_mean_something(card: Form) -> None:
    assert not any(card.field(name).padlock.isVisible() for name in card.names)
    assert not card.locks.switch("name")
    card.locks.show({"name"})
    assert all(card.field(name).padlock.isVisible() for name in card.names)
    assert card.locks.locked == {"name"}


def test_a_click_tells_what_a_person_wants(card: Form, qtbot: QtBot) -> None:
    told: list[tuple[str, bool]] = []
    card.locks.switched.connect(lambda name, locked: told.append((name, locked)))
    card.locks.show({"name"})
    for name in ("name", "colour"):
        qtbot.mouseClick(card.field(name).padlock, LEFT)
    assert card.locks.switch("features")
    assert told == [("name", False), ("colour", True), ("features", True)]
    assert card.locks.locked == {"colour", "features"}


def test_every_kind_of_field_has_one_and_keeps_its_editor(card: Form) -> None:
    card.locks.show(card.names)
    assert card.locks.locked == {*card.names}
    for name in card.names:
        field = card.field(name)
        assert field.padlock.height() <= field.height()
        assert field.editor.isVisible()


def test_it_says_what_it_is_in_words(card: Form) -> None:
    card.locks.show({"name"})
    closed, open_ = card.field("name").padlock, card.field("colour").padlock
    assert card.field("name").spec.title in closed.accessibleName()
    assert closed.toolTip().startswith("Travado")
    assert open_.accessibleDescription().startswith("Destravado")
    assert closed.isChecked()
    assert closed.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_locked_field_is_still_a_persons_to_change(card: Form) -> None:
    card.locks.show({"name"})
    entry = card.field("name").editor.entry
    assert not entry.property("readOnly")


def test_where_nothing_can_be_changed_nothing_can_be_locked(card: Form) -> None:
    card.locks.show(())
    card.set_writing("name")
    assert not card.locks.switch("name")
    card.set_writing(None)
    card.set_document(None)
    assert not card.locks.switch("name")
    card.set_document(Document(Card, CARD, parent=card))
    assert card.locks.switch("name")


def test_a_name_that_there_is_not_is_no_field(card: Form) -> None:
    card.locks.show(())
    assert not card.locks.switch("")
