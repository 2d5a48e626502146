"""The editor of a long text."""

from collections.abc import Sequence

from pydantic import JsonValue
from PySide6.QtCore import Property, QEvent, QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from ui.forms.advice import Place
from ui.forms.editor import FieldEditor, as_text
from ui.forms.kinds import FieldSpec
from ui.forms.one_line import is_for_the_form, without_undo
from ui.forms.texts import clean_text, count_words, qt_splice, units

_LINES = 5
"""How many lines are visible where there is little room."""


class PlainText(QPlainTextEdit):
    """Plain text that leaves undo to the document and keeps its caret when others change it.

    Attributes:
        typed: A person changed the text; it is clean already.
    """

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(2)
        self.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing() + 20)
        self._shown = ""
        self._ink = QColor()
        self._places: tuple[Place, ...] = ()
        self.textChanged.connect(self._on_text_changed)

    def show_text(self, text: str) -> None:
        """Show another text by replacing only what differs; stays at the end where it stood at the end."""
        if text == self._shown:
            return
        bar = self.verticalScrollBar()
        at_end = bar.value() == bar.maximum() and not self.hasFocus()
        change, at, removed = qt_splice(self._shown, text)
        cursor = QTextCursor(self.document())
        cursor.setPosition(at)
        cursor.setPosition(at + removed, QTextCursor.MoveMode.KeepAnchor)
        with QSignalBlocker(self):
            cursor.insertText(change.added)
        self._shown = self._text()
        if at_end:
            bar.setValue(bar.maximum())

    def load(self, text: str) -> None:
        """Show a text from its beginning."""
        with QSignalBlocker(self):
            self.setPlainText(text)
        self._shown = self._text()

    def select(self, place: Place) -> None:
        """Select words and bring them into sight."""
        self.setTextCursor(self._cursor(place))
        self.ensureCursorVisible()

    def point_out(self, places: Sequence[Place]) -> None:
        """Underline words, until others are given."""
        if not places and not self._places:
            return
        self._places = tuple(places)
        marking = QTextCharFormat()
        marking.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        marking.setUnderlineColor(self._ink)
        selections = []
        for place in self._places:
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = self._cursor(place), marking
            selections.append(selection)
        self.setExtraSelections(selections)

    def _cursor(self, place: Place) -> QTextCursor:
        text = self._shown
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(text[: place.start]))
        cursor.setPosition(units(text[: place.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _get_ink(self) -> QColor:
        return self._ink

    def _set_ink(self, ink: QColor) -> None:
        self._ink = ink
        self.point_out(self._places)

    markInk = Property(QColor, _get_ink, _set_ink)  # noqa: N815 - Qt's way of naming; the style sheet sets it
    """What underlines are drawn in."""

    def event(self, event: QEvent) -> bool:
        """Leave to the form what is the form's."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if event.type() in kinds and isinstance(event, QKeyEvent) and is_for_the_form(event):
            event.ignore()
            return False
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the usual menu without the text's own undo."""
        without_undo(self.createStandardContextMenu()).popup(event.globalPos())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Text only; files are for the window."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Insert a text, cleaned."""
        if self.canInsertFromMimeData(source):
            self.textCursor().insertText(clean_text(source.text()))
            self.ensureCursorVisible()

    def _text(self) -> str:
        # toPlainText() would turn no-break spaces into spaces.
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _on_text_changed(self) -> None:
        text = self._text()
        if text != self._shown:
            self._shown = text
            self.typed.emit(text)


class TextEditor(FieldEditor):
    """Several paragraphs, with a live count of words; takes the height that there is."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._text = PlainText(self)
        self._text.setObjectName("fieldText")
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.typed.connect(self._on_typed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._row.addWidget(self._text)

    @property
    def entry(self) -> PlainText:
        """The text."""
        return self._text

    def load(self, value: JsonValue) -> None:
        """Show another document's value from its beginning."""
        self._value = value
        self._text.load(as_text(value))

    def set_read_only(self, on: bool) -> None:
        """Let the text be read and copied, not changed; one that is finished is read from its beginning."""
        if self._text.isReadOnly() and not on and not self._text.hasFocus():
            self._text.verticalScrollBar().setValue(0)
        self._text.setReadOnly(on)

    def select(self, place: Place) -> None:
        """Select words of the text."""
        super().select(place)
        self._text.select(place)

    def point_out(self, places: Sequence[Place]) -> None:
        """Underline words."""
        self._text.point_out(places)

    def counter(self, value: JsonValue) -> str:
        """``168 palavras · mínimo 150``."""
        text, limits = as_text(value), self.spec.limits
        if limits.min_words is not None:
            words = count_words(text)
            counted = self.tr("1 palavra") if words == 1 else self.tr("{words} palavras").format(words=words)
            return self.tr("{counted} · mínimo {minimum}").format(counted=counted, minimum=limits.min_words)
        return "" if limits.max_length is None else f"{len(text)} / {limits.max_length}"

    def _show(self, value: JsonValue) -> None:
        self._text.show_text(as_text(value))

    def _on_typed(self, text: str) -> None:
        self._hand_on(text or self._empty())
