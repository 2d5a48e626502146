"""Products that may be the same, two at a time, and what is to become of them. Not modal; every choice has a key."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.icons import tinted
from ui.likeness.side import Side, SideView
from ui.theme import Theme
from ui.widgets import button, icon_button, label


@dataclass(frozen=True, slots=True)
class PairView:
    """Two products that may be the same.

    Attributes:
        left: The one that stays where they are joined, or where the other is left out.
        right: The other.
        heading: What they may have in common.
        why: By what that was found, and in what they differ.
    """

    left: SideView
    right: SideView
    heading: str
    why: str


class LikenessWindow(QDialog):
    """The window.

    Attributes:
        join_requested: Make the right product's photos those of the left one.
        apart_requested: These are two products.
        leave_out_requested: Take the right product out.
        swap_requested: Show the left one at the right.
        step_requested: By how many pairs to move.
        undo_requested: Take the last deed back, whatever it was.
        left: The left side.
        right: The right side.
        pair: What is shown; ``None`` where there is nothing to decide.
    """

    join_requested = Signal()
    apart_requested = Signal()
    leave_out_requested = Signal()
    swap_requested = Signal()
    step_requested = Signal(int)
    undo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Fotos repetidas"))
        self.resize(980, 640)
        self.pair: PairView | None = None
        self._heading, self._why = label(role="title"), label(role="quiet", wrap=True)
        self._place = label(role="caption")
        self.previous, self.next = icon_button(self.tr("Par anterior (K)")), icon_button(self.tr("Próximo par (J)"))
        self.left, self.right = Side(self.tr("Foto da esquerda")), Side(self.tr("Foto da direita"))
        self.swap = self._made(self.tr("Trocar os lados"), "T", self.tr("O da esquerda é o que fica"))
        self.leave_out = self._made(self.tr("Deixar o da direita de fora"), "3")
        self.apart = self._made(self.tr("Manter separados"), "2", self.tr("Não pergunta mais por este par"))
        self.join = self._made(self.tr("Juntar em um produto"), "1", kind="primary")
        self._empty = label(role="title", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_1: self.join.click,
            Qt.Key.Key_2: self.apart.click,
            Qt.Key.Key_3: self.leave_out.click,
            Qt.Key.Key_T: self.swap.click,
            Qt.Key.Key_J: self.next.click,
            Qt.Key.Key_K: self.previous.click,
        }
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.show_pair(None, 0, 0)

    def show_pair(self, pair: PairView | None, position: int, of: int) -> None:
        """Show two products, or that there is nothing to decide.

        Args:
            pair: They.
            position: Which pair it is, from 1.
            of: How many there are.
        """
        self.pair = pair
        self.left.show_view(pair.left if pair else None)
        self.right.show_view(pair.right if pair else None)
        self._heading.setText(pair.heading if pair else "")
        self._why.setText(pair.why if pair else "")
        words = self.tr("%1 de %2").replace("%1", str(position)).replace("%2", str(of))
        self._place.setText(words if pair else "")
        self._pages.setVisible(pair is not None)
        self._empty.setVisible(pair is None)
        for made in (self.swap, self.leave_out, self.apart, self.join):
            made.setEnabled(pair is not None)
        self.previous.setEnabled(position > 1)
        self.next.setEnabled(position < of)

    def say_nothing_left(self, words: str) -> None:
        """What is said where there is nothing to decide."""
        self._empty.setText(words)

    @property
    def words(self) -> str:
        """What is said of the two, or that there are none."""
        return f"{self._heading.text()}: {self._why.text()}" if self.pair else self._empty.text()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.previous.setIcon(tinted("previous", theme.quiet))
        self.next.setIcon(tinted("next", theme.quiet))
        for side in (self.left, self.right):
            side.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key for each choice; Esc closes."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = None if held else self._keys.get(event.key())
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def _made(self, text: str, key: str, hint: str = "", kind: str = "") -> QPushButton:
        made = button(f"{text}   {key}", kind, hint=hint)
        made.setAccessibleName(text)
        made.setAutoDefault(False)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._heading)
        head.addStretch()
        for widget in (self._place, self.previous, self.next):
            head.addWidget(widget)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self.left, 1)
        sides.addWidget(self.right, 1)
        self._pages = QWidget()
        pair = QVBoxLayout(self._pages)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(10)
        pair.addLayout(head)
        pair.addWidget(self._why)
        pair.addLayout(sides, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.swap)
        foot.addStretch()
        for made in (self.leave_out, self.apart, self.join):
            foot.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(12)
        column.addWidget(self._pages, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.join.clicked.connect(self.join_requested.emit)
        self.apart.clicked.connect(self.apart_requested.emit)
        self.leave_out.clicked.connect(self.leave_out_requested.emit)
        self.swap.clicked.connect(self.swap_requested.emit)
        self.previous.clicked.connect(lambda: self.step_requested.emit(-1))
        self.next.clicked.connect(lambda: self.step_requested.emit(1))
