"""The card's column: the card, or its history in its place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from ui.card_panel import CardPanel
from ui.forms.form import Form
from ui.history.panel import HistoryPanel
from ui.theme import Theme


class Side(QStackedWidget):
    """Turns from one to the other.

    Attributes:
        turned: Whether the history is shown now.
        card: The card.
        history: What happened to it.
    """

    turned = Signal(bool)

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._before: QWidget | None = None
        self.card = CardPanel(form)
        self.history = HistoryPanel()
        self.addWidget(self.card)
        self.addWidget(self.history)
        self.card.history_requested.connect(self.turn)
        self.history.closed.connect(self.turn)

    @property
    def telling(self) -> bool:
        """Whether the history is shown."""
        return self.currentWidget() is self.history

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.card.set_theme(theme)
        self.history.set_theme(theme)

    def show_card(self) -> None:
        """Show the card."""
        if self.telling:
            self.turn()

    def turn(self) -> None:
        """Show the other of the two, and bring the keyboard there; back from the history, to where it was before."""
        telling, focus = not self.telling, self.window().focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        if telling:
            self._before = focus
        self.setCurrentWidget(self.history if telling else self.card)
        if telling:
            self.history.area.setFocus()
        elif inside and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self.turned.emit(telling)
