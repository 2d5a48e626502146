"""One row of a list's editor."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from ui.forms.marks import Grip
from ui.forms.one_line import OneLine


class ItemLine(OneLine):
    """The text of an item, with the keys that change the list around it.

    Attributes:
        continued: Enter: a row below is wanted.
        emptied: Backspace or Delete in an empty row: it may go.
        stepped: ↑ or ↓ without a modifier (-1 or 1): the row above or below is wanted.
        moved: Alt+↑ or Alt+↓ (-1 or 1): the item shall change places.
    """

    continued = Signal()
    emptied = Signal()
    stepped = Signal(int)
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the list's keys; the rest is text."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain and not self.isReadOnly():
                self.continued.emit()
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete if plain and not self.text() and not self.isReadOnly():
                self.emptied.emit()
            case Qt.Key.Key_Up | Qt.Key.Key_Down as key if plain:
                self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Up | Qt.Key.Key_Down as key if modifiers == Qt.KeyboardModifier.AltModifier:
                self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
            case _:
                super().keyPressEvent(event)


class ListRow(QFrame):
    """A grip, a line and a button that takes the row away.

    Attributes:
        remove_requested: The button was clicked.
    """

    remove_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("listRow")
        self.grip = Grip(self, parent)
        self.line = ItemLine(self, splits=True)
        self.line.setObjectName("listLine")
        self.button = QToolButton(self)
        self.button.setObjectName("rowRemove")
        self.button.setText("×")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.remove_requested)
        policy = self.button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(policy)
        self.button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(2)
        row.addWidget(self.grip)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer to remove the row that the pointer is in."""
        super().enterEvent(event)
        self.button.setVisible(not self.line.isReadOnly())

    def leaveEvent(self, event: QEvent) -> None:
        """Keep the other rows quiet."""
        super().leaveEvent(event)
        self.button.hide()

    def set_read_only(self, on: bool) -> None:
        """Let the item be read and copied, not changed or moved."""
        self.line.setReadOnly(on)
        self.grip.setEnabled(not on)
        if on:
            self.button.hide()

    def name(self, title: str, number: int) -> None:
        """Say what the row is, for those who cannot see where it stands."""
        self.line.setAccessibleName(self.tr("{title}, item {number}").format(title=title, number=number))
        self.button.setAccessibleName(self.tr("Remover o item {number}").format(number=number))
        self.button.setToolTip(self.button.accessibleName())
        self.grip.setToolTip(self.tr("Arraste para mudar a ordem (Alt+↑ e Alt+↓)"))
