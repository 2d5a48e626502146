"""What happened to a product, told in the card's column, and the way back to any version, by keys and clicks."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.states import State
from tests.gui.program import CTRL, DESCRIPTION, NAME, Program
from ui.differences import Kind

Start = Callable[[], Program]


def titles(program: Program) -> list[str]:
    return [row.happening.title for row in program.window.side.history.rows]


def test_history_opens_by_a_key_and_goes_back_to_a_version(start: Start, ready: Path) -> None:
    program = start()
    first = program.opened
    old = program.values(first)[NAME]
    program.type_over(NAME, "Mesa de centro")
    program.press(Qt.Key.Key_H, CTRL)
    side = program.window.side
    program.until(lambda: titles(program)[:1] == ["Editada"])
    assert side.telling
    (change,) = side.history.rows[0].happening.changes
    assert change.name == program.presenter.workplace.card.model_fields[NAME].title
    assert "".join(piece.text for piece in change.pieces if piece.kind is not Kind.REMOVED) == "Mesa de centro"
    assert side.history.rows[0].happening.when == "agora há pouco"
    written = next(row for row in side.history.rows if row.happening.title == "Ficha escrita pelo modelo")
    assert not side.history.rows[0].back.isVisible(), "one stands there already"
    program.until(written.back.isVisible)
    program.click(written.back)
    program.until(lambda: program.values(first)[NAME] == old)
    program.until(lambda: titles(program)[0] == "De volta a uma versão anterior")
    program.answer("decision", "Desfazer")
    program.until(lambda: program.values(first)[NAME] == "Mesa de centro")
    program.until(lambda: titles(program)[0] == "Desfeito: volta a uma versão anterior")
    side.history.area.setFocus()
    program.press(Qt.Key.Key_Escape)
    assert not side.telling
    assert program.shown(NAME) == "Mesa de centro"


def test_history_follows_the_open_product(start: Start, ready: Path) -> None:
    program = start()
    first, second, _ = program.rows()
    program.click(program.window.card.header.history)
    program.until(lambda: bool(titles(program)))
    assert QApplication.focusWidget() is program.window.side.history.area
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.opened == second)
    program.until(lambda: titles(program)[0] == "Ficha escrita pelo modelo")
    program.open(first)
    program.until(lambda: titles(program)[0] == "Aprovada")
    assert program.product(first).state is State.APPROVED


def test_an_approved_card_that_goes_back_is_to_be_reviewed_again(start: Start, ready: Path) -> None:
    program = start()
    first, *_ = program.rows()
    old = program.values(first)[DESCRIPTION]
    program.type_over(DESCRIPTION, "Outro texto, mais curto")
    program.until(lambda: program.values(first)[DESCRIPTION] != old)
    program.catalog.approve(first, program.product(first).version)
    program.open(first)
    program.trigger("history")
    program.until(lambda: titles(program)[:2] == ["Aprovada", "Editada"])
    program.until(program.window.side.history.rows[-2].back.isVisible)
    program.click(program.window.side.history.rows[-2].back)
    program.until(lambda: program.values(first)[DESCRIPTION] == old)
    assert program.product(first).state is State.REVIEW
