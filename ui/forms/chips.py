"""The machine's best guesses for a closed list, each one click away."""

from collections.abc import Mapping

from pydantic import JsonValue
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.forms.certainty import Certainty
from ui.forms.flow import Flow
from ui.forms.kinds import FieldSpec
from ui.forms.looks import ICON_GAP, SWATCH, resized_font, set_look, swatch_icon
from ui.forms.words import percent, shown_guesses


class GuessChips(Flow):
    """Chips side by side, in further lines where the width does not do.

    Attributes:
        picked: A chip was clicked (its place, from 0).
    """

    picked = Signal(int)

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._swatches: Mapping[JsonValue, str] = {}
        self._guesses: tuple[tuple[JsonValue, float], ...] = ()
        self._chips: list[QPushButton] = []

    @property
    def chips(self) -> tuple[QPushButton, ...]:
        """The chips, best guess first."""
        return tuple(self._chips)

    @property
    def guesses(self) -> tuple[JsonValue, ...]:
        """What the chips stand for."""
        return tuple(value for value, _ in self._guesses)

    def set_swatches(self, swatches: Mapping[JsonValue, str]) -> None:
        """Put colours (value → ``#rrggbb``) before some guesses."""
        self._swatches = dict(swatches)
        self._rebuild()

    def set_certainty(self, certainty: Certainty | None) -> None:
        """Offer the guesses of a certainty; none where it has none."""
        guesses = shown_guesses(certainty)
        if guesses != self._guesses:
            self._guesses = guesses
            self._rebuild()

    def mark(self, value: JsonValue) -> None:
        """Show which guess is the field's value."""
        for chip, (guess, _) in zip(self._chips, self._guesses, strict=True):
            set_look(chip, "chosen", guess == value)
            chip.setAccessibleDescription(self.tr("escolhido") if guess == value else "")

    def _rebuild(self) -> None:
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(place, *guess) for place, guess in enumerate(self._guesses)]
        self._show_items(self._chips)

    def _chip(self, place: int, value: JsonValue, probability: float) -> QPushButton:
        chip = QPushButton(f"{self._spec.label_of(value)} {percent(probability)}".replace("&", "&&"), self)
        chip.setObjectName("guessChip")
        chip.setFont(resized_font(self, -1))
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setToolTip(self.tr("Alt+{number} escolhe").format(number=place + 1))
        if isinstance(value, str | int) and value in self._swatches:
            chip.setIcon(swatch_icon(self._swatches[value]))
            chip.setIconSize(QSize(SWATCH + ICON_GAP, SWATCH))
        chip.clicked.connect(lambda: self.picked.emit(place))
        chip.show()
        return chip
