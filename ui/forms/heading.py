"""The line above a field's editor: how sure the machine was, the label, what is counted, the padlock."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from ui.forms.looks import resized_font
from ui.forms.marks import ConfidenceDot
from ui.forms.padlock import Padlock


class Heading(QHBoxLayout):
    """Lays the parts of the line out.

    Attributes:
        dot: How sure the machine was.
        label: The field's title.
        counter: How long the value is, or a hint.
        again: Has the field written anew; hidden until somebody shows it.
        padlock: Whether the machine leaves the field alone; hidden until somebody shows it.
    """

    def __init__(self, title: str, field: QWidget) -> None:
        super().__init__()
        self.dot = ConfidenceDot(field)
        self.label = QLabel(title, field)
        self.counter = QLabel(field)
        self.again = QToolButton(field)
        self.again.setObjectName("fieldAgain")
        self.again.setText("↻")
        self.again.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # as the padlock
        words = QCoreApplication.translate("Heading", "Escrever de novo: {title} (Ctrl+Shift+R)")
        self.again.setToolTip(words.format(title=title))
        self.again.setAccessibleName(self.again.toolTip())
        self.again.hide()
        self.padlock = Padlock(title, field)
        self.padlock.hide()
        for widget, name in {self.label: "fieldLabel", self.counter: "fieldCounter"}.items():
            widget.setObjectName(name)
            widget.setFont(resized_font(widget, -1))
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setSpacing(6)

    def fill(self, middle: QWidget) -> None:
        """Put the parts in their order, with the label or what stands in its place in the middle."""
        self.addWidget(self.dot)
        self.addWidget(middle, 1)
        self.addWidget(self.counter)
        self.addWidget(self.again)
        self.addWidget(self.padlock)
