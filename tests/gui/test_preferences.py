"""Settings, instructions and categories: what they change, that they last, and what happens where they cannot."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.domain import prompt
from app.settings import load_choices
from app.wording import Language
from tests.gui.program import CATEGORY, COLOUR, CTRL, DESCRIPTION, NAME, Program
from ui.form_dialog import FormDialog
from ui.prompt_dialog import PromptDialog
from ui.theme import DARK, LIGHT

# The offscreen platform says so when a closed list opens.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


def settings(program: Program, **values: Any) -> None:
    """Change settings in the dialog and save them."""
    program.press(Qt.Key.Key_Comma, CTRL)
    dialog = program.dialog(FormDialog)
    for name, value in values.items():
        entry = dialog.form.field(name).editor.entry
        entry.setFocus()
        entry.selectAll()
        program.qtbot.keyClicks(entry, value)
        dialog.form.commit()
    program.click(dialog.ok)
    program.until(lambda: not program.window.findChildren(FormDialog))
    program.window.activateWindow()
    program.until(QApplication.focusWidget)


def paper() -> str:
    return QApplication.palette().window().color().name()


def test_the_theme_changes_at_once_and_lasts(start: Start, ready: Path, choices: Path) -> None:
    program = start()
    assert paper() == LIGHT.paper
    settings(program, theme="Escuro")
    assert paper() == DARK.paper
    assert program.window.isVisible()
    program.close()
    assert load_choices(choices).settings.theme == "dark"


def test_language_and_words_change_the_form_and_the_next_cards(
    start: Start, with_model: Path, ready: Path, photos: Photos
) -> None:
    program = start()
    program.type_over(NAME, "Antes da mudanca")
    settings(program, card_language="Ingl", minimum_words="60")
    assert program.shown(NAME) == "Antes da mudanca"
    assert "mínimo 60" in program.window.card.form.field(DESCRIPTION).counter.text()
    program.drop(*photos(1))
    program.until_counts(review=4)
    new = list(program.rows())[-1]
    program.open(new)
    assert program.window.card.form.document.is_valid
    english = [choice.value for choice in program.window.card.form.field(COLOUR).spec.choices]
    assert program.values(new)[COLOUR] in english
    assert "black" in [value.lower() for value in english]
    program.close()
    again = start()
    assert "mínimo 60" in again.window.card.form.field(DESCRIPTION).counter.text()


def test_own_categories_are_the_forms_and_the_models(
    start: Start, with_model: Path, ready: Path, photos: Photos
) -> None:
    program = start()
    program.trigger("categories")
    dialog = program.dialog(PromptDialog)
    dialog.editor.setPlainText("   \n")
    program.until(lambda: dialog.message)
    assert not dialog.save.isEnabled()
    dialog.editor.setPlainText("Botas\nChinelos\nBotas\n\nTamancos")
    program.until(lambda: dialog.preview.toPlainText() == "Botas\nChinelos\nTamancos")
    program.click(dialog.save)
    form = program.window.card.form
    assert [choice.value for choice in form.field(CATEGORY).spec.choices] == ["Botas", "Chinelos", "Tamancos"]
    assert not form.document.is_valid, "the old card's category is none of the list now"
    program.drop(*photos(1))
    program.until_counts(review=4)
    assert program.values(list(program.rows())[-1])[CATEGORY] in {"Botas", "Chinelos", "Tamancos"}


def test_instructions_are_edited_with_a_preview_and_brought_back(
    start: Start, with_model: Path, photos: Photos
) -> None:
    program = start()
    program.trigger("prompt")
    dialog = program.dialog(PromptDialog)
    original = dialog.editor.toPlainText()
    dialog.editor.setPlainText("Escreva {{ assim")
    program.until(lambda: "não podem ser usadas" in dialog.message)
    assert not dialog.save.isEnabled()
    dialog.editor.setPlainText("Fale de botas.\n\n" + original)
    program.until(lambda: dialog.preview.toPlainText().startswith("Fale de botas."))
    program.click(dialog.save)
    assert not dialog.isVisible()
    program.drop(*photos(2)[:1])
    program.until_counts(review=1)
    built_in = prompt.built_in(Language.PT).version
    card = program.product(next(iter(program.rows()))).card
    assert card is not None
    assert built_in in str(card.provenance)
    assert f"{built_in}-" in str(card.provenance)
    program.close()
    again = start()
    again.trigger("prompt")
    dialog = again.dialog(PromptDialog)
    assert dialog.editor.toPlainText().startswith("Fale de botas.")
    again.click(dialog.restore)
    again.click(dialog.save)
    assert again.presenter.workplace.recipe.prompt.version == built_in


def test_a_settings_file_that_cannot_be_written_is_told_and_the_choice_holds(
    start: Start, ready: Path, choices: Path
) -> None:
    before = choices.read_bytes()
    program = start()
    # Stands in the way of the temporary file, as a folder without permission would (root may write anywhere).
    choices.with_suffix(".new.json").mkdir()
    settings(program, theme="Escuro")
    assert paper() == DARK.paper
    assert "recusou" in program.notice("IsADirectoryError")
    assert program.window.isVisible()
    program.type_over(NAME, "Nada se perde")
    product = program.opened
    program.close()
    assert choices.read_bytes() == before
    assert start().values(product)[NAME] == "Nada se perde"


def test_dialogs_open_from_the_settings(start: Start, ready: Path) -> None:
    program = start()
    program.press(Qt.Key.Key_Comma, CTRL)
    dialog = program.dialog(FormDialog)
    for name in ("Instruções do modelo…", "Categorias…"):
        program.click(next(made for made in dialog.findChildren(QPushButton) if made.text() == name))
        inner = program.dialog(PromptDialog)
        program.click(inner.cancel)
        program.until(lambda: not program.window.findChildren(PromptDialog))
    program.click(dialog.cancel)


def test_the_widths_of_the_columns_come_back(start: Start, ready: Path) -> None:
    program = start()
    program.window.resize(1440, 800)
    columns = program.window.columns
    columns.moveSplitter(columns.sizes()[0] + 291, 2)
    moved = columns.widths()
    assert moved["list"] not in {0, 336}
    program.close()
    assert start().window.columns.widths() == moved
