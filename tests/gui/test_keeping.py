"""What was read before, in the window: said in a quiet word, written anew when asked, and gone when asked."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.pipeline.keeping import kept
from app.settings import load_choices, save_choices
from inference.cache import Contents
from tests.gui.program import CTRL, Program
from ui.form_dialog import FormDialog
from ui.style import Appearance

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


@pytest.fixture
def elsewhere(qtbot: QtBot, appearance: Appearance, tmp_path: Path, with_model: Path) -> Iterator[Program]:
    """The program on another catalogue of the same person's."""
    program = Program(qtbot, appearance, tmp_path / "outro", with_model)
    yield program
    program.close()


def by_photo(program: Program) -> dict[str, Any]:
    """Photo's name → what its card says."""
    return {program.product(number).photos[0].path.name: program.values(number) for number in program.rows()}


def said(program: Program, text: str) -> bool:
    return text in program.notice("kept")


def warm(path: Path) -> None:
    """Let cards differ from seed to seed."""
    chosen = load_choices(path)
    settings = chosen.settings.model_copy(update={"temperature": 1.0})
    save_choices(chosen.model_copy(update={"settings": settings}), path)


def test_read_before_in_another_catalogue(start: Start, with_model: Path, photos: Photos, elsewhere: Program) -> None:
    program = start()
    program.drop(*photos(2))
    program.until_counts(review=2)
    program.until(lambda: program.window.facets.batch.summary() == "2 de 2 pronta(s)")
    assert not program.window.facets.batch.kept.isVisible()
    first = by_photo(program)
    program.close()
    elsewhere.start()
    elsewhere.drop(*photos(3))
    elsewhere.until_counts(review=3)
    elsewhere.until(lambda: elsewhere.window.facets.batch.summary() == "3 de 3 pronta(s)")
    assert elsewhere.window.facets.batch.kept.isVisible()
    assert elsewhere.window.facets.batch.kept.text().startswith("2 já lida")
    again = by_photo(elsewhere)
    assert {name: again[name] for name in first} == first


def test_generate_again_gives_another_card(start: Start, with_model: Path, photos: Photos) -> None:
    warm(with_model)
    program = start()
    program.drop(*photos(1))
    program.until_counts(review=1)
    seen = [program.values()]
    for _ in range(2):
        program.window.queue.view.setFocus()
        program.press(Qt.Key.Key_R, CTRL)
        program.until(lambda: program.product().card is not None and program.values() not in seen)
        program.until_counts(review=1)
        seen.append(program.values())
    program.until(lambda: program.window.facets.batch.summary() == "1 de 1 pronta(s)")
    assert not program.window.facets.batch.kept.isVisible()


def test_what_is_kept_can_be_deleted(start: Start, with_model: Path, photos: Photos) -> None:
    program = start()
    program.drop(*photos(1))
    program.until_counts(review=1)
    assert kept().entries == 2
    card = program.values()
    for told in ("2 leitura", "Não havia leituras guardadas."):
        program.window.settings_requested.emit()
        dialog = program.dialog(FormDialog)
        (button,) = (made for made in dialog.findChildren(QPushButton) if made.text() == "Apagar leituras")
        program.click(button)
        program.until(partial(said, program, told))
        dialog.reject()
    assert kept() == Contents(0, 0)
    assert program.values() == card
