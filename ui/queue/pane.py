"""The list's column: how many products, the folded filters, the list or why it is empty."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.empty import NoResults
from ui.icons import tinted
from ui.layout import USUAL_GRIDS
from ui.queue.likeness_bar import LikenessBar
from ui.queue.model import QueueModel
from ui.queue.sample_line import SampleLine
from ui.queue.selection_bar import SelectionBar
from ui.queue.view import QueueView
from ui.theme import LIGHT, Theme
from ui.widgets import ElidedLabel, button, ground, icon_button


class QueuePane(QWidget):
    """The list and its header.

    Attributes:
        clear_requested: Show everything again.
        order_chosen: Sort by the order of this key.
        view: The list.
        acts: What can be done with a selection of several.
        sample: How a sample goes that is written first.
        filter_button: Opens the filters while they are folded.
        order_button: Opens the orders.
        likeness: What products are to look like, while that matters.
        face_button: Shows pictures side by side, or rows again.
    """

    clear_requested = Signal()
    order_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self.view = QueueView()
        self.nothing = NoResults()
        self.nothing.clear_requested.connect(self.clear_requested.emit)
        self._count = ElidedLabel("", "quiet")
        self.filter_button: QPushButton = button("", "pill")
        self.filter_button.hide()
        self.order_button: QPushButton = button("", "pill")
        self.order_button.setAccessibleName(self.tr("Ordem"))
        self.order_button.hide()
        self._order, self._folded, self._narrowed = "", False, False
        self._orders = QActionGroup(self)
        self._grids, self._alike, self._quiet = list(USUAL_GRIDS), False, LIGHT.quiet
        self.likeness = LikenessBar()
        self.acts = SelectionBar()
        self.sample = SampleLine()
        self.view.selection_counted.connect(self.acts.set_count)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._made_header())
        column.addWidget(self.likeness)
        column.addWidget(self.sample)
        column.addWidget(self._pages, 1)
        column.addWidget(self.acts)
        self._show_face()

    def _made_header(self) -> QWidget:
        self.face_button = icon_button("")
        self.face_button.clicked.connect(self.turn_grid)
        header = ground(QWidget(), "bar")
        header.setFixedHeight(40)
        row = QHBoxLayout(header)
        row.setContentsMargins(14, 0, 10, 0)
        row.addWidget(self._count, 1)
        row.addStretch()
        row.setSpacing(6)
        row.addWidget(self.order_button, 0, Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.filter_button, 0, Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.face_button, 0, Qt.AlignmentFlag.AlignRight)
        return header

    def fold(self, *, folded: bool) -> None:
        """Offer the filters by a button, which says by itself how many products there are, if all are shown."""
        self._folded = folded
        self.filter_button.setVisible(folded)
        self._say_count()

    @property
    def grids(self) -> tuple[bool, bool]:
        """Whether pictures stand side by side: usually, and while something is looked for by its likeness."""
        usual, alike = self._grids
        return usual, alike

    def set_grids(self, usual: bool, alike: bool) -> None:
        """Take up what :attr:`grids` gave."""
        self._grids = [usual, alike]
        self._show_face()

    def set_alike(self, *, on: bool) -> None:
        """Whether products are shown by their likeness to something."""
        if on != self._alike:
            self._alike = on
            self._show_face()

    def turn_grid(self) -> None:
        """Show pictures side by side, or rows again; and so the next time."""
        self._grids[self._alike] = not self._grids[self._alike]
        self._show_face()

    def _show_face(self) -> None:
        grid = self._grids[self._alike]
        self.view.set_grid(on=grid)
        name = self.tr("Ver em lista (G)") if grid else self.tr("Ver em grade (G)")
        self.face_button.setToolTip(name)
        self.face_button.setAccessibleName(name)
        self.face_button.setIcon(tinted("rows" if grid else "grid", self._quiet))

    def set_queue(self, model: QueueModel) -> None:
        """Show a model's products."""
        self.view.set_queue(model)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._on_rows_changed)
        self._on_rows_changed()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.view.set_theme(theme)
        self.filter_button.setIcon(tinted("filter", theme.quiet))
        self.likeness.set_theme(theme)
        self._quiet = theme.quiet
        self._show_face()

    @property
    def order(self) -> str:
        """The key of the order that was chosen last."""
        return self._order

    def set_orders(self, orders: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer these orders, as (key, name)."""
        menu = QMenu(self)
        for key, name in orders:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setData(key)
            self._orders.addAction(action)
        self._orders.triggered.connect(self._on_order_triggered)
        self.order_button.setMenu(menu)
        self.order_button.show()
        self.set_order(chosen)

    def set_order(self, key: str) -> None:
        """Mark an order as the one in force, without telling anyone."""
        self._order = key
        for action in self._orders.actions():
            if action.data() == key:
                action.setChecked(True)
                self._name_order(action.text())

    def show_ranked(self, ranked: bool) -> None:
        """Say that what was searched for stands in the order of how well it was found, or in the chosen one."""
        checked = self._orders.checkedAction()
        self._name_order(self.tr("Melhores") if ranked or checked is None else checked.text())

    def _name_order(self, name: str) -> None:
        self.order_button.setText(f"{name} ▾")
        self.order_button.setAccessibleName(self.tr("Ordem: %s").replace("%s", name))

    def set_filter(self, chosen: Sequence[str], search: str, shown: str) -> None:
        """Say which filter is on.

        Args:
            chosen: The names of the chosen values.
            search: The words searched for, or empty.
            shown: What the folded filters' button says.
        """
        self._narrowed = bool(chosen or search)
        self.nothing.set_filter(chosen, search)
        self.view.set_words(search)
        self.filter_button.setText(f" {shown}")
        self.filter_button.setAccessibleName(self.tr("Filtro: %s").replace("%s", shown))
        self._say_count()

    def _on_order_triggered(self, action: QAction) -> None:
        self.set_order(str(action.data()))
        self.order_chosen.emit(self._order)

    def _on_rows_changed(self) -> None:
        self._say_count()
        self._pages.setCurrentIndex(0 if self._shown() else 1)

    def _shown(self) -> int:
        model = self.view.queue()
        return 0 if model is None else model.rowCount()

    def _say_count(self) -> None:
        """Say how many products are listed: folded, by the number alone, and only while they are narrowed."""
        count, number = self._shown(), self.locale().toString(self._shown())
        words = self.tr("1 produto") if count == 1 else self.tr("%s produtos").replace("%s", number)
        self._count.setText(number if self._folded else words)
        self._count.setAccessibleName(words)
        self._count.setVisible(self._narrowed or not self._folded)
