"""The line below: what was saved, how the batch goes while its panel is folded away, and where help is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets import ElidedLabel, button, ground


class StatusLine(QWidget):
    """The line.

    Attributes:
        shortcuts_requested: "? atalhos" was clicked.
    """

    shortcuts_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "foot")
        self.setFixedHeight(30)
        self._saved = ElidedLabel("", "quiet")
        self._facts = ElidedLabel("", "quiet")
        self._batch = ElidedLabel("", "quiet")
        self._behind, self._sought = ElidedLabel("", "quiet"), ElidedLabel("", "quiet")
        self._help = button(self.tr("? atalhos"), "line")
        self._help.setAccessibleName(self.tr("Atalhos do teclado"))
        self._help.clicked.connect(self.shortcuts_requested.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 8, 0)
        row.setSpacing(20)
        for text in self._labels:
            row.addWidget(text)
            text.hide()
        row.addStretch(1)
        row.addWidget(self._help)

    def set_saved(self, text: str) -> None:
        """Say when the card was saved."""
        self._tell(self._saved, text)

    def set_batch(self, text: str) -> None:
        """Say how the batch goes, or nothing."""
        self._tell(self._batch, text)

    def set_facts(self, text: str) -> None:
        """Say how it goes in general."""
        self._tell(self._facts, text)

    def set_behind(self, text: str) -> None:
        """Say what goes on behind the window, or nothing."""
        self._tell(self._behind, text)

    def set_sought(self, text: str) -> None:
        """Say how far words find photos, or nothing."""
        self._tell(self._sought, text)

    def texts(self) -> list[str]:
        """What is said, from left to right."""
        return [words.text() for words in self._labels if words.text()]

    @property
    def _labels(self) -> tuple[ElidedLabel, ...]:
        return (self._saved, self._batch, self._facts, self._behind, self._sought)

    def _tell(self, words: ElidedLabel, text: str) -> None:
        words.setText(text)
        words.setVisible(bool(text))
