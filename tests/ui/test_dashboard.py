"""The page of figures over any figures: tiles, plots, words for screen readers, both themes."""

import pytest
from pyqtgraph import ViewBox
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.dashboard.charts import Chart, ChartKind, Page, Tile
from ui.dashboard.plots import Axis, Plot
from ui.dashboard.window import Dashboard
from ui.theme import DARK, LIGHT

COLUMNS = Chart(
    ChartKind.COLUMNS, "Por dia", [f"{day}/3" for day in range(1, 29)], [*[3.0] * 27, None], "Três por dia."
)
SHARES = Chart(ChartKind.SHARES, "Por campo", ["Nome", "Cor"], [0.5, None], "Nome: 50 %.")
RELIABILITY = Chart(
    ChartKind.RELIABILITY, "Confiança", ["0–50 %", "50–100 %"], [None, 0.8], "Bem.", promised=[0.0, 0.9], counts=[0, 40]
)
PAGE = Page((Tile("Segundos", "6 s", "antes: 8 s"),), (COLUMNS, SHARES), foot="Só aqui.")


@pytest.fixture
def page(qtbot: QtBot) -> Dashboard:
    made = Dashboard(LIGHT)
    qtbot.addWidget(made)
    return made


def texts(page: Dashboard) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def test_it_asks_for_figures_whenever_it_comes_into_sight(page: Dashboard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.shown):
        page.show()
    assert texts(page) == ["Calculando…"]


def test_each_plot_has_its_words_and_can_be_reached_by_the_keyboard(page: Dashboard, qtbot: QtBot) -> None:
    page.show_page(PAGE, Plot)
    page.show()
    assert [plot.accessibleName() for plot in page.plots] == ["Por dia", "Por campo"]
    assert [plot.accessibleDescription() for plot in page.plots] == ["Três por dia.", "Nome: 50 %."]
    assert all(plot.focusPolicy() == Qt.FocusPolicy.TabFocus for plot in page.plots)
    assert {"6 s", "Três por dia.", "Só aqui."} <= set(texts(page))


def test_numbers_at_an_axis_are_written_as_people_here_write_them(qtbot: QtBot) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("pt_BR"))
    axis = Axis("left", ViewBox())
    told = axis.tickStrings([0, 0.2, 1], 1, 0.2), axis.tickStrings([0, 1500], 1, 500)
    QLocale.setDefault(before)
    assert told == (["0,0", "0,2", "1,0"], ["0", "1.500"])


@pytest.mark.parametrize("chart", [COLUMNS, SHARES, RELIABILITY], ids=lambda chart: str(chart.kind))
def test_plots_are_drawn_in_the_themes_colours(qtbot: QtBot, chart: Chart) -> None:
    plot = Plot(chart, LIGHT)
    qtbot.addWidget(plot)
    plot.resize(420, 190)
    for theme in (LIGHT, DARK):
        plot.set_theme(theme)
        picture = plot.grab().toImage()
        colours = {picture.pixelColor(x, y).name() for x in range(0, 420, 2) for y in range(0, 190, 2)}
        assert theme.surface in colours
        assert theme.accent in colours


def test_old_plots_go_when_figures_or_colours_change(page: Dashboard, qtbot: QtBot) -> None:
    page.show_page(PAGE, Plot)
    first = list(page.plots)
    page.show_page(PAGE, Plot)
    assert page.plots == first, "the same figures are not drawn anew"
    page.set_theme(DARK)
    assert len(page.plots) == 2
    assert not {*page.plots} & {*first}


def test_without_figures_it_says_when_they_begin(page: Dashboard) -> None:
    page.show_page(Page(empty="Ainda não há números."), Plot)
    assert page.plots == []
    assert "Ainda não há números." in texts(page)
