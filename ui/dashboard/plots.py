"""Charts drawn by pyqtgraph: still pictures in the theme's colours, with their words for screen readers."""

from collections.abc import Sequence
from math import floor, log10

import pyqtgraph as pg
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.dashboard.charts import Chart, ChartKind
from ui.theme import Theme

_MOST_LABELS = 7
"""Labels under columns at most; more would touch each other."""
_HEIGHT = 190
_TALLEST = 0.3
"""Of a reliability's height, for the bar of most things."""
_DASHED = Qt.PenStyle.DashLine


class Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph carries no types
    """An axis whose numbers are written as people here write them, and whose ticks are its labels."""

    def __init__(self, side: str, view: pg.ViewBox) -> None:
        super().__init__(side, linkView=view)
        # The first and the last label stand half outside; lines at them would lie over the bars.
        self.setStyle(hideOverlappingLabels=False, tickLength=0)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802 - its name
        """The numbers, with as many decimals as tell two neighbours apart."""
        decimals = max(0, -floor(log10(spacing * scale)))
        return [QLocale().toString(float(value * scale), "f", decimals) for value in values]


class Plot(pg.GraphicsLayoutWidget):  # type: ignore[misc]  # pyqtgraph carries no types
    """One chart. It takes the keyboard so that a screen reader can come to it; nothing in it can be moved.

    Put together from a view and two axes: pyqtgraph's own plot brings menus that nobody asked for.
    """

    def __init__(self, chart: Chart, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self._theme = theme
        self._view = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._axes = {name: Axis(name, self._view) for name in ("left", "bottom")}
        self.ci.setContentsMargins(4, 4, 18, 2)
        self.ci.setSpacing(0)
        self.addItem(self._axes["left"], 0, 0)
        self.addItem(self._view, 0, 1)
        self.addItem(self._axes["bottom"], 1, 1)
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.sentence)
        self.set_theme(theme)

    @property
    def chart(self) -> Chart:
        """What is drawn."""
        return self._chart

    def set_theme(self, theme: Theme) -> None:
        """Draw anew in these colours."""
        self._theme = theme
        self.setBackground(QColor(theme.surface))
        self._view.clear()
        for axis in self._axes.values():
            axis.setPen(QColor(theme.line))
            axis.setTextPen(QColor(theme.quiet))
        match self._chart.kind:
            case ChartKind.COLUMNS:
                self._draw_columns()
            case ChartKind.SHARES:
                self._draw_shares()
            case ChartKind.RELIABILITY:
                self._draw_reliability()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show by a frame where the keyboard is."""
        super().focusInEvent(event)
        self.setStyleSheet(f"border: 1px solid {self._theme.accent};")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self.setStyleSheet("")

    def _draw_columns(self) -> None:
        values = self._chart.values
        there = [(place, value) for place, value in enumerate(values) if value is not None]
        x, heights = [place for place, _ in there], [value for _, value in there]
        self._add_bars(x=x, height=heights, width=0.7)
        step = max(1, -(-len(values) // _MOST_LABELS))
        named = list(enumerate(self._chart.labels))
        self._axes["bottom"].setTicks([named[::-step]])  # from the last one, which is today
        self._view.setXRange(-0.6, len(values) - 0.4, padding=0)
        self._view.setYRange(0, max([*heights, 1]) * 1.08, padding=0)

    def _draw_shares(self) -> None:
        values = self._chart.values
        rows = [len(values) - 1 - place for place in range(len(values))]
        self._add_bars(x0=0, y=rows, height=0.55, width=[1] * len(rows), colour=self._theme.line)
        self._add_bars(x0=0, y=rows, height=0.55, width=[value or 0.0 for value in values])
        for row, value in zip(rows, values, strict=True):
            words = "—" if value is None else f"{round(100 * value)} %"
            self._write(words, 1.02, row, self._theme.text, (0, 0.5))
        self._axes["left"].setTicks([list(zip(rows, self._chart.labels, strict=True))])
        self._axes["bottom"].setTicks([_percents()])
        self._view.setXRange(0, 1.22, padding=0)
        self._view.setYRange(-0.6, len(values) - 0.4, padding=0)

    def _draw_reliability(self) -> None:
        counts = self._chart.counts
        width, most = 1 / max(1, len(counts)), max(counts, default=0)
        middles = [(place + 0.5) * width for place in range(len(counts))]
        heights = [_TALLEST * count / max(1, most) for count in counts]
        self._add_bars(x=middles, height=heights, width=0.9 * width, y0=0, colour=self._theme.line)
        for middle, height, count in zip(middles, heights, counts, strict=True):
            if count:
                self._write(self.locale().toString(count), middle, height, self._theme.quiet, (0.5, 1))
        self._view.addItem(pg.PlotCurveItem([0, 1], [0, 1], pen=pg.mkPen(QColor(self._theme.quiet), style=_DASHED)))
        points = zip(self._chart.promised, self._chart.values, strict=True)
        there = [(promised, value) for promised, value in points if value is not None]
        accent = QColor(self._theme.accent)
        x, y = [promised for promised, _ in there], [value for _, value in there]
        self._view.addItem(pg.PlotCurveItem(x, y, pen=pg.mkPen(accent, width=2)))
        self._view.addItem(pg.ScatterPlotItem(x, y, size=9, brush=accent, pen=None))
        for axis in self._axes.values():
            axis.setTicks([_percents()])
        self._view.setXRange(0, 1.04, padding=0)
        self._view.setYRange(0, 1.04, padding=0)

    def _write(self, words: str, x: float, y: float, colour: str, anchor: tuple[float, float]) -> None:
        text = pg.TextItem(words, color=QColor(colour), anchor=anchor)
        text.setPos(x, y)
        self._view.addItem(text, ignoreBounds=True)

    def _add_bars(self, *, colour: str = "", **bars: object) -> None:
        self._view.addItem(pg.BarGraphItem(brush=QColor(colour or self._theme.accent), pen=None, **bars))


def _percents() -> list[tuple[float, str]]:
    return [(share / 100, f"{share} %") for share in range(0, 101, 25)]
