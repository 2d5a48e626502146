"""The editor of a closed list: type a few letters, take an entry.

Only entries can be taken. What was typed and is none stays in the line when it is left, goes to the document as it
is, and is marked there, so that nobody approves an older value behind an unfinished one.
"""

from collections.abc import Mapping

from pydantic import JsonValue
from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from ui.forms.choices_model import ChoicesModel
from ui.forms.editor import FieldEditor
from ui.forms.kinds import Choice, FieldSpec
from ui.forms.looks import ICON_GAP, SWATCH
from ui.forms.marks import Chevron, Swatch
from ui.forms.one_line import OneLine, is_for_the_form

_VISIBLE = 10
"""Entries shown without scrolling."""


class ChoiceLine(OneLine):
    """The line of a closed list: opens its entries on a click and on ↓, forgets an unfinished text on Escape."""

    def __init__(self, editor: "ChoiceEditor") -> None:
        super().__init__(editor)
        self._editor = editor
        self._chevron = Chevron(self)
        self._swatch = Swatch(self)
        self._swatch.hide()
        self.setTextMargins(0, 0, 24, 0)

    def set_swatch(self, colour: str) -> None:
        """Put a colour before the text; none where empty."""
        self._swatch.set_colour(colour)
        self._swatch.setVisible(bool(colour))
        self.setTextMargins(SWATCH + 8 if colour else 0, 0, 24, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the marks at their ends."""
        super().resizeEvent(event)
        self._chevron.setGeometry(self.width() - 32, 0, 28, self.height())
        self._swatch.setGeometry(12, (self.height() - SWATCH) // 2, SWATCH, SWATCH)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the entries and be ready to type over the text."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._editor.open()

    def event(self, event: QEvent) -> bool:
        """Settle what was typed before a key of the form (Ctrl+Enter) acts on it, and what is marked before Tab."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and is_for_the_form(event):
                self._editor.commit()
            if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._editor.take_marked()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on ↓ and F4, forget on Escape; the rest is text."""
        closed = not self._editor.popup.isVisible()
        if closed and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self._editor.open()
        elif event.key() == Qt.Key.Key_Escape and self._editor.forget():
            event.accept()
        else:
            super().keyPressEvent(event)


class ChoiceEditor(FieldEditor):
    """A line with type-ahead over a closed list."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        none = (Choice(None, "—"),) if spec.optional else ()
        self._choices = (*none, *spec.choices)
        self._model = ChoicesModel(self._choices, self)
        self._swatches: Mapping[JsonValue, str] = {}
        self._unfinished = False
        self._line = ChoiceLine(self)
        self._line.setObjectName("fieldLine")
        self._line.typed.connect(self._on_typed)
        self._row.addWidget(self._line)
        self._popup = QListView()
        self._completer = self._make_completer()

    @property
    def entry(self) -> ChoiceLine:
        """The line."""
        return self._line

    @property
    def popup(self) -> QListView:
        """The entries, while they are open."""
        return self._popup

    def set_read_only(self, on: bool) -> None:
        """Let the value be read and copied, not changed."""
        self._line.setReadOnly(on)

    def set_swatches(self, swatches: Mapping[JsonValue, str]) -> None:
        """Put colours (value → ``#rrggbb``) before entries."""
        self._swatches = dict(swatches)
        self._model.set_swatches(swatches)
        self._show_swatch(self._value)

    def open(self) -> None:
        """Show all entries with the current one chosen, ready to be typed over."""
        if self._line.isReadOnly():
            return
        self._line.selectAll()
        self._model.narrow("")
        self._pop_up(self._model.row_of(self._value))

    def commit(self) -> None:
        """Take the entry that was meant: the one written out, else the one chosen in the open list."""
        if not self._unfinished:
            return
        current = self._popup.currentIndex() if self._popup.isVisible() else QModelIndex()
        exact = self._model.exact(self._line.text())
        if exact is None and current.isValid():
            exact = self._choices[current.data(Qt.ItemDataRole.UserRole)]
        self._popup.hide()
        self._take(exact.value if exact is not None else self._line.text().strip() or self._empty())

    def take_marked(self) -> None:
        """Take the entry that is marked in the open list, as Tab does in any."""
        current = self._popup.currentIndex() if self._popup.isVisible() else QModelIndex()
        if current.isValid():
            self._popup.hide()
            self._on_activated(current)

    def forget(self) -> bool:
        """Go back to the document's value; False where nothing was unfinished."""
        if not self._unfinished:
            return False
        self._show(self._value)
        return True

    def _make_completer(self) -> QCompleter:
        self._popup.setObjectName("choicePopup")
        self._popup.setUniformItemSizes(True)
        self._popup.setIconSize(QSize(SWATCH + ICON_GAP, SWATCH))
        # A child of the line and the popup one of the editor: the completer must go before its popup does.
        completer = QCompleter(self._model, self._line)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_VISIBLE)
        completer.setWidget(self._line)
        completer.setPopup(self._popup)
        # Under the editor, so that a style sheet set on a window reaches it.
        self._popup.setParent(self, self._popup.windowFlags())
        completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index] # an overloaded signal
        return completer

    def _pop_up(self, row: int) -> None:
        if not self._model.rowCount():
            self._popup.hide()
            return
        self._completer.complete()
        index = self._completer.completionModel().index(row, 0) if row >= 0 else QModelIndex()
        self._popup.setCurrentIndex(index)

    def _on_typed(self, text: str) -> None:
        self._unfinished = True
        self._line.set_swatch("")
        self._model.narrow(text)
        self._pop_up(0 if text.strip() else -1)

    def _on_activated(self, index: QModelIndex) -> None:
        self._take(self._choices[index.data(Qt.ItemDataRole.UserRole)].value)

    def _take(self, value: JsonValue) -> None:
        self._show(value)
        if value != self._value:
            self._hand_on(value)

    def _show(self, value: JsonValue) -> None:
        self._unfinished = False
        label = "" if value is None else self.spec.label_of(value)
        if label != self._line.text():
            self._line.setText(label)
        self._line.setCursorPosition(0)
        self._show_swatch(value)

    def _show_swatch(self, value: JsonValue) -> None:
        self._line.set_swatch(self._swatches.get(value, "") if isinstance(value, str | int) else "")
