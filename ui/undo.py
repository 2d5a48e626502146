"""The keys for undo: of typing while the keyboard is in the card, elsewhere of what was done last, wherever it was.

In a card in which nothing has been typed yet they speak of what was done last, too: who approves by keys and lands in
the next card's field takes the approval back at once. Where everything typed was taken back they rest, so that a key
that is held down does not run on through other products.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence, QUndoStack
from PySide6.QtWidgets import QApplication, QWidget


class UndoKeys(QObject):
    """Two actions.

    Attributes:
        undo_requested: Take back what was done last.
        redo_requested: Do again what was taken back last.
        undo: The action with its keys.
        redo: The same.
    """

    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, window: QWidget, card: Callable[[], QWidget]) -> None:
        """Make the actions.

        Args:
            window: Whose keys they are.
            card: The widget in which one types.
        """
        super().__init__(window)
        self._card = card
        self._stack: QUndoStack | None = None
        self.undo = QAction(self.tr("Desfazer"), window)
        self.redo = QAction(self.tr("Refazer"), window)
        self.undo.setShortcut(QKeySequence("Ctrl+Z"))
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.undo.triggered.connect(self._on_undo)
        self.redo.triggered.connect(self._on_redo)

    def set_stack(self, stack: QUndoStack | None) -> None:
        """What is typed in the card from now on; ``None`` where nothing can be."""
        self._stack = stack

    def _typing(self) -> QUndoStack | None:
        """What the keys speak of, where that is typing."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self._card().isAncestorOf(focus)
        return self._stack if inside and self._stack is not None and self._stack.count() else None

    def _on_undo(self) -> None:
        typing = self._typing()
        if typing is None:
            self.undo_requested.emit()
        else:
            typing.undo()

    def _on_redo(self) -> None:
        typing = self._typing()
        if typing is None:
            self.redo_requested.emit()
        else:
            typing.redo()
