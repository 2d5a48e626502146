"""What every editor of a field does, whatever it edits."""

from collections.abc import Sequence

from pydantic import JsonValue
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.forms.advice import Place
from ui.forms.kinds import FieldSpec
from ui.forms.looks import set_look


class FieldEditor(QWidget):
    """Shows one value and says when a person changes it.

    An editor holds no truth: the document does. It never drops what was typed: an entry that is no valid value is
    handed on as it stands, and the document marks it.

    Attributes:
        edited: A person changed the value (the new one).
    """

    edited = Signal(object)

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._value: JsonValue = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    @property
    def entry(self) -> QWidget:
        """The widget that takes the keyboard."""
        raise NotImplementedError

    @property
    def frame(self) -> QWidget:
        """The widget with the border, which shows the field's state."""
        return self.entry

    def load(self, value: JsonValue) -> None:
        """Show the value of another document; nothing of the last one stays."""
        self._value = value
        self._show(value)

    def show_value(self, value: JsonValue) -> None:
        """Show a value that changed elsewhere; the caret stays, and so does text that already means this value."""
        if value != self._value or type(value) is not type(self._value):
            self._value = value
            self._show(value)

    def commit(self) -> None:
        """Hand on an entry that was not yet handed on."""

    def set_read_only(self, on: bool) -> None:
        """Let the value be read but not changed."""
        raise NotImplementedError

    def set_state(self, state: str) -> None:
        """Show a state at the border: ``writing``, ``wrong``, ``marked`` or none."""
        set_look(self.frame, "state", state)

    def select(self, place: Place) -> None:
        """Bring the keyboard to some words and select them; an editor without words only takes the keyboard."""
        del place
        self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def point_out(self, places: Sequence[Place]) -> None:
        """Show where words stand that something is said of, where the editor can."""

    def counter(self, value: JsonValue) -> str:
        """What is said at the right of the label about the value's size; may be empty."""
        del value
        return ""

    def said(self, value: JsonValue) -> str:
        """What stands at the right of the label: that there is nothing yet, where the field says so, else the size."""
        return self.spec.empty if self.spec.empty and value in (None, "", []) else self.counter(value)

    def _show(self, value: JsonValue) -> None:
        raise NotImplementedError

    def _hand_on(self, value: JsonValue) -> None:
        """Tell that a person made it this value."""
        self._value = value
        self.edited.emit(value)

    def _empty(self) -> JsonValue:
        """What an empty editor means."""
        return None if self.spec.optional else ""


def as_text(value: JsonValue) -> str:
    """A value as text for an editor of texts; also one that was written for an editor of another kind."""
    if isinstance(value, list):
        return ", ".join(as_text(item) for item in value)
    return "" if value is None else str(value)
