"""Paints one product of the list: thumbnail, name, category and colour, and its certainty or state."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QRegion
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.queue.found import spans
from ui.queue.model import LIVE_ROLE, ROW_ROLE, THUMBNAIL_SIDE, QueueModel
from ui.queue.row import Live, Match, QueueRow, RowState, match_word, state_word
from ui.row_delegate import RowDelegate

ROW_HEIGHT = 72
SURE = 0.8
"""From this certainty on the bar has the accent's colour instead of the doubt's."""
_MARGIN = 14
_BAR = 28
_DOT = 26
"""Room of the dot before a colour's name, with the space around it."""
_ROOM_FOR_BAR = 230
_TWIN = 14
"""Side of the mark of a product that may be there twice."""


class QueueDelegate(RowDelegate):
    """Paints rows of a :class:`QueueModel`; every colour is the theme's, but for the product's own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: Sequence[str] = ()
        self.target: int | None = None
        """The product on which others are about to be dropped."""

    def set_words(self, words: Sequence[str]) -> None:
        """Mark these words, as :func:`ui.queue.found.pieces` gives them, from now on."""
        self._words = words

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are alike."""
        return QSize(240, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        self._ground(painter, rect, state)
        row, live = index.data(ROW_ROLE), index.data(LIVE_ROLE)
        if isinstance(row, QueueRow):
            place = QRect(rect.left() + _MARGIN, rect.top() + (ROW_HEIGHT - THUMBNAIL_SIDE) // 2, *[THUMBNAIL_SIDE] * 2)
            self._thumbnail(painter, place, index, row.id)
            if row.photos > 1:
                self._badge(painter, place, f"{row.photos}")
            left = place.right() + 12
            if row.id == self.target:
                self._cue(painter, rect.adjusted(left - rect.left() - 6, 6, -8, -8))
                painter.restore()
                return
            text = QRect(left, rect.top() + 12, rect.right() - _MARGIN - left, 24)
            self._title(painter, text, row, live if isinstance(live, Live) else None)
            self._second(painter, text.translated(0, 24), row, live if isinstance(live, Live) else None)
        painter.restore()

    def _thumbnail(
        self, painter: QPainter, place: QRect, index: QModelIndex | QPersistentModelIndex, product: int
    ) -> None:
        model = index.model()
        if isinstance(model, QueueModel):
            pixmap = model.thumbnail(product, painter.device().devicePixelRatioF())
            if not pixmap.isNull():
                painter.drawPixmap(place.topLeft(), pixmap)
                return
        painter.setPen(QColor(self._theme.line))
        painter.setBrush(QColor(self._theme.field))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _badge(self, painter: QPainter, place: QRect, text: str) -> None:
        """How many photos there are, at the thumbnail's lower right."""
        painter.save()
        metrics = self._caption(painter, bold=True)
        width = max(metrics.horizontalAdvance(text) + 10, 18)
        badge = QRect(place.right() - width + 5, place.bottom() - 13, width, 18)
        painter.setPen(QPen(QColor(self._theme.surface), 2))
        painter.setBrush(QColor(self._theme.text))
        painter.drawRoundedRect(badge, 9, 9)
        painter.setPen(QColor(self._theme.surface))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _cue(self, painter: QPainter, room: QRect) -> None:
        """Say what a drop here would do."""
        painter.setPen(QPen(QColor(self._theme.accent), 2))
        painter.setBrush(QColor(self._theme.accent_soft))
        painter.drawRoundedRect(room, 6, 6)
        self._caption(painter, bold=True)
        text = painter.fontMetrics().elidedText(
            self.tr("Solte para juntar"), Qt.TextElideMode.ElideRight, room.width() - 16
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def _title(self, painter: QPainter, rect: QRect, row: QueueRow, live: Live | None) -> None:
        font = QFont(painter.font())
        font.setBold(True)
        if mark := mark_of(row):
            quiet = row.match is Match.TEXT
            used = self._right(painter, rect, mark, self._theme.quiet if quiet else self._theme.accent, bold=not quiet)
            rect = rect.adjusted(0, 0, -used - 10, 0)
        if row.repeated:
            rect = self._twin(painter, rect)
        painter.save()
        painter.setFont(font)
        unwritten = row.state in {RowState.QUEUED, RowState.GENERATING, RowState.CANCELLED}
        painter.setPen(QColor(self._theme.quiet if unwritten else self._theme.text))
        text = row.title
        if live is not None and live.title:
            text = self.tr("escrevendo… “%s”").replace("%s", live.title)
        elif row.failure:
            text = f"{row.title} · {row.failure}"
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._text(painter, rect, shown)
        painter.restore()

    def _twin(self, painter: QPainter, rect: QRect) -> QRect:
        """Mark at the right end that it may be there twice, a sheet before another; returns the rest of the room."""
        painter.save()
        painter.setPen(QPen(QColor(self._theme.quiet), 1.2))
        sheet = QRectF(rect.right() - _TWIN + 1, rect.center().y() - 4, 8.5, 8.5)
        painter.drawRoundedRect(sheet, 2, 2)
        behind = sheet.translated(3.5, -3.5)
        hidden = QRegion(rect).subtracted(QRegion(sheet.adjusted(-1, -1, 1.5, 1.5).toRect()))
        painter.setClipRegion(hidden)
        painter.drawRoundedRect(behind, 2, 2)
        painter.restore()
        return rect.adjusted(0, 0, -_TWIN - 10, 0)

    def _text(self, painter: QPainter, rect: QRect, shown: str) -> None:
        """Draw a line of text, with what was searched for marked behind it."""
        metrics = painter.fontMetrics()
        for start, end in spans(shown, self._words):
            left = rect.left() + metrics.horizontalAdvance(shown[:start])
            width = metrics.horizontalAdvance(shown[start:end])
            place = QRectF(left - 1, rect.center().y() - metrics.height() / 2 + 1, width + 2, metrics.height())
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.found))
            painter.drawRoundedRect(place, 3, 3)
            painter.restore()
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)

    def _second(self, painter: QPainter, rect: QRect, row: QueueRow, live: Live | None) -> None:
        if row.state is RowState.REVIEW and row.certainty is not None:
            used = self._certainty(painter, rect, row)
        else:
            used = self._word(painter, rect, row)
            if live is not None and rect.width() >= _ROOM_FOR_BAR:
                self._bar(painter, rect.right() - used - 6, rect.center().y() + 1, live.progress, self._theme.accent)
                used += _BAR + 12
        room = rect.adjusted(0, 0, -used - 10, 0)
        if row.excerpt:
            painter.setPen(QColor(self._theme.quiet))
            shown = painter.fontMetrics().elidedText(row.excerpt, Qt.TextElideMode.ElideRight, room.width())
            self._text(painter, room, shown)
        else:
            self._facts(painter, room, row)

    def _caption(self, painter: QPainter, *, bold: bool = False) -> QFontMetrics:
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() - 1)
        font.setBold(bold)
        painter.setFont(font)
        return QFontMetrics(font)

    def _right(self, painter: QPainter, rect: QRect, text: str, colour: str, *, bold: bool = False) -> int:
        """Draw a caption at the right end; returns the width it took."""
        painter.save()
        metrics = self._caption(painter, bold=bold)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()
        return metrics.horizontalAdvance(shown)

    def _certainty(self, painter: QPainter, rect: QRect, row: QueueRow) -> int:
        """Draw the certainty in figures, and as a bar where category and colour leave room for one."""
        certainty = row.certainty or 0.0
        sure = certainty >= SURE
        theme = self._theme
        words = f"{round(certainty * 100)} %"
        self._right(painter, rect, words, theme.quiet if sure else theme.doubt, bold=True)
        painter.save()
        room = self._caption(painter, bold=True).horizontalAdvance("100 %")
        painter.restore()
        facts = QFontMetrics(painter.font()).horizontalAdvance(f"{row.category}{row.colour_name}") + _DOT
        if row.excerpt or rect.width() < max(_ROOM_FOR_BAR, facts + room + _BAR + 16):
            return room
        colour = theme.accent if sure else theme.doubt
        self._bar(painter, rect.right() - room - 6, rect.center().y() + 1, certainty, colour)
        return room + _BAR + 6

    def _bar(self, painter: QPainter, right: int, middle: int, share: float, colour: str) -> None:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        place = QRectF(right - _BAR, middle - 2, _BAR, 4)
        painter.setBrush(QColor(self._theme.line))
        painter.drawRoundedRect(place, 2, 2)
        place.setWidth(max(4.0, _BAR * min(max(share, 0.0), 1.0)))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(place, 2, 2)
        painter.restore()

    def _word(self, painter: QPainter, rect: QRect, row: QueueRow) -> int:
        colours = {RowState.GENERATING: self._theme.accent, RowState.FAILED: self._theme.failure}
        colours |= {RowState.APPROVED: self._theme.accent}
        return self._right(
            painter, rect, row.state_text or state_word(row.state), colours.get(row.state, self._theme.quiet)
        )

    def _facts(self, painter: QPainter, rect: QRect, row: QueueRow) -> None:
        """Category, a dot in the product's colour, and that colour's name where all of it fits."""
        painter.save()
        metrics = QFontMetrics(painter.font())
        painter.setPen(QColor(self._theme.quiet))
        named = metrics.horizontalAdvance(f"{row.category}{row.colour_name}") + _DOT <= rect.width() or not row.category
        dot = _DOT - 8 if row.colour_name else 0
        category = row.category
        if not named:
            category = metrics.elidedText(category, Qt.TextElideMode.ElideRight, rect.width() - dot)
        self._text(painter, rect, category)
        if row.colour_name:
            left = rect.left() + (metrics.horizontalAdvance(category) + 8 if category else 0)
            if named:
                name = metrics.elidedText(row.colour_name, Qt.TextElideMode.ElideRight, rect.right() - left - 15)
                self._text(painter, rect.adjusted(left - rect.left() + 16, 0, 0, 0), name)
            painter.setPen(QPen(QColor(self._theme.quiet), 1))
            painter.setBrush(QColor(row.colour_hex) if row.colour_hex else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(left + 5, rect.center().y() + 1), 4.5, 4.5)
        painter.restore()


def mark_of(row: QueueRow) -> str:
    """Why a row is among what was searched for, or how much; empty where nothing is to be said."""
    if row.likeness is not None:
        return f"≈ {round(100 * row.likeness)} %"
    return match_word(row.match) if row.match is not None else ""
