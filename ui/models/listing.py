"""The list of models: those on this computer, those that can be downloaded, and those for finding photos by words."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from ui.models.delegate import ROW_ROLE, ModelDelegate
from ui.models.row import ModelRow
from ui.models.words import choice_size, fit_text, not_commercial, state_text
from ui.theme import Theme


class ModelList(QListWidget):
    """The list.

    Attributes:
        opened: The id of the model that became the current one.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "models")
        self.setAccessibleName(self.tr("Modelos"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._painter = ModelDelegate(self)
        self.setItemDelegate(self._painter)
        self._layout: list[str] = []
        self.currentItemChanged.connect(self._on_current_item_changed)

    def set_theme(self, theme: Theme) -> None:
        """Paint the rows in these colours."""
        self._painter.set_theme(theme)
        self.viewport().update()

    def set_rows(self, rows: Sequence[ModelRow]) -> None:
        """Show these; the current one stays the current one."""
        here = [row for row in rows if row.installed and not row.searches]
        offered = [row for row in rows if not (row.installed or row.searches)]
        searching = [row for row in rows if row.searches]
        words = self.tr("Para buscar fotos por palavras")
        parts = ((self.tr("Neste computador"), here), (self.tr("Para baixar"), offered), (words, searching))
        wanted: list[ModelRow | str] = []
        for title, part in parts:
            wanted += [title, *part] if part else []
        layout = [one if isinstance(one, str) else one.id for one in wanted]
        if layout != self._layout:
            self._build(wanted)
            self._layout = layout
        for place, one in enumerate(wanted):
            if isinstance(one, ModelRow):
                _show(self.item(place), one)

    def row_of(self, id_: str) -> ModelRow | None:
        """The model of an id."""
        found = (item.data(ROW_ROLE) for item in self._items())
        return next((one for one in found if isinstance(one, ModelRow) and one.id == id_), None)

    def current(self) -> ModelRow | None:
        """The current model."""
        item = self.currentItem()
        found = item.data(ROW_ROLE) if item is not None else None
        return found if isinstance(found, ModelRow) else None

    def open(self, id_: str) -> None:
        """Make a model the current one; the first where there is none of that id."""
        items = [item for item in self._items() if isinstance(item.data(ROW_ROLE), ModelRow)]
        named = [item for item in items if item.data(ROW_ROLE).id == id_]
        if found := (named or items):
            self.setCurrentItem(found[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the dialog's: it presses the main button; Home goes to the first model, not to its heading."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        elif event.key() == Qt.Key.Key_Home:
            self.open("")
        else:
            super().keyPressEvent(event)

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a model into view; the first one of a part with its heading."""
        if index.row() == 1:
            super().scrollTo(self.model().index(0, 0), hint)
        super().scrollTo(index, hint)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(place) for place in range(self.count())]

    def _build(self, wanted: Sequence[ModelRow | str]) -> None:
        """Make the items anew."""
        before = self.current()
        self.blockSignals(True)
        self.clear()
        for one in wanted:
            item = QListWidgetItem(one if isinstance(one, str) else one.name)
            if isinstance(one, str):
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                item.setData(ROW_ROLE, one)
            self.addItem(item)
        self.blockSignals(False)
        self.open(before.id if before else "")

    def _on_current_item_changed(self, item: QListWidgetItem | None) -> None:
        row = item.data(ROW_ROLE) if item is not None else None
        if isinstance(row, ModelRow):
            self.opened.emit(row.id)


def _show(item: QListWidgetItem, row: ModelRow) -> None:
    if item.data(ROW_ROLE) == row:
        return
    choice = row.choice(row.chosen)
    badge = not_commercial() if row.commercial is False else ""
    words = filter(None, (row.name, state_text(row), choice_size(choice), fit_text(choice.fit), badge))
    item.setText(row.name)
    item.setData(ROW_ROLE, row)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))
