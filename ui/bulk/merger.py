"""Which values of a field mean the same, and which of them stays."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.chooser import Chooser
from ui.facets.group import FacetValue
from ui.widgets import label

_KEY = int(Qt.ItemDataRole.UserRole)


class Merger(QWidget):
    """Check values, choose the one that all of them become.

    Attributes:
        changed: Others are checked, or another one stays.
        list: The values, each with a box to check.
        into: The value that stays.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = {}
        self.list = QListWidget()
        self.list.setProperty("role", "values")
        self.list.setAccessibleName(self.tr("Valores que querem dizer o mesmo"))
        self.into = Chooser()
        self.into.setAccessibleName(self.tr("Passam a ser"))
        target = QVBoxLayout()
        target.addWidget(label(self.tr("Passam a ser"), "quiet"))
        target.addWidget(self.into)
        target.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list, 3)
        row.addLayout(target, 2)
        self.list.itemChanged.connect(self._on_checked)
        self.into.currentIndexChanged.connect(self._on_into_changed)

    @property
    def chosen(self) -> list[str]:
        """The keys of the checked values."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(item.data(_KEY)) for item in items if item.checkState() is Qt.CheckState.Checked]

    def set_values(self, values: Sequence[FacetValue], checked: frozenset[str]) -> None:
        """Offer these values, with some of them checked."""
        self._counts = {value.key: value.count for value in values}
        self.list.blockSignals(True)
        self.list.clear()
        for value in values:
            item = QListWidgetItem(f"{value.name}  ·  {self.locale().toString(value.count)}")
            item.setData(_KEY, value.key)
            item.setSizeHint(QSize(0, 30))
            item.setCheckState(Qt.CheckState.Checked if value.key in checked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._on_checked()

    def _on_into_changed(self) -> None:
        self.changed.emit()

    def _on_checked(self) -> None:
        """Offer the checked values as the one that stays, the most frequent first."""
        chosen = sorted(self.chosen, key=lambda key: -self._counts[key])
        kept = self.into.currentText()
        self.into.blockSignals(True)
        self.into.clear()
        self.into.addItems(chosen)
        if kept in chosen and len(chosen) > 2:
            self.into.setCurrentText(kept)
        self.into.blockSignals(False)
        self.into.setEnabled(len(chosen) > 1)
        self.changed.emit()
