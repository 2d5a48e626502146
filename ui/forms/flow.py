"""Small widgets side by side, in further lines where the width does not do."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_GAP = 6


class Flow(QWidget):
    """Puts its children in their places; who they are is for those that derive from it to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[QWidget, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height of all lines at a width."""
        places = self._places(width)
        return max((place.bottom() + 1 for place in places), default=self._line_height())

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(120, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """As narrow as it must be."""
        return QSize(60, self._line_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the children in their places."""
        super().resizeEvent(event)
        self._arrange()

    def _show_items(self, items: Sequence[QWidget]) -> None:
        """Show these from now on, in this order."""
        self._items = tuple(items)
        self.updateGeometry()
        self._arrange()

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 8

    def _places(self, width: int) -> list[QRect]:
        """Where each child goes, line by line from the left."""
        places: list[QRect] = []
        corner, height = QPoint(0, 0), self._line_height()
        for item in self._items:
            size = QSize(min(item.sizeHint().width(), max(width, 1)), height)
            if corner.x() and corner.x() + size.width() > width:
                corner = QPoint(0, corner.y() + height + _GAP)
            places.append(QRect(corner, size))
            corner += QPoint(size.width() + _GAP, 0)
        return places

    def _arrange(self) -> None:
        for item, place in zip(self._items, self._places(self.width()), strict=True):
            item.setGeometry(place)
