"""What would become of the products: how many, and each before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.bulk.delegate import ROW_HEIGHT, LineDelegate
from ui.bulk.lines import LINE_ROLE, Line, LinesModel
from ui.theme import Theme
from ui.widgets import label


@dataclass(frozen=True, slots=True)
class Tally:
    """What has been found out so far.

    Attributes:
        seen: How many products were looked at.
        total: Of how many.
        changing: How many would change.
        back: How many of these go back to review.
        skipped: How many are left out that one would have expected to change.
    """

    seen: int = 0
    total: int = 0
    changing: int = 0
    back: int = 0
    skipped: int = 0


class Preview(QWidget):
    """The count, and two lists: what changes, and what is left out.

    Attributes:
        opened: A product was double-clicked, or Enter was pressed on it.
        view: The list that is shown.
        changing: Shows what changes.
        skipped: Shows what is left out.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = (LinesModel(self), LinesModel(self))
        self._summary = label(role="quiet", wrap=True)
        self.changing, self.skipped = self._made_pill(), self._made_pill()
        self._pills = QButtonGroup(self)
        for place, pill in enumerate((self.changing, self.skipped)):
            self._pills.addButton(pill, place)
        self._pills.idClicked.connect(self._turn_to)
        self.changing.setChecked(True)
        self.view = _made_view()
        self.view.setAccessibleName(self.tr("Antes e depois de cada produto"))
        self._painter = LineDelegate(self.view)
        self.view.setItemDelegate(self._painter)
        self.view.activated.connect(self._on_activated)
        self._turn_to(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.changing)
        row.addWidget(self.skipped)
        row.addWidget(self._summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self.say(Tally(), "")

    def _made_pill(self) -> QPushButton:
        made = QPushButton()
        made.setProperty("kind", "size")
        made.setCheckable(True)
        return made

    @property
    def summary(self) -> str:
        """What is said beside the lists' names."""
        return self._summary.text()

    @property
    def lines(self) -> list[Line]:
        """The lines of the list that is shown."""
        model = self._models[self._pills.checkedId()]
        return [model.index(row).data(LINE_ROLE) for row in range(model.rowCount())]

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._painter.set_theme(theme)
        self.view.viewport().update()

    def clear(self) -> None:
        """Show nothing."""
        for model in self._models:
            model.clear()
        self.say(Tally(), "")

    def add(self, lines: Sequence[Line]) -> None:
        """Show more products."""
        changing, skipped = self._models
        changing.append([line for line in lines if not line.skipped])
        skipped.append([line for line in lines if line.skipped])

    def say(self, tally: Tally, words: str) -> None:
        """Show how many, and say something beside it."""
        number = self.locale().toString
        self.changing.setText(self.tr("Mudam: %1").replace("%1", number(tally.changing)))
        self.skipped.setText(self.tr("Ficam de fora: %1").replace("%1", number(tally.skipped)))
        self._summary.setText(words)

    def _turn_to(self, place: int) -> None:
        self.view.setModel(self._models[place])

    def _on_activated(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if isinstance(line, Line):
            self.opened.emit(line.product)


def _made_view() -> QTableView:
    """A list of rows that are all alike; a table, since a list view lays all rows out anew with each that comes."""
    made = QTableView()
    made.setProperty("role", "queue")
    made.horizontalHeader().hide()
    made.horizontalHeader().setStretchLastSection(True)
    made.verticalHeader().hide()
    made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    made.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    made.setShowGrid(False)
    made.setTabKeyNavigation(False)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return made
