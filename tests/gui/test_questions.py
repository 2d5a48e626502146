"""A free question about the photo in the real program: asked, answered, and put into a field where it is wanted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tests.gui.program import CTRL, DESCRIPTION, FEATURES, NAME, Program

Start = Callable[..., Program]


def answered(program: Program) -> str:
    """Ask by keys; the answer."""
    program.until(lambda: program.presenter.reading.info is not None)
    program.window.card.form.focus_field(NAME)
    program.press(Qt.Key.Key_P, CTRL)
    panel = program.window.card.help.question
    program.until(panel.isVisible)
    program.write("que está escrito na etiqueta?")
    program.press(Qt.Key.Key_Return)
    program.until(panel.put.isVisible)
    text: str = panel.view.toPlainText()
    return text


def put(program: Program, field: str) -> None:
    menu = program.window.card.help.question.findChild(QMenu)
    assert menu is not None
    action = menu.findChild(QAction, field)
    assert action is not None
    action.trigger()


def test_an_answer_is_plain_bounded_and_kept_nowhere(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    before = program.values()
    text = answered(program)
    assert 0 < len(text) <= 400
    assert text.isprintable()
    program.press(Qt.Key.Key_Escape)
    assert not program.window.card.help.question.isVisible()
    assert program.values() == before


def test_an_answer_goes_into_a_field_and_back(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    before = program.values()
    text = answered(program)
    put(program, FEATURES)
    program.until(lambda: program.values()[FEATURES] == [*before[FEATURES], text])
    assert not program.window.card.help.question.isVisible()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: program.values() == before)


def test_in_a_long_text_it_stands_behind_what_is_there(start: Start, with_model: Path, ready: Path) -> None:
    program = start()
    before = program.values()[DESCRIPTION]
    text = answered(program)
    put(program, DESCRIPTION)
    program.until(lambda: program.values()[DESCRIPTION] == f"{before}\n\n{text}")


def test_without_a_model_it_says_so(start: Start, ready: Path) -> None:
    program = start()
    program.click(program.window.card.help.ask)
    assert "Nenhum modelo" in program.window.card.help.question.note.text()
