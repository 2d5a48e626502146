"""Values that somebody else proposes for a closed list, each with a colour and a share, one click or key away."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ui.forms.flow import Flow
from ui.forms.kinds import FieldKind, FieldSpec
from ui.forms.looks import ICON_GAP, SWATCH, resized_font, set_look, swatch_icon
from ui.forms.words import percent

MOST = 4
"""How many are offered; more would be a second list."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value for a field.

    Attributes:
        value: An entry of its list.
        colour: What is shown beside it, as ``#rrggbb``.
        share: How much speaks for it, in [0, 1].
        hint: The same in a few words, for a tooltip and for those who hear the form.
    """

    value: JsonValue
    colour: str
    share: float
    hint: str = ""


class _Chip(QPushButton):
    """A button that Enter presses, too, and from which the arrows lead to its neighbours."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrows, press with Enter."""
        key = Qt.Key(event.key())
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class SuggestionRow(Flow):
    """A caption and its chips; nothing at all where nothing is suggested. Tab stops here once, arrows do the rest.

    Attributes:
        picked: A person took a suggestion (its value).
    """

    picked = Signal(object)

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._caption = QLabel(self)
        self._caption.setObjectName("fieldCounter")
        self._caption.setFont(resized_font(self, -1))
        self._suggestions: tuple[Suggestion, ...] = ()
        # Made once and in their place: Tab goes by the order in which widgets were made.
        self._pool = [self._made(place) for place in range(MOST if spec.kind is FieldKind.CHOICE else 0)]
        self._value: JsonValue = None
        self.hide()

    @property
    def chips(self) -> tuple[QPushButton, ...]:
        """The chips, in the suggestions' order."""
        return tuple(self._pool[: len(self._suggestions)])

    def suggest(self, caption: str, suggestions: Sequence[Suggestion]) -> None:
        """Offer these from now on.

        Args:
            caption: Where they come from, in a word or two.
            suggestions: The best first; those after the first few are left out.
        """
        shown = tuple(suggestions[: len(self._pool)])
        if (caption, shown) == (self._caption.text(), self._suggestions):
            return
        self._suggestions = shown
        self._caption.setText(caption)
        for chip in self._pool:
            chip.hide()
        for chip, suggestion in zip(self._pool, self._suggestions, strict=False):
            self._dress(chip, suggestion)
        self.mark(self._value)
        self._show_items([self._caption, *self.chips])
        self.setVisible(bool(self._suggestions))

    def set_locked(self, on: bool) -> None:
        """Let them be seen, not taken."""
        for chip in self._pool:
            chip.setEnabled(not on)

    def mark(self, value: JsonValue) -> None:
        """Show which suggestion is the field's value; that one is where Tab stops, else the first."""
        self._value = value
        values = [suggestion.value for suggestion in self._suggestions]
        stop = values.index(value) if value in values else 0
        for place, (chip, suggestion) in enumerate(zip(self.chips, self._suggestions, strict=True)):
            chosen = suggestion.value == value
            set_look(chip, "chosen", chosen)
            chip.setAccessibleDescription(", ".join(filter(None, (suggestion.hint, self.tr("escolhida") * chosen))))
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == stop else Qt.FocusPolicy.ClickFocus)

    def _made(self, place: int) -> _Chip:
        chip = _Chip(self)
        chip.setObjectName("suggestionChip")
        chip.setFont(resized_font(self, -1))
        chip.setIconSize(QSize(SWATCH + ICON_GAP, SWATCH))
        chip.clicked.connect(lambda: self.picked.emit(self._suggestions[place].value))
        chip.stepped.connect(lambda step: self._step(place + step))
        chip.hide()
        return chip

    def _dress(self, chip: _Chip, suggestion: Suggestion) -> None:
        label, share = self._spec.label_of(suggestion.value), percent(suggestion.share)
        chip.setText(f"{label} {share}".replace("&", "&&"))
        chip.setAccessibleName(f"{self._caption.text()} {label}, {share}")
        chip.setToolTip(suggestion.hint)
        chip.setIcon(swatch_icon(suggestion.colour))
        chip.show()

    def _step(self, place: int) -> None:
        self._pool[place % len(self._suggestions)].setFocus(Qt.FocusReason.TabFocusReason)
