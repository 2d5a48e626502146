"""Several values of a field become one: which, and which one."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.facets.group import FacetValue
from ui.widgets import button, label

_KEY = int(Qt.ItemDataRole.UserRole)


class MergeDialog(QDialog):
    """Check values, choose the one that all of them become.

    Attributes:
        confirmed: The values that are to become one, and the one that they become.
        list: The values, each with a box to check.
        into: The value that stays.
    """

    confirmed = Signal(list, str)

    def __init__(
        self, title: str, values: Sequence[FacetValue], checked: frozenset[str], parent: QWidget | None = None
    ) -> None:
        """Build the dialog.

        Args:
            title: The field's name.
            values: Its values.
            checked: The keys of those to begin with.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Unir valores: %1").replace("%1", title))
        self.resize(440, 520)
        self._counts: Mapping[str, int] = {value.key: value.count for value in values}
        self.list = QListWidget()
        self.list.setProperty("role", "values")
        self.list.setAccessibleName(title)
        for value in values:
            item = QListWidgetItem(f"{value.name}  ·  {self.locale().toString(value.count)}")
            item.setData(_KEY, value.key)
            item.setSizeHint(QSize(0, 30))
            item.setCheckState(Qt.CheckState.Checked if value.key in checked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.into = QComboBox()
        self.into.setMinimumHeight(32)
        self.into.setAccessibleName(self.tr("Passam a ser"))
        self._message = label(role="quiet", wrap=True)
        self.cancel = button(self.tr("Cancelar"))
        self.cancel.clicked.connect(self.reject)
        self.ok = button(self.tr("Unir"), "primary")
        self.ok.clicked.connect(self._on_ok_clicked)
        self._lay_out()
        self.list.itemChanged.connect(self._on_changed)
        self.into.currentIndexChanged.connect(self._say)
        self._on_changed()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.ok)
        target = QHBoxLayout()
        target.addWidget(label(self.tr("Passam a ser")))
        target.addWidget(self.into, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Marque os valores que querem dizer o mesmo."), wrap=True))
        column.addWidget(self.list, 1)
        column.addLayout(target)
        column.addWidget(self._message)
        column.addLayout(foot)

    @property
    def chosen(self) -> list[str]:
        """The keys of the checked values."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(item.data(_KEY)) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _on_changed(self) -> None:
        """Offer the checked values as the one that stays, the most frequent first."""
        chosen = sorted(self.chosen, key=lambda key: -self._counts[key])
        kept = self.into.currentText()
        self.into.clear()
        self.into.addItems(chosen)
        if kept in chosen and len(chosen) > 2:
            self.into.setCurrentText(kept)
        self._say()

    def _say(self) -> None:
        chosen = self.chosen
        enough = len(chosen) > 1
        count = sum(self._counts[key] for key in chosen if key != self.into.currentText())
        words = self.tr("%n ficha(s) mudam. As já aprovadas ou exportadas voltam para revisão.", "", count)
        self._message.setText(words if enough else self.tr("Marque ao menos dois valores."))
        self.into.setEnabled(enough)
        self.ok.setEnabled(enough)

    def _on_ok_clicked(self) -> None:
        self.confirmed.emit(self.chosen, self.into.currentText())
        self.accept()
