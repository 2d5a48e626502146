"""The row of look-alikes: a list from left to right, gone through by arrows.

Wherever it is scrolled to, it begins with a whole tile; and as many as fit share its width, so that none is cut at its
end either.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget

from ui.alike.tile import LOOK_ALIKE, TILE, LookAlike, TileDelegate


class AlikeList(QListWidget):
    """The row itself.

    Attributes:
        entered: Enter was pressed on the current one.
    """

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "alike")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setFixedHeight(TILE.height() + 14)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.delegate = TileDelegate(self)
        self.setItemDelegate(self.delegate)

    @property
    def chosen(self) -> LookAlike | None:
        """The current one."""
        return self.at(self.currentRow())

    def at(self, row: int) -> LookAlike | None:
        """The one in a place."""
        item = self.item(row)
        found = item.data(LOOK_ALIKE) if item is not None else None
        return found if isinstance(found, LookAlike) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among as many tiles as fit; the first one that is seen stays it."""
        bar = self.horizontalScrollBar()
        first = round(bar.value() / self.delegate.width)
        self.delegate.width = -(-self.viewport().width() // self._whole())
        super().resizeEvent(event)
        self.doItemsLayout()
        bar.setSingleStep(self.delegate.width)
        bar.setValue(first * self.delegate.width)

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a tile into sight, so that the row begins with a whole one."""
        bar, width = self.horizontalScrollBar(), self.delegate.width
        first, last = -(-bar.value() // width), bar.value() // width + self._whole() - 1
        if index.row() < first:
            bar.setValue(index.row() * width)
        elif index.row() > last:
            bar.setValue((index.row() - self._whole() + 1) * width)

    def _whole(self) -> int:
        """How many tiles fit."""
        return max(self.viewport().width() // TILE.width(), 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; arrows go on; letters and figures are the window's."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape or (event.text().isprintable() and event.text()):
            event.ignore()
        else:
            super().keyPressEvent(event)
