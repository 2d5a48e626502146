"""What there is to know of a model, as names and values in two columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.widgets import label

_NAMES_WIDTH = 96


class Facts(QWidget):
    """The columns; a fact without a value takes no room."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, _NAMES_WIDTH)
        grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QLabel]] = []
        for place, name in enumerate(names):
            title, value = label(name, "quiet"), label(wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            title.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(title, place, 0)
            grid.addWidget(value, place, 1)
            self._lines.append((title, value))

    def set_values(self, values: Sequence[str]) -> None:
        """Show one value for each name."""
        for (title, value), text in zip(self._lines, values, strict=True):
            value.setText(text)
            value.setAccessibleName(f"{title.text()}: {text}")
            title.setVisible(bool(text))
            value.setVisible(bool(text))

    def values(self) -> list[str]:
        """What is shown."""
        return [value.text() for _, value in self._lines if value.text()]
