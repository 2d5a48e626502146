"""What all painted rows have in common: the theme's colours, and the ground that a row stands on."""

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from ui.theme import LIGHT, Theme

_EDGE = 3


class RowDelegate(QStyledItemDelegate):
    """Paints rows in a theme's colours; what stands in them is for who derives from it to paint."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        self._theme = theme

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        """The ground, with an edge where the row is selected and a frame where the keyboard is in it."""
        theme = self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(theme.accent_soft if selected else theme.surface))
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), _EDGE, rect.height()), QColor(theme.accent))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.line))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(5.5, 3.5, -3.5, -4.5), 6, 6)
