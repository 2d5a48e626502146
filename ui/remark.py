"""A quiet line below the top bar: something to know while one works, with one answer; it stays until it is put away."""

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QWidget

from ui.icons import tinted
from ui.spoken_line import SpokenLine
from ui.theme import Theme
from ui.widgets import button, icon_button, label


class Remark(SpokenLine):
    """The line.

    Attributes:
        answered: The button was clicked.
        closed: It was put away.
        answer: The button.
        close_button: Puts it away.
    """

    answered = Signal()
    closed = Signal()

    def __init__(self, answer: str, parent: QWidget | None = None) -> None:
        super().__init__(label(role="quiet", wrap=True), parent)
        self.answer = button(answer)
        self.answer.clicked.connect(self.answered.emit)
        self.close_button = icon_button(self.tr("Não mostrar mais"))
        self.close_button.clicked.connect(self.closed.emit)
        self.lay_out(self.answer, self.close_button, margins=QMargins(18, 6, 14, 6), spacing=12)

    def set_theme(self, theme: Theme) -> None:
        """Tint the cross."""
        self.close_button.setIcon(tinted("close", theme.quiet))
