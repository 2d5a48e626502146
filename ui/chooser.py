"""A short list to choose from, in the look of the fields."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from ui.forms.marks import Chevron

_HEIGHT = 34


class Chooser(QComboBox):
    """A native one with our own mark: a stylesheet takes the native mark away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "choice")
        self.setFixedHeight(_HEIGHT)
        self.setItemDelegate(QStyledItemDelegate(self))  # the stylesheet's entries; the native ones know none
        self._chevron = Chevron(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the mark at its end."""
        super().resizeEvent(event)
        self._chevron.setGeometry(self.width() - 32, 0, 28, self.height())
