"""A closed list that narrows while someone types."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from ui.forms.kinds import Choice
from ui.forms.looks import swatch_icon
from ui.forms.texts import fold

_Index = QModelIndex | QPersistentModelIndex


class ChoicesModel(QAbstractListModel):
    """The entries that match what was typed, best first.

    Accents and case do not matter. An entry that begins with the text comes before one with a word that does, and
    that before one that merely contains it; within each the list's own order holds.
    """

    def __init__(self, choices: Sequence[Choice], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._folded = tuple(fold(choice.label) for choice in choices)
        self._icons: dict[int, QIcon] = {}
        self._rows = list(range(len(choices)))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many entries match."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The label, the swatch, or for the user role the entry's number in the whole list."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._choices[row].label
            case Qt.ItemDataRole.DecorationRole:
                return self._icons.get(row)
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None

    def set_swatches(self, swatches: Mapping[JsonValue, str]) -> None:
        """Put a colour (``#rrggbb``) before some entries."""
        icons = {
            row: swatch_icon(swatches[choice.value])
            for row, choice in enumerate(self._choices)
            if isinstance(choice.value, str | int) and choice.value in swatches
        }
        self.beginResetModel()
        self._icons = icons
        self.endResetModel()

    def narrow(self, typed: str) -> None:
        """Keep the entries that match; all of them for an empty text."""
        needle = fold(typed)
        ranks = ((self._rank(needle, row), row) for row in range(len(self._choices)))
        rows = [row for _, row in sorted((rank, row) for rank, row in ranks if rank is not None)]
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def exact(self, typed: str) -> Choice | None:
        """The entry that reads just like this, accents and case aside."""
        needle = fold(typed)
        return next((choice for choice, name in zip(self._choices, self._folded, strict=True) if name == needle), None)

    def row_of(self, value: JsonValue) -> int:
        """Where a value's entry stands among those that match; -1 where it does not."""
        return next((place for place, row in enumerate(self._rows) if self._choices[row].value == value), -1)

    def _rank(self, needle: str, row: int) -> int | None:
        name = self._folded[row]
        if name.startswith(needle):
            return 0
        if f" {needle}" in name:
            return 1
        return 2 if needle in name else None
