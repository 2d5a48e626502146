"""A small panel in the card's column where something is asked of the model beside its work; it holds nobody up."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from ui.icons import tinted
from ui.theme import Theme
from ui.widgets import ElidedLabel, button, icon_button, label

_LONGEST = 300
_LOW, _HIGH = 44, 150


class AsidePanel(QFrame):
    """A title, a line to ask in, what comes of it, and a row of answers to that.

    Attributes:
        asked: What was typed, by Enter.
        left: It was closed, by its button or Escape; nothing that was asked is wanted any more.
        model_requested: Another model is wanted, since this one cannot do what is asked.
        entry: The line.
        view: What comes of it.
        close_button: Closes it.
        choose: Asks for another model; hidden unless the present one cannot do it.
    """

    asked = Signal(str)
    left = Signal()
    model_requested = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._title = ElidedLabel("", "group")
        self.close_button = icon_button(self.tr("Fechar (Esc)"))
        self.close_button.clicked.connect(self.leave)
        self.entry = QLineEdit()
        self.entry.setProperty("role", "path")
        self.entry.setMaxLength(_LONGEST)
        self.entry.setPlaceholderText(placeholder)
        self.entry.returnPressed.connect(self._on_return)
        self.view = QTextEdit()
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        self.view.setProperty("role", "text")
        self.view.setFixedHeight(_LOW)
        self.view.document().documentLayout().documentSizeChanged.connect(self._on_grown)
        self.note = label(role="quiet", wrap=True)
        self.choose = button(self.tr("Escolher um modelo…"), "link")
        self.choose.clicked.connect(self._on_choose_clicked)
        self.choose.hide()
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.hide()

    def lay_out(self, *above: QWidget) -> None:
        """Put the parts in their order; ``above`` stands between the title and the line."""
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 10)
        column.setSpacing(6)
        column.addLayout(head)
        for part in (*above, self.entry, self.view, self.note):
            column.addWidget(part)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self.foot)

    def begin(self, title: str) -> None:
        """Show it empty, with the keyboard in the line."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self.entry.setAccessibleName(title)
        self.entry.clear()
        self.set_text("")
        self.say("")
        self.show()
        self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, words: str) -> None:
        """Say how it goes, or nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.choose.hide()

    def decline(self, words: str) -> None:
        """Say what cannot be done with the model that there is, with the way to another one."""
        self.say(words)
        self.choose.show()
        focused = self.window().focusWidget()
        if focused is None or not (self.isAncestorOf(focused) and focused.isVisible()):
            self.choose.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_text(self, text: str) -> None:
        """Show what came of it so far."""
        self.view.setVisible(bool(text))
        if text != self.view.toPlainText():
            self.view.setPlainText(text)

    def set_theme(self, theme: Theme) -> None:
        """Tint the cross."""
        self.close_button.setIcon(tinted("close", theme.quiet))

    def leave(self) -> None:
        """Close it."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it, wherever in it the keyboard is; Enter is the line's and goes no further."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _on_choose_clicked(self) -> None:
        self.leave()
        self.model_requested.emit()

    def _on_return(self) -> None:
        if self.entry.text().strip():
            self.asked.emit(self.entry.text())

    def _on_grown(self) -> None:
        wanted = round(self.view.document().size().height()) + 2 * self.view.frameWidth() + 12
        self.view.setFixedHeight(max(_LOW, min(_HIGH, wanted)))
