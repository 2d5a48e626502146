"""The question before photos leave this computer for the first time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import button, label


class Leaving(QFrame):
    """The question, within the panel.

    Attributes:
        agreed: The person knows where the photos go, and goes on.
        declined: The person leaves it.
        agree: The button for the first.
        decline: The button for the second.
    """

    agreed = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setProperty("kind", "doubt")
        self._words = label(wrap=True)
        self.agree = button("")
        self.agree.clicked.connect(self.agreed.emit)
        self.decline = button(self.tr("Voltar"))
        self.decline.clicked.connect(self.declined.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.agree)
        row.addWidget(self.decline)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._words)
        column.addLayout(row)
        self.hide()

    @property
    def words(self) -> str:
        """What is asked."""
        return self._words.text()

    def ask(self, words: str, host: str) -> None:
        """Ask.

        Args:
            words: What it means.
            host: Where the photos go.
        """
        self._words.setText(words)
        self.setAccessibleName(words)
        answer = self.tr("Enviar as fotos a {host}").format(host=host)
        self.agree.setText(answer)
        self.agree.setAccessibleName(answer)
        self.show()
        self.agree.setFocus()
