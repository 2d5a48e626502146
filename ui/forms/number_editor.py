"""The editor of a number."""

from pydantic import JsonValue
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.forms.editor import as_text
from ui.forms.kinds import FieldSpec
from ui.forms.line_editor import LineEditor


class NumberEditor(LineEditor):
    """A number as people here write it; ↑ and ↓ step.

    What is no number stays in the line, goes to the document as text and is marked there.
    """

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._locale = QLocale()
        self._locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        self.entry.setMaximumWidth(160)
        self._row.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step up or down."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        number = self._value if isinstance(self._value, int | float) else None
        if event.key() not in steps or self.entry.isReadOnly() or number is None:
            super().keyPressEvent(event)
            return
        limits = self.spec.limits
        stepped = number + steps[Qt.Key(event.key())] * (limits.step or (1 if self.spec.whole else 0.1))
        stepped = stepped if limits.minimum is None else max(stepped, limits.minimum)
        stepped = stepped if limits.maximum is None else min(stepped, limits.maximum)
        value = int(stepped) if self.spec.whole else round(stepped, 10)
        self._show(value)
        self._hand_on(value)

    def counter(self, value: JsonValue) -> str:
        """The range, where both ends are limited: ``0,1–2``."""
        del value
        limits = self.spec.limits
        if limits.minimum is None or limits.maximum is None:
            return ""
        return f"{_told(limits.minimum)}–{_told(limits.maximum)}"

    def _show(self, value: JsonValue) -> None:
        self.entry.show_text(self._written(value))

    def _written(self, value: JsonValue) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return as_text(value)
        if float(value).is_integer():
            return str(int(value))
        return self._locale.toString(value, "g", QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value)

    def _on_typed(self, text: str) -> None:
        self._hand_on(self._read(text.strip()))

    def _read(self, text: str) -> JsonValue:
        if not text:
            return self._empty()
        for locale in (self._locale, QLocale.c()):
            number, understood = locale.toDouble(text)
            if understood:
                return int(number) if self.spec.whole and number.is_integer() else number
        return text


def _told(limit: float) -> str:
    """A limit to be read, not typed over: with separators between thousands."""
    if float(limit).is_integer():
        return QLocale().toString(int(limit))
    return QLocale().toString(float(limit), "g", QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value)
