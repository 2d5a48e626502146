"""A line of text that stays one line, leaves undo to the document and keeps its caret when others change it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from ui.forms.texts import clean_line, follow, head, lines_of, units

_GUESS_KEYS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_for_the_form(event: QKeyEvent) -> bool:
    """Whether a key is not an editor's own: undo and redo, Alt with a digit, Ctrl+Enter."""
    if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
        return True
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers == Qt.KeyboardModifier.AltModifier:
        return event.key() in _GUESS_KEYS
    return modifiers == Qt.KeyboardModifier.ControlModifier and event.key() in _ENTER


def without_undo(menu: QMenu) -> QMenu:
    """Take a text's own undo out of its menu: the document has the one that counts."""
    for action in menu.actions():
        if action.objectName() in ("edit-undo", "edit-redo"):
            menu.removeAction(action)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


class OneLine(QLineEdit):
    """A clean line.

    Attributes:
        typed: A person changed the text; it is clean already.
        lines_pasted: Several lines came in at once (only with ``splits``): the first is now the text, these are the
            others. Not ``typed``.
    """

    typed = Signal(str)
    lines_pasted = Signal(list)

    def __init__(self, parent: QWidget | None = None, *, splits: bool = False) -> None:
        super().__init__(parent)
        self._splits = splits
        self.setMinimumWidth(40)
        self.textEdited.connect(self._on_text_edited)

    def show_text(self, text: str) -> None:
        """Show another text; the caret stays with the words around it."""
        if text == self.text():
            return
        caret = follow(self.cursorPosition(), self.text(), text)
        self.setText(text)
        self.setCursorPosition(caret)

    def select(self, start: int, end: int) -> None:
        """Select what stands between two code points."""
        text = self.text()
        first = units(text[:start])
        self.setSelection(first, units(text[:end]) - first)

    def event(self, event: QEvent) -> bool:
        """Leave to the form what is the form's."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if event.type() in kinds and isinstance(event, QKeyEvent) and is_for_the_form(event):
            event.ignore()
            return False
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the usual menu without the line's own undo."""
        without_undo(self.createStandardContextMenu()).popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are for the window, not for the text."""
        event.ignore() if event.mimeData().hasUrls() else super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Files are for the window, not for the text."""
        event.ignore() if event.mimeData().hasUrls() else super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Files are for the window, not for the text."""
        event.ignore() if event.mimeData().hasUrls() else super().dropEvent(event)

    def _on_text_edited(self, text: str) -> None:
        lines = lines_of(text) if self._splits else []
        clean = lines[0] if len(lines) > 1 else clean_line(text)
        if clean != text:
            caret = units(clean_line(head(text, self.cursorPosition())))
            self.setText(clean)
            self.setCursorPosition(min(caret, units(clean)))
        if len(lines) > 1:
            self.lines_pasted.emit(lines[1:])
        else:
            self.typed.emit(clean)
