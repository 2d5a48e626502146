"""The bar above the card: whose card it is, who else has it, where it stands in the list, its neighbours and past."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.icons import tinted
from ui.theme import Theme
from ui.widgets import ElidedLabel, ground, icon_button, label


class CardHeader(QWidget):
    """The bar.

    Attributes:
        step_requested: By how many products to move.
        history_requested: Show what happened to this one.
        history: The button for that.
    """

    step_requested = Signal(int)
    history_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "bar")
        self.setFixedHeight(48)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 12, 0)
        row.setSpacing(8)
        self._file = ElidedLabel("", "pill", Qt.TextElideMode.ElideMiddle)
        self._colleague = ElidedLabel("", "pill")
        self._colleague.setProperty("kind", "doubt")
        self._colleague.hide()
        self._position = label(role="caption")
        self.history = icon_button(self.tr("Histórico da ficha (Ctrl+H)"))
        self._previous = icon_button(self.tr("Produto anterior (K)"))
        self._next = icon_button(self.tr("Próximo produto (J)"))
        self.history.clicked.connect(self.history_requested.emit)
        self._previous.clicked.connect(lambda: self.step_requested.emit(-1))
        self._next.clicked.connect(lambda: self.step_requested.emit(1))
        row.addWidget(label(self.tr("Ficha"), "title"))
        row.addWidget(self._file)
        row.addWidget(self._colleague)
        row.addStretch(1)
        for widget in (self._position, self.history, self._previous, self._next):
            row.addWidget(widget)

    @property
    def colleague(self) -> str:
        """What is said of somebody else."""
        return self._colleague.text()

    def show_colleague(self, words: str) -> None:
        """Say that somebody else has the card open, too; nothing for nobody. What is edited stays where it is."""
        self._colleague.setText(words)
        self._colleague.setVisible(bool(words))

    def set_theme(self, theme: Theme) -> None:
        """Tint the buttons."""
        for made, name in ((self.history, "history"), (self._previous, "previous"), (self._next, "next")):
            made.setIcon(tinted(name, theme.quiet))

    def show_product(self, file_name: str, position: int, of: int, *, there: bool) -> None:
        """Say whose card it is.

        Args:
            file_name: Of the product's first photo.
            position: Where it stands, from 1; 0 where that says nothing.
            of: Among how many.
            there: Whether there is a product at all.
        """
        self._file.setText(file_name)
        self._file.setVisible(bool(file_name))
        words = self.tr("%1 de %2").replace("%1", str(position)).replace("%2", str(of))
        self._position.setText(words if position else "")
        for made in (self.history, self._previous, self._next):
            made.setEnabled(there)
