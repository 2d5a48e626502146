"""Dialogs: the model's two files, a form of any model, the instructions."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.form_dialog import FormDialog
from ui.model_dialog import ModelDialog
from ui.prompt_dialog import PromptDialog


class Preferences(BaseModel):
    theme: Literal["system", "light", "dark"] = Field("system", title="Tema")
    name: str = Field("Verão", title="Nome", description="Como a loja chama a coleção.", min_length=3)
    room: int = Field(0, title="Espaço", ge=0, le=1_000_000)


def test_two_files_are_needed_and_a_bad_choice_is_told_in_place(qtbot: QtBot) -> None:
    dialog = ModelDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.answer.isEnabled()
    qtbot.keyClicks(dialog.text.field, "/m/text.gguf")
    assert not dialog.answer.isEnabled()
    qtbot.keyClicks(dialog.projector.field, "/m/mmproj.gguf")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.mouseClick(dialog.answer, Qt.MouseButton.LeftButton)
    assert chosen.args == [Path("/m/text.gguf"), Path("/m/mmproj.gguf")]
    assert dialog.isVisible(), "it waits for the verdict"
    dialog.set_busy("Conferindo os arquivos…")
    assert not dialog.answer.isEnabled()
    dialog.set_message("Este projetor é de outro modelo.")
    assert dialog.message == "Este projetor é de outro modelo."
    assert dialog.answer.isEnabled()
    qtbot.keyClicks(dialog.projector.field, "x")
    assert dialog.message == "", "another choice, another verdict"


def test_files_of_before_are_offered_again(qtbot: QtBot) -> None:
    dialog = ModelDialog()
    qtbot.addWidget(dialog)
    dialog.set_paths(Path("/m/a.gguf"), None)
    assert (dialog.text.path(), dialog.projector.path()) == (Path("/m/a.gguf"), None)


def test_a_form_hands_over_valid_values_only(qtbot: QtBot) -> None:
    before = Preferences()
    dialog = FormDialog(before, "Configurações")
    qtbot.addWidget(dialog)
    dialog.show()
    confirmed: list[dict[str, object]] = []
    dialog.confirmed.connect(confirmed.append)
    dialog.document.set_value("name", "a")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert confirmed == []
    assert dialog.isVisible()
    dialog.document.set_value("name", "Inverno")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert confirmed == [{"theme": "system", "name": "Inverno", "room": 0}]
    assert before.name == "Verão"


def test_a_field_says_what_it_is_for_until_there_is_something_else_to_say(qtbot: QtBot) -> None:
    dialog = FormDialog(Preferences(), "Preferências")
    qtbot.addWidget(dialog)
    dialog.show()
    name = dialog.form.field("name")
    assert name.message.text() == "Como a loja chama a coleção."
    dialog.document.set_value("name", "V")
    name.reveal()
    assert name.message.text() != "Como a loja chama a coleção."
    dialog.document.set_value("name", "Verão")
    assert name.message.text() == "Como a loja chama a coleção."


def test_limits_are_told_with_separators_and_values_without(qtbot: QtBot) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("pt_BR"))
    dialog = FormDialog(Preferences(room=20000), "Preferências")
    told = dialog.form.field("room").counter.text()
    QLocale.setDefault(before)
    qtbot.addWidget(dialog)
    entry = dialog.form.field("room").editor.entry
    assert (told, isinstance(entry, QLineEdit) and entry.text()) == ("0–1.000.000", "20000")


def test_a_cancelled_form_hands_over_nothing(qtbot: QtBot) -> None:
    dialog = FormDialog(Preferences(), "Configurações")
    qtbot.addWidget(dialog)
    dialog.show()
    pressed: list[str] = []
    dialog.add_button("Instruções do modelo…", lambda: pressed.append("more"))
    with qtbot.assertNotEmitted(dialog.confirmed):
        qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_the_preview_follows_the_text_and_a_wrong_text_is_not_saved(qtbot: QtBot) -> None:
    def preview(text: str) -> tuple[str, str]:
        return text.upper(), "falta {{ lists }}" if "lists" not in text else ""

    dialog = PromptDialog("minhas lists", "original lists", preview)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.preview.toPlainText() == "MINHAS LISTS"
    dialog.editor.selectAll()
    qtbot.keyClicks(dialog.editor, "nada")
    qtbot.waitUntil(lambda: dialog.preview.toPlainText() == "NADA")
    assert dialog.message == "falta {{ lists }}"
    assert not dialog.save.isEnabled()
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert dialog.editor.toPlainText() == "original lists"
    assert not dialog.restore.isEnabled()
    dialog.editor.undo()
    assert dialog.editor.toPlainText() == "nada", "restoring can be undone"
    dialog.editor.redo()
    with qtbot.waitSignal(dialog.confirmed) as confirmed:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert confirmed.args == ["original lists"]
