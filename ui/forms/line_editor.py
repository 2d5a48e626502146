"""The editor of a short text."""

from pydantic import JsonValue
from PySide6.QtWidgets import QWidget

from ui.forms.advice import Place
from ui.forms.editor import FieldEditor, as_text
from ui.forms.kinds import FieldSpec
from ui.forms.one_line import OneLine


class LineEditor(FieldEditor):
    """One line, with a count where its length is limited."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._line = OneLine(self)
        self._line.setObjectName("fieldLine")
        self._line.typed.connect(self._on_typed)
        self._row.addWidget(self._line)

    @property
    def entry(self) -> OneLine:
        """The line."""
        return self._line

    def load(self, value: JsonValue) -> None:
        """Show another document's value from its beginning."""
        super().load(value)
        self._line.setCursorPosition(0)

    def set_read_only(self, on: bool) -> None:
        """Let the line be read and copied, not changed."""
        self._line.setReadOnly(on)

    def select(self, place: Place) -> None:
        """Select words of the line."""
        super().select(place)
        self._line.select(place.start, place.end)

    def counter(self, value: JsonValue) -> str:
        """``24 / 80``."""
        longest = self.spec.limits.max_length
        return "" if longest is None else f"{len(as_text(value))} / {longest}"

    def _show(self, value: JsonValue) -> None:
        self._line.show_text(as_text(value))

    def _on_typed(self, text: str) -> None:
        self._hand_on(text or self._empty())
