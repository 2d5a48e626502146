"""The window's keys win over what an editor would do with them.

Before a shortcut is looked up, Qt offers its key to the widget with the keyboard, and text editors take more than one
expects: on X11, Ctrl+E goes to the end of the line. Only the widget with the keyboard is watched, never the whole
application, so that nothing else pays for it.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget


class Claims(QObject):
    """Keeps the keyboard's widget from taking certain keys.

    Args:
        window: Whose widgets are meant.
        sequences: The keys; those that editors are to keep (copy, paste, undo) are not among them.
    """

    def __init__(self, window: QWidget, sequences: Iterable[QKeySequence]) -> None:
        super().__init__(window)
        self._window = window
        self._claimed = {sequence.toString() for sequence in sequences}
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave a claimed key to the shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            claimed = QKeySequence(event.keyCombination()).toString() in self._claimed
            if claimed:
                event.ignore()
            return claimed
        return False

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if new is not None and new.window() is self._window:
            new.installEventFilter(self)
