"""Where a person helps the model, at the card's foot: what is asked beside its work, and the hint."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.hint_line import HintLine
from ui.question_panel import QuestionPanel
from ui.rewrite_panel import RewritePanel
from ui.theme import Theme
from ui.widgets import button


class CardHelp(QWidget):
    """The panels, hidden while nobody asks, and the line.

    Attributes:
        question_requested: Ask something about the photo.
        rewrite: One field anew.
        question: A question about the photo.
        hint: What the model is told of the product.
        ask: Opens the question.
    """

    question_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rewrite = RewritePanel()
        self.question = QuestionPanel()
        self.hint = HintLine()
        self.ask = button(self.tr("Perguntar…"), hint=self.tr("Pergunta ao modelo algo sobre a foto (Ctrl+P)"))
        self.ask.clicked.connect(self.question_requested.emit)
        self.hint.add(self.ask)
        panels = QVBoxLayout()
        panels.setContentsMargins(12, 0, 12, 0)
        panels.addWidget(self.rewrite)
        panels.addWidget(self.question)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(0)
        self.stand_last(False)
        column.addLayout(panels)
        column.addWidget(self.hint)

    def stand_last(self, last: bool) -> None:
        """Keep from the window's edge where nothing stands below."""
        self._column.setContentsMargins(0, 0, 0, 10 if last else 0)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.rewrite.set_theme(theme)
        self.question.set_theme(theme)
