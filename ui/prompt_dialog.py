"""Editing a long text with a preview of what becomes of it: the model's instructions, for one.

What the preview says is asked from whoever opened the dialog, some time after the last key.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from ui.widgets import button, label, restyle

PREVIEW_DELAY = 250
"""Milliseconds without a key before the preview is made anew."""


class PromptDialog(QDialog):
    """A text at the left, what becomes of it at the right.

    Attributes:
        confirmed: The new text, when "Salvar" was pressed.
        note: What there is to know beforehand.
        editor: The text.
        preview: What becomes of it.
    """

    confirmed = Signal(str)

    def __init__(
        self,
        text: str,
        original: str,
        preview: Callable[[str], tuple[str, str]],
        parent: QWidget | None = None,
        *,
        note: str = "",
    ) -> None:
        """Build the dialog.

        Args:
            text: What to begin with.
            original: What "Restaurar o original" brings back.
            preview: Gives, for a text, its preview and a sentence on what is wrong with it (empty if nothing is).
            parent: The window.
            note: What there is to know beforehand, said above the text.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Instruções do modelo"))
        self.resize(960, 620)
        self._original = original
        self._make_preview = preview
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PREVIEW_DELAY)
        self._timer.timeout.connect(self.update_preview)
        self.editor = QPlainTextEdit(text)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.note = label(note, "doubt", wrap=True)
        self.note.setVisible(bool(note))
        self._message = label(role="quiet", wrap=True)
        self.restore = button(self.tr("Restaurar o original"))
        self.restore.clicked.connect(self._on_restore_clicked)
        self.cancel = button(self.tr("Cancelar"))
        self.cancel.clicked.connect(self.reject)
        self.save = button(self.tr("Salvar"), "primary")
        self.save.clicked.connect(self._on_save_clicked)
        self._lay_out()
        self.editor.textChanged.connect(self._on_text_changed)
        self.update_preview()

    def _lay_out(self) -> None:
        sides = QSplitter()
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(1)
        sides.addWidget(self._side(self.tr("Texto"), self.editor))
        sides.addWidget(self._side(self.tr("O que o modelo lê"), self.preview))
        foot = QHBoxLayout()
        foot.addWidget(self.restore)
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addWidget(sides, 1)
        column.addWidget(self._message)
        column.addLayout(foot)

    def _side(self, name: str, editor: QPlainTextEdit) -> QWidget:
        editor.setProperty("role", "text")
        editor.setAccessibleName(name)
        editor.setTabChangesFocus(True)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(4)
        column.addWidget(label(name, "quiet"))
        column.addWidget(editor, 1)
        return side

    @property
    def message(self) -> str:
        """What is wrong with the text, or empty."""
        return self._message.text()

    def update_preview(self) -> None:
        """Make the preview anew, now."""
        self._timer.stop()
        shown, problem = self._make_preview(self.editor.toPlainText())
        self.preview.setPlainText(shown)
        self._message.setText(problem)
        restyle(self._message, "role", "failure" if problem else "quiet")
        self.save.setEnabled(not problem)
        self.restore.setEnabled(self.editor.toPlainText() != self._original)

    def _on_text_changed(self) -> None:
        self._timer.start()

    def _on_restore_clicked(self) -> None:
        # Through the cursor, so that the editor's own undo brings the person's text back.
        cursor = self.editor.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(self._original)
        self.update_preview()

    def _on_save_clicked(self) -> None:
        self.update_preview()
        if self.save.isEnabled():
            self.confirmed.emit(self.editor.toPlainText())
            self.accept()
