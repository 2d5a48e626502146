"""The row of look-alikes: a list from left to right, gone through by arrows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; arrows go on; letters and figures are the window's."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape or (event.text().isprintable() and event.text()):
            event.ignore()
        else:
            super().keyPressEvent(event)
