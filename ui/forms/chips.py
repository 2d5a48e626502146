"""The machine's best guesses for a closed list, each one click away."""

from collections.abc import Mapping

from pydantic import JsonValue
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.forms.certainty import Certainty
from ui.forms.kinds import FieldSpec
from ui.forms.looks import ICON_GAP, SWATCH, resized_font, set_look, swatch_icon
from ui.forms.words import percent, shown_guesses

_GAP = 6


class GuessChips(QWidget):
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
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

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

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height of all lines at a width."""
        places = self._places(width)
        return max((place.bottom() + 1 for place in places), default=self._line_height())

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(120, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """As narrow as it must be."""
        return QSize(60, self._line_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chips in their places."""
        super().resizeEvent(event)
        self._arrange()

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 8

    def _places(self, width: int) -> list[QRect]:
        """Where each chip goes, line by line from the left."""
        places: list[QRect] = []
        corner, height = QPoint(0, 0), self._line_height()
        for chip in self._chips:
            size = QSize(min(chip.sizeHint().width(), max(width, 1)), height)
            if corner.x() and corner.x() + size.width() > width:
                corner = QPoint(0, corner.y() + height + _GAP)
            places.append(QRect(corner, size))
            corner += QPoint(size.width() + _GAP, 0)
        return places

    def _arrange(self) -> None:
        for chip, place in zip(self._chips, self._places(self.width()), strict=True):
            chip.setGeometry(place)

    def _rebuild(self) -> None:
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(place, *guess) for place, guess in enumerate(self._guesses)]
        self.updateGeometry()
        self._arrange()

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
