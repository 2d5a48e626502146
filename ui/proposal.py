"""Asks for a model where there is none: says why, and proposes one where somebody knows which."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import button, label


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is said and what can be answered at once.

    Attributes:
        words: One or two sentences.
        answer: A verb with its object: "Baixar Qwen3-VL 4B (3,0 GB)".
    """

    words: str
    answer: str


class Asking(QWidget):
    """The question; without a proposal its button opens the choice of models.

    Attributes:
        accepted: What is proposed is to be done.
        model_requested: Choose a model.
        answer: The button for the one or the other.
        other: The button for the choice of models, while something is proposed.
    """

    accepted = Signal()
    model_requested = Signal()

    def __init__(self, words: str, note: str, *, upright: bool, kind: str = "", parent: QWidget | None = None) -> None:
        """Build the question.

        Args:
            words: What is said while nothing is proposed.
            note: What is added to it, and to every proposal.
            upright: Whether the parts stand one below the other, in the middle.
            kind: Of the button.
            parent: Owns this.
        """
        super().__init__(parent)
        self._usual = words
        self._proposed = False
        self._words = label(wrap=True)
        self._note = label(note, "quiet", wrap=True)
        self._note.setVisible(bool(note))
        self.answer = button("", kind)
        self.answer.clicked.connect(self._on_answer_clicked)
        self.other = button(self.tr("Escolher outro modelo…"), "link")
        self.other.clicked.connect(self.model_requested.emit)
        self._lay_out(upright=upright)
        self.propose(None)

    def _lay_out(self, *, upright: bool) -> None:
        box: QBoxLayout = QVBoxLayout(self) if upright else QHBoxLayout(self)
        box.setContentsMargins(0, 16, 0, 0) if upright else box.setContentsMargins(18, 8, 14, 8)
        box.setSpacing(8 if upright else 12)
        middle = Qt.AlignmentFlag.AlignCenter
        box.addWidget(self._words, 0 if upright else 1)
        for made in (self.answer, self.other) if upright else (self.other, self.answer):
            box.addWidget(made, 0, middle)
        if upright:
            for text in (self._words, self._note):
                text.setAlignment(middle)
        box.addWidget(self._note)

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def propose(self, proposal: Proposal | None) -> None:
        """Propose something, or only ask."""
        self._proposed = proposal is not None
        self._words.setText(proposal.words if proposal else self._usual)
        text = proposal.answer if proposal else self.tr("Escolher um modelo…")
        self.answer.setText(text)
        self.answer.setAccessibleName(text)
        self.other.setVisible(self._proposed)

    def _on_answer_clicked(self) -> None:
        (self.accepted if self._proposed else self.model_requested).emit()
