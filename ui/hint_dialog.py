"""Asks for a hint for many products at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.asking_dialog import AskingDialog
from ui.widgets import label


class HintDialog(AskingDialog):
    """One line, and for how many products it is.

    Attributes:
        confirmed: What was typed; empty takes hints away.
        entry: The line.
    """

    confirmed = Signal(str)

    def __init__(self, count: int, heard: bool, parent: QWidget | None = None) -> None:
        """Build the dialog.

        Args:
            count: For how many products the hint is.
            heard: Whether the model that writes reads hints at all.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Dica para o modelo"))
        self.entry = QLineEdit()
        self.entry.setProperty("role", "path")
        self.entry.setMaxLength(300)
        self.entry.setPlaceholderText(self.tr("linho, coleção verão 2027…"))
        self.entry.setAccessibleName(self.windowTitle())
        words = self.tr("O que vale para estes %n produto(s) e a foto não mostra:", "", count)
        note = self.tr("Substitui a dica de cada um e vale da próxima vez que as fichas forem geradas.")
        if not heard:
            note = self.tr("O modelo de demonstração não lê dicas. A dica fica guardada para outros modelos.")
        self.lay_out(self.tr("Usar a dica"), label(words, wrap=True), self.entry, label(note, "quiet", wrap=True))
        self.answer.clicked.connect(self._on_answered)

    def _on_answered(self) -> None:
        self.confirmed.emit(self.entry.text())
        self.accept()
