"""Above the list, while only products are shown that look like something: what that is, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.icons import tinted
from ui.queue.thumbnails import tile
from ui.theme import Theme
from ui.widgets import ElidedLabel, ground, icon_button

_SIDE = 28


class LikenessBar(QWidget):
    """A small picture, a sentence, and a button; hidden while nothing is looked for.

    Attributes:
        left: It does not matter any more.
        close_button: Says so.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        ground(self, "bar")
        self.setFixedHeight(40)
        self._picture = QLabel()
        self._picture.setFixedSize(_SIDE, _SIDE)
        self._words = ElidedLabel("")
        self.close_button = icon_button(self.tr("Mostrar todos de novo"))
        self.close_button.clicked.connect(self.left.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self.close_button)
        self.hide()

    @property
    def words(self) -> str:
        """The sentence."""
        return self._words.text()

    def set_theme(self, theme: Theme) -> None:
        """Tint the cross."""
        self.close_button.setIcon(tinted("close", theme.quiet))

    def show_search(self, words: str, thumbnail: bytes | None) -> None:
        """Say what is looked for, or how far that is."""
        self._picture.setPixmap(tile(thumbnail, _SIDE, self.devicePixelRatioF()))
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()
