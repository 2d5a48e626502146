"""Paints what would become of one product: its name, and before and after with the words that differ marked."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.bulk.lines import LINE_ROLE, Line
from ui.differences import Kind, Piece, differences
from ui.row_delegate import RowDelegate

ROW_HEIGHT = 76
_MARGIN = 14
_LINE = 20
_SIGN = 22
"""Room of the sign before a text."""


class LineDelegate(RowDelegate):
    """Paints rows of a :class:`ui.bulk.lines.LinesModel`; every colour is the theme's.

    Words that go are struck through and words that come are underlined, so that nobody needs the colours.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are alike."""
        return QSize(320, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        line = index.data(LINE_ROLE)
        painter.save()
        painter.setFont(font)
        self._ground(painter, rect, state)
        if isinstance(line, Line):
            place = QRect(rect.left() + _MARGIN, rect.top() + 8, rect.width() - 2 * _MARGIN, _LINE)
            self._heading(painter, place, line)
            self._texts(painter, place, line)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(theme.accent_soft if selected else theme.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.line))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _heading(self, painter: QPainter, place: QRect, line: Line) -> None:
        """The name, and at the right what else is to be said."""
        painter.save()
        metrics = QFontMetrics(painter.font())
        note = metrics.elidedText(line.note, Qt.TextElideMode.ElideRight, place.width() * 3 // 5)
        painter.setPen(QColor(self._theme.doubt if line.note else self._theme.quiet))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), note)
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text))
        room = place.width() - metrics.horizontalAdvance(note) - (16 if note else 0)
        name = QFontMetrics(font).elidedText(line.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), name)
        painter.restore()

    def _texts(self, painter: QPainter, place: QRect, line: Line) -> None:
        first, second = place.translated(0, _LINE + 1), place.translated(0, 2 * _LINE + 1)
        if line.skipped:
            self._pieces(painter, first, "", [Piece(Kind.SAME, line.before)], self._theme.quiet, QColor())
            return
        pieces = differences(line.before, line.after)
        old = [piece for piece in pieces if piece.kind is not Kind.ADDED]
        new = [piece for piece in pieces if piece.kind is not Kind.REMOVED]
        self._pieces(painter, first, "−", old, self._theme.quiet, QColor(self._theme.failure_soft))
        self._pieces(painter, second, "+", new, self._theme.text, QColor(self._theme.found))

    def _pieces(
        self, painter: QPainter, place: QRect, sign: str, pieces: Sequence[Piece], ink: str, mark: QColor
    ) -> None:
        """Draw a text from piece to piece, as far as there is room."""
        painter.save()
        painter.setPen(QColor(ink))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), sign)
        left, right = float(place.left() + _SIGN), float(place.right())
        plain = QFont(painter.font())
        marked = QFont(plain)
        (marked.setStrikeOut if sign == "−" else marked.setUnderline)(True)
        for piece in pieces:
            if left >= right:
                break
            painter.setFont(plain if piece.kind is Kind.SAME else marked)
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(piece.text, Qt.TextElideMode.ElideRight, int(right - left))
            width = metrics.horizontalAdvance(shown)
            box = QRectF(left, place.top(), width, place.height())
            if piece.kind is not Kind.SAME:
                painter.fillRect(box.adjusted(-1, 1, 1, -1), mark)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
            if shown != piece.text:
                break
            left += width
        painter.restore()
