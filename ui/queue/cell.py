"""Paints one product of the grid: its picture, whole, its name, why it was found, and where it stands."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.queue.delegate import SURE, QueueDelegate, mark_of
from ui.queue.model import LIVE_ROLE, PICTURE_SIDE, ROW_ROLE, QueueModel
from ui.queue.row import Live, Match, QueueRow, RowState, state_word

CELL = QSize(PICTURE_SIDE + 8, PICTURE_SIDE + 68)
"""The least room of a cell."""
_LINE = 22
_EDGE = 8


class CellDelegate(QueueDelegate):
    """Paints cells of a :class:`QueueModel`."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        row, live = index.data(ROW_ROLE), index.data(LIVE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        self._cell_ground(painter, rect, state)
        if isinstance(row, QueueRow):
            room = QRect(rect.left() + (rect.width() - PICTURE_SIDE) // 2, rect.top() + 8, PICTURE_SIDE, PICTURE_SIDE)
            self._picture(painter, room, index, row)
            text = QRect(rect.left() + _EDGE, room.bottom() + 5, rect.width() - 2 * _EDGE, _LINE)
            if row.id == self.target:
                self._cue(painter, text.adjusted(-4, 0, 4, _LINE))
            else:
                self._words_of(painter, text, row, live if isinstance(live, Live) else None)
        painter.restore()

    def _cell_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange
        painter.fillRect(rect, QColor(theme.surface))
        if selected or focused:
            painter.setPen(QPen(QColor(theme.accent), 2 if focused else 1))
            painter.setBrush(QColor(theme.accent_soft if selected else theme.surface))
            painter.drawRoundedRect(QRectF(rect).adjusted(2.5, 2.5, -2.5, -2.5), 8, 8)

    def _picture(
        self, painter: QPainter, room: QRect, index: QModelIndex | QPersistentModelIndex, row: QueueRow
    ) -> None:
        model = index.model()
        place = room
        pixmap = model.picture(row.id, painter.device().devicePixelRatioF()) if isinstance(model, QueueModel) else None
        if pixmap is not None and not pixmap.isNull():
            size = pixmap.deviceIndependentSize().toSize()
            place = QRect(
                room.left() + (room.width() - size.width()) // 2,
                room.top() + (room.height() - size.height()) // 2,
                size.width(),
                size.height(),
            )
            painter.drawPixmap(place.topLeft(), pixmap)
        else:
            painter.setPen(QColor(self._theme.line))
            painter.setBrush(QColor(self._theme.field))
            painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if row.photos > 1:
            self._badge(painter, place, f"{row.photos}")

    def _words_of(self, painter: QPainter, text: QRect, row: QueueRow, live: Live | None) -> None:
        """The name, and below it what the list says of it: how alike or why found, and where it stands."""
        painter.save()
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        unwritten = row.state in {RowState.QUEUED, RowState.GENERATING, RowState.CANCELLED}
        painter.setPen(QColor(self._theme.quiet if unwritten else self._theme.text))
        name = live.title if live is not None and live.title else row.title
        room = self._twin(painter, text) if row.repeated else text
        shown = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        self._text(painter, room, shown)
        painter.restore()
        below = text.translated(0, _LINE)
        words, colour = self._standing(row)
        sure = row.state is RowState.REVIEW
        if mark := mark_of(row):
            quiet = row.match is Match.TEXT
            used = self._left(painter, below, mark, self._theme.quiet if quiet else self._theme.accent, bold=not quiet)
            self._right(painter, below.adjusted(used + 8, 0, 0, 0), words, colour, bold=sure)
        else:
            self._left(painter, below, words, colour, bold=sure)

    def _left(self, painter: QPainter, rect: QRect, words: str, colour: str, *, bold: bool) -> int:
        """Draw a caption at the left end; returns the width it took."""
        painter.save()
        metrics = self._caption(painter, bold=bold)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
        painter.restore()
        return metrics.horizontalAdvance(shown)

    def _standing(self, row: QueueRow) -> tuple[str, str]:
        """The state in a word, or how sure a card is that waits to be reviewed; and in which colour."""
        theme = self._theme
        if row.state is RowState.REVIEW and row.certainty is not None:
            return f"{round(row.certainty * 100)} %", theme.quiet if row.certainty >= SURE else theme.doubt
        colours = {RowState.FAILED: theme.failure, RowState.GENERATING: theme.accent, RowState.APPROVED: theme.accent}
        return row.state_text or state_word(row.state), colours.get(row.state, theme.quiet)
