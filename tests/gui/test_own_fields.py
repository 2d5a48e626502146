"""The editor's own fields by clicks and keys: added, filled in, narrowed to, taken out, brought from a file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.fields import CustomField, FieldType
from tests.gui.keyboard import Keyboard
from tests.gui.program import CTRL, Program
from ui.forms.form import Form
from ui.items_dialog import ItemsDialog

Start = Callable[..., Program]


def _opened(program: Program) -> ItemsDialog:
    program.window.fields_requested.emit()
    found: list[ItemsDialog] = program.window.findChildren(ItemsDialog)
    return next(dialog for dialog in found if dialog.isVisible())


def _form(dialog: ItemsDialog) -> Form:
    assert dialog.form is not None
    return dialog.form


def _type(qtbot: QtBot, dialog: ItemsDialog, field: str, text: str) -> None:
    entry = _form(dialog).field(field).editor.entry
    if isinstance(entry, QLineEdit):
        entry.selectAll()
    qtbot.keyClicks(entry, text)


def _choose(dialog: ItemsDialog, kind: FieldType) -> None:
    document = _form(dialog).document
    assert document is not None
    document.set_value("type", kind.value)


def _shows(dialog: ItemsDialog, field: str) -> bool:
    return not _form(dialog).field(field).isHidden()


def _kind(dialog: ItemsDialog) -> str:
    entry = _form(dialog).field("type").editor.entry
    assert isinstance(entry, QLineEdit)
    return entry.text()


def _card_form(program: Program) -> Form:
    form: Form = program.window.card.form
    return form


def _add_seasons(qtbot: QtBot, program: Program) -> None:
    """Add a closed list by hand, the first time with too few entries."""
    dialog = _opened(program)
    assert not dialog.isModal()
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    _type(qtbot, dialog, "name", "Estacao")
    _choose(dialog, FieldType.CHOICE)
    assert not _form(dialog).field("entries").isHidden()
    assert _form(dialog).field("unit").isHidden()
    _type(qtbot, dialog, "entries", "calor")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()  # one entry is no list
    assert "ao menos dois itens" in _form(dialog).field("entries").message.text()
    document = _form(dialog).document
    assert document is not None
    document.set_value("entries", ["verão", "inverno"])
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "estacao" in _card_form(program).names)


def test_fields_are_added_without_a_restart_filled_in_narrowed_to_and_undone(
    qtbot: QtBot, start: Start, ready: Path
) -> None:
    program = start()
    assert ready
    _add_seasons(qtbot, program)
    assert _card_form(program).field("estacao").counter.text() == "ainda não preenchido"
    document, product = _card_form(program).document, program.presenter.bench.id
    assert document is not None
    assert document.is_valid
    document.set_value("estacao", "verão")
    program.presenter.bench.save()
    groups = program.window.facets
    qtbot.waitUntil(lambda: "own:estacao" in groups.groups and "verão" in groups.groups["own:estacao"].buttons)
    groups.groups["own:estacao"].buttons["verão"].click()
    qtbot.waitUntil(lambda: program.window.queue.view.model().rowCount() == 1)
    program.presenter.dialogs.own_fields._keep((), lambda: None)
    qtbot.waitUntil(lambda: "estacao" not in _card_form(program).names)
    qtbot.waitUntil(lambda: "own:estacao" not in groups.groups)
    assert product is not None
    card = program.presenter.catalog.product(product).card
    assert card is not None
    assert card.values["estacao"] == "verão"


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)  # whenever a list pops up
def test_a_field_is_added_by_keys_alone(start: Start, ready: Path) -> None:
    program, keys = start(), Keyboard()
    assert ready
    program.trigger("fields")
    dialog = program.dialog(ItemsDialog)
    program.until(dialog.isActiveWindow)
    keys.press(Qt.Key.Key_N, CTRL)
    assert keys.heard == "Nome"
    assert not {"unit", "entries", "words"} & {name for name in _form(dialog).names if _shows(dialog, name)}
    keys.type("Estação")
    keys.press(Qt.Key.Key_Tab)
    assert (keys.heard, _kind(dialog)) == ("O que guarda", "Texto de uma linha")
    keys.press(Qt.Key.Key_Down, times=5)  # the first one opens the list
    keys.press(Qt.Key.Key_Tab)
    assert (keys.heard, _kind(dialog)) == ("Instrução para o modelo", "Um item de uma lista")
    keys.press(Qt.Key.Key_Tab)
    assert keys.heard.startswith("Itens da lista")
    keys.type("verão")
    keys.press(Qt.Key.Key_Return)
    keys.type("inverno")
    keys.go_to("Desfazer")
    keys.press(Qt.Key.Key_Tab)
    assert keys.heard == "Modelos prontos", "as they stand beside each other"
    keys.go_to("Salvar")
    keys.press(Qt.Key.Key_Space)
    program.until(lambda: "estacao" in _card_form(program).names)
    choices = _card_form(program).field("estacao").spec.choices
    assert [choice.value for choice in choices if choice.value] == ["verão", "inverno"]


def test_what_makes_no_sense_gets_a_sentence_in_its_place(qtbot: QtBot, start: Start, ready: Path) -> None:
    program = start()
    assert ready
    dialog = _opened(program)
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    _type(qtbot, dialog, "name", "cor PRINCIPAL")
    assert "Já há um campo" in _form(dialog).field("name").message.text()
    _type(qtbot, dialog, "name", "Massa")
    _choose(dialog, FieldType.NUMBER)
    _type(qtbot, dialog, "unit", "quilinhos")
    assert "Unidade desconhecida" in _form(dialog).field("unit").message.text()
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    _type(qtbot, dialog, "unit", "kg")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "massa" in program.window.card.form.names)
    assert program.window.card.form.field("massa").label.text() == "Massa (kg)"


def test_templates_and_files_bring_fields_and_undo_takes_them_away(
    qtbot: QtBot, start: Start, ready: Path, tmp_path: Path
) -> None:
    program = start()
    assert ready
    dialog, own = _opened(program), program.presenter.dialogs.own_fields
    strange = tmp_path / "outro.json"
    for text in ("{}", "não é json", json.dumps({"program": "x", "fields": []}), "[" * 100_000):
        strange.write_text(text, encoding="utf-8")
        own.read(strange)
        assert dialog.message == "“outro.json” não tem campos de um catálogo do Fichário."
    own.read(tmp_path / "nenhum.json")
    assert dialog.message.startswith("O arquivo não pôde ser lido")
    own._add([CustomField(id="marca", type=FieldType.TEXT, name="Marca", categories=("clothing",))])
    assert dialog.message == ""
    assert [item["categories"] for item in dialog.items] == [["Vestuário"]]
    qtbot.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    assert dialog.items == []
    own._add([CustomField(id="marca", type=FieldType.TEXT, name="Marca", categories=("clothing",))])
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "marca" in program.window.card.form.names)
    own.write(tmp_path / "campos.json")
    again = _opened(program)
    qtbot.mouseClick(again.take_out, Qt.MouseButton.LeftButton)
    own.read(tmp_path / "campos.json")
    assert [item["id"] for item in again.items] == ["marca"]
    again.reject()
