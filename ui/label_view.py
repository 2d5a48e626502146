"""A photo with the text that was read in it: boxes to look at, to hover over, to click and to walk through by keys."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ui.comparison import ComparisonView

_NEAR = 3.0
"""Points around a box that count as it: small print is hard to hit."""


@dataclass(frozen=True, slots=True)
class LabelLine:
    """One line of text in a photo.

    Attributes:
        text: What it says.
        corners: Around it, each as parts of the photo's width and height.
    """

    text: str
    corners: tuple[tuple[float, float], ...]


class LabelView(ComparisonView):
    """A photo over which lines of text may be shown as boxes.

    While they are, Tab goes from one to the next and then on, as from link to link, and Enter takes the current one.

    Attributes:
        line_taken: A person clicked a line, or took it by Enter; its text.
        lines_changed: Other lines are to be seen, or none.
    """

    line_taken = Signal(str)
    lines_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[LabelLine, ...] = ()
        self._shown = False
        self._current: int | None = None
        self._pressed: tuple[int, QPointF] | None = None

    @property
    def lines(self) -> tuple[LabelLine, ...]:
        """What was read."""
        return self._lines

    @property
    def current(self) -> int | None:
        """The line that the keyboard is at."""
        return self._current

    def set_lines(self, lines: tuple[LabelLine, ...]) -> None:
        """Have other lines."""
        self._lines, self._current, self._pressed = lines, None, None
        self.lines_changed.emit()
        self.update()

    def show_lines(self, shown: bool) -> None:
        """Show the boxes, or hide them."""
        self._shown, self._current = shown, None
        self.update()

    def line_at(self, at: QPointF) -> int | None:
        """The line under a point of the view, while boxes are shown; of several the smallest."""
        if not self._shown or self.pyramid is None:
            return None
        reach = QRectF(at.x() - _NEAR, at.y() - _NEAR, 2 * _NEAR, 2 * _NEAR)
        spot = QPolygonF(reach)
        found = [number for number, box in enumerate(map(self.box, self._lines)) if box.intersects(spot)]
        return min(found, key=lambda number: _area(self.box(self._lines[number])), default=None)

    def box(self, line: LabelLine) -> QPolygonF:
        """Where a line lies in the view, in points."""
        target = self._target()
        corners = (QPointF(x * target.width(), y * target.height()) + target.topLeft() for x, y in line.corners)
        return QPolygonF(list(corners))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photo, and the boxes over it."""
        super().paintEvent(event)
        if not self._shown or self.pyramid is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = QColor(self._theme.accent), QColor(self._theme.accent)
        for number, line in enumerate(self._lines):
            current = number == self._current and self.hasFocus()
            ground.setAlpha(90 if current else 28)
            painter.setBrush(ground)
            # A light line below the coloured one: boxes are seen on any photo.
            for pen in (QPen(QColor(self._theme.surface), 4 if current else 3), QPen(ink, 2.5 if current else 1.5)):
                painter.setPen(pen)
                painter.drawPolygon(self.box(line))
                painter.setBrush(Qt.BrushStyle.NoBrush)

    def event(self, event: QEvent) -> bool:
        """Say what a line reads where the pointer rests; everything else as usual."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.line_at(QPointF(event.pos()))
            if number is not None:
                QToolTip.showText(event.globalPos(), self._lines[number].text, self)
                return True
            QToolTip.hideText()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a line may become a click; it takes hold of the photo all the same."""
        number = self.line_at(event.position())
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = (number, event.position()) if left and number is not None else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over a line."""
        super().mouseMoveEvent(event)
        if not event.buttons() and self.line_at(event.position()) is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take a line that was clicked."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.line_at(event.position()) != pressed[0]:
            return
        if (event.position() - pressed[1]).manhattanLength() < QApplication.startDragDistance():
            self.line_taken.emit(self._lines[pressed[0]].text)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom, but for a line, which was taken by the first click."""
        if self.line_at(event.position()) is None:
            super().mouseDoubleClickEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By Tab, begin at the first line; backwards, at the last."""
        super().focusInEvent(event)
        starts = {Qt.FocusReason.TabFocusReason: 0, Qt.FocusReason.BacktabFocusReason: len(self._lines) - 1}
        if self._shown and self._lines and event.reason() in starts:
            self._go_to(starts[event.reason()])

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802  # Qt's name
        """Tab goes through the lines before it goes on."""
        following = (-1 if forward else len(self._lines)) if self._current is None else self._current
        following += 1 if forward else -1
        if self._shown and self.hasFocus() and 0 <= following < len(self._lines):
            self._go_to(following)
            return True
        self._current = None
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the current line; everything else as for any photo."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers()
        if enter and self._shown and self._current is not None:
            self.line_taken.emit(self._lines[self._current].text)
        else:
            super().keyPressEvent(event)

    def _go_to(self, number: int) -> None:
        self._current = number
        said = self.tr("Texto lido, {number} de {count}: {text}. Enter usa este texto.")
        self.setAccessibleDescription(
            said.format(number=number + 1, count=len(self._lines), text=self._lines[number].text)
        )
        self.update()


def _area(box: QPolygonF) -> float:
    return box.boundingRect().width() * box.boundingRect().height()
