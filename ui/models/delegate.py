"""Paints one model of the list: its name and how it is, its size and how it fits."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.models.row import Fit, ModelRow, Work
from ui.models.words import choice_size, fit_text, not_commercial, state_text
from ui.row_delegate import RowDelegate

ROW_ROLE = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 60
_HEADING_HEIGHT = 36
_MARGIN = 14
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_ELIDE = Qt.TextElideMode.ElideRight


class ModelDelegate(RowDelegate):
    """Paints rows that hold a :class:`ModelRow`, and headings, which hold only a text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows are alike, and so are headings."""
        return QSize(240, ROW_HEIGHT if isinstance(index.data(ROW_ROLE), ModelRow) else _HEADING_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        painter.fillRect(rect, QColor(self._theme.surface))
        if isinstance(row, ModelRow):
            self._ground(painter, rect, state)
            line = QRect(rect.left() + _MARGIN, rect.top() + 8, rect.width() - 2 * _MARGIN, 22)
            self._first(painter, line, row)
            self._second(painter, line.translated(0, 22), row)
        else:
            self._caption(painter, bold=True)
            painter.setPen(QColor(self._theme.quiet))
            painter.drawText(rect.adjusted(_MARGIN, 8, -_MARGIN, 0), _LEFT, str(index.data()).upper())
        painter.restore()

    def _caption(self, painter: QPainter, *, bold: bool = False) -> QFontMetrics:
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() - 1)
        font.setBold(bold)
        painter.setFont(font)
        return QFontMetrics(font)

    def _first(self, painter: QPainter, rect: QRect, row: ModelRow) -> None:
        """The name, and at the right end how the model is."""
        painter.save()
        colour = self._theme.failure if row.work is Work.FAILED or row.wrong else self._theme.accent
        word = state_text(row)
        metrics = self._caption(painter, bold=True)
        painter.setPen(QColor(self._theme.quiet if row.work in {Work.PAUSED, Work.WAITING} else colour))
        painter.drawText(rect, _RIGHT, word)
        painter.restore()
        painter.save()
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text))
        room = rect.width() - (metrics.horizontalAdvance(word) + 12 if word else 0)
        painter.drawText(rect, _LEFT, QFontMetrics(font).elidedText(row.name, _ELIDE, room))
        painter.restore()

    def _second(self, painter: QPainter, rect: QRect, row: ModelRow) -> None:
        """Size and fit, and at the right end the badge of a model that is not for commercial use."""
        room = rect.width() - (self._badge(painter, rect) + 8 if row.commercial is False else 0)
        choice = row.choice(row.chosen)
        size, fits = choice_size(choice), fit_text(choice.fit)
        painter.save()
        metrics = self._caption(painter)
        painter.setPen(QColor(self._theme.quiet))
        shown = metrics.elidedText(f"{size} · " if fits else size, _ELIDE, room)
        painter.drawText(rect, _LEFT, shown)
        used = metrics.horizontalAdvance(shown)
        painter.setPen(QColor(self._theme.doubt if choice.fit in {Fit.NO_MEMORY, Fit.NO_DISK} else self._theme.quiet))
        painter.drawText(rect.adjusted(used, 0, 0, 0), _LEFT, metrics.elidedText(fits, _ELIDE, room - used))
        painter.restore()

    def _badge(self, painter: QPainter, rect: QRect) -> int:
        """Draw it; returns the width it took."""
        painter.save()
        metrics = self._caption(painter)
        width = metrics.horizontalAdvance(not_commercial()) + 14
        place = QRectF(rect.right() - width + 0.5, rect.top() + 2.5, width, rect.height() - 5)
        painter.setPen(QPen(QColor(self._theme.doubt), 1))
        painter.setBrush(QColor(self._theme.doubt_soft))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), not_commercial())
        painter.restore()
        return width
