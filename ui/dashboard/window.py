"""The page of figures: tiles above, plots below, each with a sentence. Not modal; it knows nothing of cards."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.dashboard.charts import Chart, Page, Tile
from ui.theme import Theme
from ui.widgets import ground, label

_COLUMNS = 2

PlotMaker = Callable[[Chart, Theme], QWidget]


class Dashboard(QDialog):
    """The page.

    Attributes:
        shown: The page came into sight; its figures may be old.
        plots: The plots in their order.
    """

    shown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Números da revisão"))
        self.resize(940, 640)
        self._theme = theme
        self._page: Page | None = None
        self._make_plot: PlotMaker | None = None
        self.plots: list[QWidget] = []
        self._waiting = label(self.tr("Calculando…"), "quiet")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(16)
        self._inner = self._made_inner()
        self._scroll = QScrollArea()
        self._scroll.setProperty("role", "plain")
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(self.windowTitle())
        self._scroll.setWidget(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._column.addWidget(self._waiting)
        self._column.addStretch()

    def _made_inner(self) -> QWidget:
        made = ground(QWidget(), "plain")
        made.setLayout(self._column)
        return made

    @property
    def page(self) -> Page | None:
        """What is shown; ``None`` before anything is known."""
        return self._page

    def show_page(self, page: Page, make_plot: PlotMaker) -> None:
        """Show these figures."""
        if page == self._page:
            return
        self._page, self._make_plot = page, make_plot
        self._build(page, make_plot)

    def set_theme(self, theme: Theme) -> None:
        """Draw anew in these colours."""
        self._theme = theme
        if self._page is not None and self._make_plot is not None:
            self._build(self._page, self._make_plot)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for figures."""
        super().showEvent(event)
        self.shown.emit()

    def _build(self, page: Page, make_plot: PlotMaker) -> None:
        self._column = QVBoxLayout()
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(16)
        self.plots = []
        if page.empty:
            self._column.addWidget(label(page.empty, "title", wrap=True))
        else:
            self._column.addLayout(self._tiles(page))
            self._column.addLayout(self._charts(page, make_plot))
        if page.foot:
            self._column.addWidget(label(page.foot, "quiet", wrap=True))
        self._column.addStretch()
        self._inner = self._made_inner()
        self._scroll.setWidget(self._inner)  # which ends what was there

    def _tiles(self, page: Page) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for tile in page.tiles:
            row.addWidget(_made_tile(tile), 1)
        return row

    def _charts(self, page: Page, make_plot: PlotMaker) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, chart in enumerate(page.charts):
            plot = make_plot(chart, self._theme)
            self.plots.append(plot)
            grid.addWidget(_made_panel(chart, plot), place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        return grid


def _made_tile(tile: Tile) -> QWidget:
    panel = _panel()
    column = QVBoxLayout(panel)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(2)
    for text, role in ((tile.title, "quiet"), (tile.value, "big"), (tile.note, "caption")):
        column.addWidget(label(text, role, wrap=True))
    panel.setAccessibleName(f"{tile.title}: {tile.value}. {tile.note}")
    return panel


def _made_panel(chart: Chart, plot: QWidget) -> QWidget:
    panel = _panel()
    column = QVBoxLayout(panel)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(6)
    column.addWidget(label(chart.title, "title"))
    column.addWidget(plot)
    column.addWidget(label(chart.sentence, "caption", wrap=True))
    column.addStretch()
    return panel


def _panel() -> QFrame:
    made = QFrame()
    made.setProperty("role", "panel")
    return made
