"""What would become of each product, as a list of tens of thousands. It does not know how that was reckoned."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.forms.kinds import FieldSpec

LINE_ROLE = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One product.

    Attributes:
        product: Which.
        title: What it is called.
        before: What the field holds, or the product's state; short, on one line.
        after: What it would hold; the same where the product is left out.
        note: What else happens, or why it is left out.
        skipped: Whether it is left out.
    """

    product: int
    title: str
    before: str
    after: str
    note: str = ""
    skipped: bool = False


class LinesModel(QAbstractListModel):
    """Lines in the order in which they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """A line, or its words for a screen reader and a tooltip."""
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return told(line)
        return None

    def append(self, lines: Sequence[Line]) -> None:
        """Add some at the end."""
        if not lines:
            return
        first = len(self._lines)
        self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
        self._lines.extend(lines)
        self.endInsertRows()

    def clear(self) -> None:
        """Take all away."""
        if self._lines:
            self.beginResetModel()
            self._lines = []
            self.endResetModel()


def told(line: Line) -> str:
    """A line in words."""
    if line.skipped:
        words = QCoreApplication.translate("LinesModel", "%1. Fica como está: %2")
        return words.replace("%1", line.title).replace("%2", line.note)
    words = QCoreApplication.translate("LinesModel", "%1. Antes: %2. Depois: %3.")
    said = words.replace("%1", line.title).replace("%2", line.before or "—").replace("%3", line.after or "—")
    return f"{said} {line.note}".strip()


def value_text(spec: FieldSpec, value: JsonValue) -> str:
    """A field's value as one text that people can read."""
    if isinstance(value, bool):
        yes, no = QCoreApplication.translate("LinesModel", "sim"), QCoreApplication.translate("LinesModel", "não")
        return yes if value else no
    if isinstance(value, list):
        return " · ".join(str(item) for item in value)
    return spec.label_of(value)
