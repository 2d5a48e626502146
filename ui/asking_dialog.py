"""A dialog that asks for something, hands it on, and stays open until it is told that it is good or what is wrong."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets import button, label, restyle


class AskingDialog(QDialog):
    """Parts that ask, a line that says how it goes, and two buttons.

    Who acts on the answer closes it (:meth:`accept`) or says why not (:meth:`set_message`).

    Attributes:
        cancel: Leaves it.
        answer: Hands on what was asked for.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(560)
        self._message = label(role="failure", wrap=True)
        self._message.hide()
        self.cancel: QPushButton = button(self.tr("Cancelar"))
        self.cancel.clicked.connect(self.reject)
        self.answer: QPushButton = button("", "primary")
        self.answer.setDefault(True)
        self._column = QVBoxLayout(self)

    def lay_out(self, answer: str, *parts: QWidget) -> None:
        """Fill it.

        Args:
            answer: What the button says that hands on.
            parts: What asks, one below the other.
        """
        self.answer.setText(answer)
        self.answer.setAccessibleName(answer)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.answer)
        column = self._column
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        for part in (*parts, self._message):
            column.addWidget(part)
        column.addStretch()
        column.addLayout(foot)

    def set_busy(self, text: str) -> None:
        """Say what is being done with the answer, and wait."""
        self._tell(text, "quiet")
        self.answer.setEnabled(False)

    def set_message(self, text: str) -> None:
        """Say what is wrong with the answer, for another try."""
        self._tell(text, "failure")
        self.answer.setEnabled(True)

    def clear_message(self) -> None:
        """There is nothing to say."""
        self._tell("", "quiet")

    @property
    def message(self) -> str:
        """What is said."""
        return self._message.text()

    def _tell(self, text: str, role: str) -> None:
        self._message.setText(text)
        restyle(self._message, "role", role)
        self._message.setVisible(bool(text))
        # A layout asks for no more height by itself when a text that wraps comes into a dialog that is shown already.
        needed = self._column.totalHeightForWidth(self.width())
        if self.height() < needed:
            self.resize(self.width(), needed)
