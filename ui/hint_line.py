"""One line in which a person tells the model what cannot be seen in the photo."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.widgets import label

TOLD_AFTER = 300
"""Milliseconds between a keystroke and its being told, at most."""


class HintLine(QWidget):
    """The line and its label.

    Attributes:
        edited: What it says now, a third of a second after the first key at the latest.
        entry: The line.
    """

    edited = Signal(str)

    def __init__(self, longest: int = 300, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = label(self.tr("Dica"), "caption")
        self.entry = QLineEdit()
        self.entry.setProperty("role", "path")
        self.entry.setMaxLength(longest)
        self.entry.setAccessibleName(self.tr("Dica para o modelo"))
        name.setBuddy(self.entry)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 18, 0)
        row.setSpacing(8)
        row.addWidget(name)
        row.addWidget(self.entry, 1)
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOLD_AFTER)
        self._timer.timeout.connect(self.commit)
        self.entry.textEdited.connect(self._on_edited)
        self.entry.editingFinished.connect(self.commit)
        self.set_heard(True)

    def add(self, widget: QWidget) -> None:
        """Put something at the line's right."""
        self._row.addWidget(widget)

    def set_hint(self, hint: str) -> None:
        """Show what was said before; what is being typed stays."""
        if self._timer.isActive() or hint == self._told == self.entry.text():
            return
        self._told = hint
        self.entry.setText(hint)
        self.entry.setCursorPosition(0)

    def set_heard(self, heard: bool) -> None:
        """Say whether the model that writes reads hints at all."""
        words = self.tr("O que a foto não mostra. Vale da próxima vez que esta ficha for gerada (Ctrl+R).")
        example = self.tr("linho, coleção verão 2027…")
        if not heard:
            words = self.tr("O modelo de demonstração não lê dicas. A dica fica guardada para outros modelos.")
            example = self.tr("o modelo de demonstração não lê dicas")
        self.entry.setPlaceholderText(example)
        self.entry.setToolTip(words)
        self.entry.setAccessibleDescription(words)

    def commit(self) -> None:
        """Tell now what was typed."""
        self._timer.stop()
        if self.entry.text() != self._told:
            self._told = self.entry.text()
            self.edited.emit(self._told)

    def _on_edited(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
