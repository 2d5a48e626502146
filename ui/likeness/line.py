"""A quiet line above the card: the product may be the same as another one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets import ElidedLabel, button, ground


class LikenessLine(QWidget):
    """The line; hidden while there is nothing to say.

    Attributes:
        compare_requested: Show both side by side.
        compare: The button for that.
    """

    compare_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "bar")
        self._words = ElidedLabel("", "quiet")
        self.compare = button(self.tr("Comparar"), "link")
        self.compare.clicked.connect(self.compare_requested.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.compare)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def say(self, text: str) -> None:
        """Say this; nothing hides the line."""
        self._words.setText(text)
        self.setVisible(bool(text))
