"""A question within a panel: what something means, a button to go on, and one to leave it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import button, label


class Question(QFrame):
    """The question; hidden until it is asked.

    Attributes:
        agreed: The person goes on.
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
        self.decline = button("")
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

    def put(self, words: str, agree: str, decline: str) -> None:
        """Ask.

        Args:
            words: What it means.
            agree: What the first button says.
            decline: What the second one says.
        """
        self._words.setText(words)
        self.setAccessibleName(words)
        for answer, said in ((self.agree, agree), (self.decline, decline)):
            answer.setText(said)
            answer.setAccessibleName(said)
        self.show()
        self.agree.setFocus()
