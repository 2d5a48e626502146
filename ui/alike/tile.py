"""A look-alike in the row: what is shown of it, and how it is painted."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.queue.row import RowState, state_word
from ui.row_delegate import RowDelegate

SIDE = 52
"""Points of the thumbnail, as in the list."""
TILE = QSize(196, 68)
"""The least room of a tile."""
LOOK_ALIKE = int(Qt.ItemDataRole.UserRole)
PICTURE = LOOK_ALIKE + 1
_APPROVED = frozenset({RowState.APPROVED, RowState.EXPORTED})
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A product that looks like the open one.

    Attributes:
        id: Which.
        title: Its name, or its file's.
        likeness: How much it looks like it, in [0, 1].
        state: Where it stands.
        thumbnail: A small JPEG; ``None`` while there is none.
    """

    id: int
    title: str
    likeness: float
    state: RowState
    thumbnail: bytes | None = None

    @property
    def approved(self) -> bool:
        """Whether a person has answered for its card."""
        return self.state in _APPROVED

    @property
    def facts(self) -> str:
        """How much, and where it stands; approved ones with a tick."""
        word = state_word(self.state)
        return f"{percent(self.likeness)} · {f'✓ {word}' if self.approved else word}"

    @property
    def told(self) -> str:
        """The same in words, for a screen reader."""
        said = QCoreApplication.translate("LookAlike", "{title}, {percent} parecido, {state}")
        return said.format(title=self.title, percent=percent(self.likeness), state=state_word(self.state))


def percent(likeness: float) -> str:
    """A likeness in figures."""
    return f"{round(100 * likeness)} %"


class TileDelegate(RowDelegate):
    """Paints look-alikes: picture, name, likeness and state; approved ones in the accent's colour, with a tick.

    Attributes:
        width: Of every tile, in points.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.width = TILE.width()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All are alike."""
        return QSize(self.width, TILE.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one."""
        rect: QRect = option.rect.adjusted(3, 2, -3, -2)
        alike = index.data(LOOK_ALIKE)
        if not isinstance(alike, LookAlike):
            return
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        self._frame(painter, rect, option.state)
        place = QRect(rect.left() + 6, rect.top() + (rect.height() - SIDE) // 2, SIDE, SIDE)
        self._picture(painter, place, index.data(PICTURE))
        left = place.right() + 1 + _MARGIN
        text = QRect(left, rect.top() + 10, rect.right() - 6 - left, 22)
        self._line(painter, text, alike.title, self._theme.text, bold=True)
        colour = self._theme.accent if alike.approved else self._theme.quiet
        self._line(painter, text.translated(0, 22), alike.facts, colour)
        painter.restore()

    def _frame(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(theme.accent if focused else theme.quiet if chosen else theme.line), 1))
        painter.setBrush(QColor(theme.accent_soft if chosen else theme.field))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _picture(self, painter: QPainter, place: QRect, pixmap: object) -> None:
        if isinstance(pixmap, QPixmap):
            painter.drawPixmap(place.topLeft(), pixmap)

    def _line(self, painter: QPainter, rect: QRect, text: str, colour: str, *, bold: bool = False) -> None:
        font = QFont(painter.font())
        font.setBold(bold)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
        painter.restore()
