"""What the quiet lines of the window have in common: a sentence, and room for answers to it."""

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.widgets import ground


class SpokenLine(QWidget):
    """A line on the ground of a bar; hidden while there is nothing to say."""

    def __init__(self, words: QLabel, parent: QWidget | None = None) -> None:
        """Make it, without answers.

        Args:
            words: Shows the sentence.
            parent: Qt's parent.
        """
        super().__init__(parent)
        ground(self, "bar")
        self._words = words
        self.hide()

    def lay_out(self, *answers: QWidget, margins: QMargins, spacing: int) -> None:
        """Put the answers behind the sentence."""
        row = QHBoxLayout(self)
        row.setContentsMargins(margins)
        row.setSpacing(spacing)
        row.addWidget(self._words, 1)
        for answer in answers:
            row.addWidget(answer)

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def say(self, text: str) -> None:
        """Say this; nothing hides the line."""
        self._words.setText(text)
        self.setVisible(bool(text))
