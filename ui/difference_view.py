"""Shows what became of a text, word by word: what went is struck out, what came is underlined."""

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.differences import Kind, differences
from ui.theme import Theme


def show_difference(view: QTextEdit, before: str, after: str, theme: Theme) -> None:
    """Show what became of a text; shape and colour say the same."""
    view.clear()
    cursor = QTextCursor(view.document())
    gone = False
    for piece in differences(before, after):
        if gone and piece.kind is Kind.ADDED:
            cursor.insertText(" ", QTextCharFormat())  # of neither text: what came stands apart from what went
        gone = piece.kind is Kind.REMOVED
        look = QTextCharFormat()
        if piece.kind is Kind.REMOVED:
            look.setFontStrikeOut(True)
            look.setForeground(QColor(theme.quiet))
        elif piece.kind is Kind.ADDED:
            look.setFontUnderline(True)
            look.setForeground(QColor(theme.accent))
        cursor.insertText(piece.text, look)
    view.moveCursor(QTextCursor.MoveOperation.Start)
