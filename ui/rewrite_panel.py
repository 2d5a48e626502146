"""One field written anew beside the queue: what is asked of it, what comes, and the difference to take or leave."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.aside_panel import AsidePanel
from ui.difference_view import show_difference
from ui.theme import LIGHT, Theme
from ui.widgets import button


class RewritePanel(AsidePanel):
    """Asks, streams, compares.

    Attributes:
        accepted: The new text is taken.
        usual: The instructions that are asked for most.
        accept: "Aceitar".
        refuse: "Recusar", and stop while it is being written.
    """

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("ou diga como: sem adjetivos, para crianças…"), parent)
        self._theme = LIGHT
        self._usual = QWidget()
        self._row = QHBoxLayout(self._usual)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch()
        self.usual: list[QPushButton] = []
        self.refuse = button(self.tr("Recusar   Esc"))
        self.refuse.setAccessibleName(self.tr("Recusar"))
        self.refuse.clicked.connect(self.leave)
        self.accept = button(self.tr("Aceitar   ↵"), "primary")
        self.accept.setAccessibleName(self.tr("Aceitar"))
        self.accept.clicked.connect(self.accepted.emit)
        self.foot.addStretch()
        self.foot.addWidget(self.refuse)
        self.foot.addWidget(self.accept)
        self.lay_out(self._usual)

    def offer(self, instructions: Sequence[str], *, free: bool) -> None:
        """Offer these instructions, and whether others can be typed."""
        for old in self.usual:
            old.deleteLater()
        self.usual = [button(text, "pill") for text in instructions]
        for at, (made, text) in enumerate(zip(self.usual, instructions, strict=True)):
            made.clicked.connect(lambda _checked=False, chosen=text: self.asked.emit(chosen))
            self._row.insertWidget(at, made)
        self.entry.setVisible(free)

    def begin(self, title: str) -> None:
        """Show it empty."""
        super().begin(title)
        self._set_choosing(choosing=False)
        if self.entry.isHidden() and self.usual:
            self.usual[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def write(self, words: str) -> None:
        """It is being written."""
        self.say(words)
        self.set_text("")
        self._set_choosing(choosing=False)
        self.refuse.show()

    def compare(self, before: str, after: str) -> None:
        """It is written: show what became of the words, and wait to be told what is to happen."""
        self.say("" if before != after else self.tr("O texto ficou igual."))
        self.view.show()
        show_difference(self.view, before, after, self._theme)
        self._set_choosing(choosing=True)
        self.accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Show differences in other colours."""
        super().set_theme(theme)
        self._theme = theme

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what is compared."""
        taken = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.accept.isVisible()
        if taken and not self.entry.hasFocus():
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def _set_choosing(self, *, choosing: bool) -> None:
        self.accept.setVisible(choosing)
        self.refuse.setVisible(choosing)
