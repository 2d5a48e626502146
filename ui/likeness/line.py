"""A quiet line above the card: the product may be the same as another one."""

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QWidget

from ui.spoken_line import SpokenLine
from ui.widgets import ElidedLabel, button


class LikenessLine(SpokenLine):
    """The line.

    Attributes:
        compare_requested: Show both side by side.
        compare: The button for that.
    """

    compare_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ElidedLabel("", "quiet"), parent)
        self.compare = button(self.tr("Comparar"), "link")
        self.compare.clicked.connect(self.compare_requested.emit)
        self.lay_out(self.compare, margins=QMargins(18, 4, 12, 4), spacing=8)
