"""The parts that the panel's server side is made of: a labelled line, a choice of numbers, work in progress."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.widgets import button, label, restyle


class LabelledLine(QWidget):
    """A name, a line to type in, what may stand at its right end, and a hint below.

    Attributes:
        field: The line.
    """

    def __init__(self, name: str, hint: str, *beside: QWidget) -> None:
        super().__init__()
        title = label(name)
        self.field = QLineEdit()
        self.field.setProperty("role", "path")
        self.field.setAccessibleName(name)
        title.setBuddy(self.field)
        self._hint = label(role="caption", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        for widget in beside:
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(title)
        column.addLayout(row)
        column.addWidget(self._hint)
        self.set_hint(hint)

    @property
    def hint(self) -> str:
        """What is said below."""
        return self._hint.text()

    def set_hint(self, text: str, *, wrong: bool = False) -> None:
        """Say this below the line."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        restyle(self._hint, "role", "failure" if wrong else "caption")
        self.field.setAccessibleDescription(text)


class Numbers(QWidget):
    """One of a few numbers, chosen with a click.

    Attributes:
        buttons: By number.
    """

    def __init__(self, name: str, numbers: Sequence[int], hint: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[int, QPushButton] = {}
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label(name))
        row.addSpacing(8)
        for number in numbers:
            made = button(str(number), "size")
            made.setAccessibleName(f"{name}: {number}")
            made.setCheckable(True)
            made.setAutoDefault(False)
            self._group.addButton(made, number)
            self.buttons[number] = made
            row.addWidget(made)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(label(hint, "caption", wrap=True))

    @property
    def number(self) -> int:
        """The one that is chosen."""
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        """Choose the nearest of those there are."""
        nearest = min(self.buttons, key=lambda one: abs(one - number))
        self.buttons[nearest].setChecked(True)


class Work(QWidget):
    """Something goes on that takes a while: what, and the button that stops it.

    Attributes:
        stopped: It is to be stopped.
        stop: The button.
    """

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label(role="quiet", wrap=True)
        self.stop = button(self.tr("Parar"))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.stopped.emit)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("Em andamento"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(bar)
        self.hide()

    @property
    def words(self) -> str:
        """What goes on; empty where nothing does."""
        return "" if self.isHidden() else self._words.text()

    def show_work(self, text: str) -> None:
        """Say what goes on; nothing hides it."""
        self._words.setText(text)
        self.setVisible(bool(text))


def spoken(made: QLabel, text: str, role: str) -> None:
    """Show a sentence in a label of a role; nothing hides it."""
    made.setText(text)
    restyle(made, "role", role)
    made.setVisible(bool(text))
