"""The page of figures in the real program."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from app.gui.dashboard import Figures
from tests.gui.program import CTRL, NAME, Program
from ui.dashboard.window import Dashboard

Start = Callable[[], Program]


def opened(program: Program) -> Dashboard:
    program.press(Qt.Key.Key_D, CTRL)
    figures: Figures = program.presenter.figures
    program.until(lambda: figures.dashboard is not None and figures.dashboard.page is not None)
    assert figures.dashboard is not None
    return figures.dashboard


def test_an_empty_catalogue_says_when_figures_begin(start: Start, ten: list[int]) -> None:
    page = opened(start()).page
    assert page is not None
    assert "primeira ficha aprovada" in page.empty


def test_what_is_approved_shows_in_the_figures(start: Start, ten: list[int]) -> None:
    program = start()
    program.open(ten[0])
    program.type_over(NAME, "Caneca com outro nome")
    program.press(Qt.Key.Key_Return, CTRL)
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.counts().get("approved") == 2)  # type: ignore[call-overload]  # a StrEnum's value
    dashboard = opened(program)
    page = dashboard.page
    assert page is not None
    _, cards, fields, trust = page.charts
    assert page.tiles[2].value == "2"
    assert cards.values[-1] == 2
    assert fields.labels[0] == "Nome do produto"
    assert list(fields.values) == [0.5, 1, 1, 1, 1]
    assert "Nome do produto: 50 %" in fields.sentence
    assert len(trust.counts) == len(trust.values) == 10
    assert "100 respostas" in trust.sentence
    dashboard.close()
    program.window.activateWindow()
    program.until(program.window.isActiveWindow)
    program.press(Qt.Key.Key_Return, CTRL)
    program.until(lambda: program.counts().get("approved") == 3)  # type: ignore[call-overload]  # as above
    program.until(lambda: opened(program).page.tiles[2].value == "3")  # type: ignore[union-attr]  # it is shown
