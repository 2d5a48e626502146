"""Small helpers for how the form's widgets look. Painted widgets take their colour from the style sheet's ``color``."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

SWATCH = 12
"""Diameter of a swatch, in logical pixels."""

ICON_GAP = 3
"""Room at the right of a swatch that is an icon."""


def set_look(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a dynamic property that the style sheet reads, and have it read again if it is another."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def resized_font(widget: QWidget, points: float) -> QFont:
    """The widget's font, larger or smaller by so many points."""
    font = QFont(widget.font())
    if font.pointSizeF() > 0:
        font.setPointSizeF(max(font.pointSizeF() + points, 6.0))
    return font


def ink(widget: QWidget) -> QColor:
    """The colour that the style sheet gives a painted widget."""
    return widget.palette().color(widget.foregroundRole())


def paint_swatch(painter: QPainter, area: QRectF, colour: QColor) -> None:
    """Paint a disc of a colour with a rim that shows on any ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(128, 128, 128, 170), 1.0))
    painter.setBrush(colour)
    painter.drawEllipse(area.adjusted(0.5, 0.5, -0.5, -0.5))


def swatch_icon(colour: str) -> QIcon:
    """A swatch for lists and buttons sharp up to four pixels a logical pixel."""
    ratio = 4
    pixmap = QPixmap((SWATCH + ICON_GAP) * ratio, SWATCH * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_swatch(painter, QRectF(0, 0, SWATCH, SWATCH), QColor(colour))
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # else Qt tints it, and a swatch is data
    return icon


def paint_chevron(painter: QPainter, area: QRectF, colour: QColor) -> None:
    """Paint a small chevron that points down, in the middle of an area."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    middle = area.center()
    points = [QPointF(middle.x() + x, middle.y() + y) for x, y in ((-4, -2), (0, 2), (4, -2))]
    painter.drawPolyline(points)


def paint_tick(painter: QPainter, area: QRectF, colour: QColor) -> None:
    """Paint a tick, a third smaller than a square area, in its middle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    unit, middle = area.width() / 12, area.center()
    points = [QPointF(middle.x() + unit * x, middle.y() + unit * y) for x, y in ((-3.5, 0.5), (-1, 3), (3.5, -2.5))]
    painter.drawPolyline(points)
