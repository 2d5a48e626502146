"""A quiet line below the top bar: something to know while one works, with one answer; it stays until it is put away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.icons import tinted
from ui.theme import Theme
from ui.widgets import button, ground, icon_button, label


class Remark(QWidget):
    """The line; hidden while there is nothing to say.

    Attributes:
        answered: The button was clicked.
        closed: It was put away.
        answer: The button.
        close_button: Puts it away.
    """

    answered = Signal()
    closed = Signal()

    def __init__(self, answer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "bar")
        self._words = label(role="quiet", wrap=True)
        self.answer = button(answer)
        self.answer.clicked.connect(self.answered.emit)
        self.close_button = icon_button(self.tr("Não mostrar mais"))
        self.close_button.clicked.connect(self.closed.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 14, 6)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self.answer)
        row.addWidget(self.close_button)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def say(self, text: str) -> None:
        """Say this; nothing hides the line."""
        self._words.setText(text)
        self.setVisible(bool(text))

    def set_theme(self, theme: Theme) -> None:
        """Tint the cross."""
        self.close_button.setIcon(tinted("close", theme.quiet))
