"""The question before the first use of a model that a shop may not, or perhaps not, use for its work."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import button, label


class Consent(QFrame):
    """The question, within the dialog.

    Attributes:
        agreed: The person has read it and goes on.
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
        self.decline = button(self.tr("Não baixar"))
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

    def ask(self, terms: str, *, known: bool) -> None:
        """Ask.

        Args:
            terms: What the licence means, in a sentence.
            known: Whether it is known to forbid a shop's work; otherwise nobody can tell.
        """
        trying, finding = self.tr("Entendi: é só para experimentar"), self.tr("Entendi: vou conferir a licença")
        self.agree.setText(trying if known else finding)
        self.agree.setAccessibleName(self.agree.text())
        self._words.setText(terms)
        self.setAccessibleName(terms)
        self.show()
        self.agree.setFocus()
