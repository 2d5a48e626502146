"""The list of products on screen: keys, selection and the menu of a row. It emits intents and does nothing itself.

It is a table of one column and not a ``QListView``, which lays every row out anew, asking the model about each,
whenever one of them changes: 90 ms at 50,000 rows. A table knows where a row of fixed height is.
"""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QWidget

from ui.queue.cell import CellDelegate
from ui.queue.delegate import ROW_HEIGHT, QueueDelegate
from ui.queue.found import pieces
from ui.queue.joining import JoiningTable
from ui.queue.menu import made_menu
from ui.queue.model import ID_ROLE, AnyIndex, QueueModel
from ui.theme import Theme

_MOST_KEPT = 500
"""A larger selection is let go when the list starts anew: scattered over it, it would cost every paint dearly."""
_CLEAR = QItemSelectionModel.SelectionFlag.ClearAndSelect


class QueueView(JoiningTable):
    """A list over a :class:`QueueModel`.

    Attributes:
        opened: The product that became the current one.
        selection_counted: How many products are selected, when that changed.
        card_requested: Enter was pressed: on to the card.
        regenerate_requested: Generate these anew.
        cancel_requested: Stop these.
        remove_requested: Take these out of the catalogue.
        reveal_requested: Show this one's photo in the file manager.
        alike_requested: Look for products that look like this one.
    """

    opened = Signal(int)
    selection_counted = Signal(int)
    card_requested = Signal()
    regenerate_requested = Signal(list)
    cancel_requested = Signal(list)
    remove_requested = Signal(object)
    reveal_requested = Signal(int)
    alike_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QueueDelegate(), parent)
        self._painter.setParent(self)
        self._painters = {False: self._painter, True: CellDelegate(self)}
        self.setProperty("role", "queue")
        self.setAccessibleName(self.tr("Produtos"))
        self.setItemDelegate(self._painter)
        self._set_up_table()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT // 3)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self._kept: tuple[int | None, list[int]] = (None, [])
        self._stays: int | None = None  # it is open already
        self._gap = 0

    def _set_up_table(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(0)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    def set_words(self, typed: str) -> None:
        """Mark the words of what was searched for."""
        for painter in self._painters.values():
            painter.set_words(pieces(typed))
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Paint the rows in these colours."""
        super().set_theme(theme)
        for painter in self._painters.values():
            painter.set_theme(theme)
        self.viewport().update()

    def set_grid(self, *, on: bool) -> None:
        """Show pictures side by side, or rows."""
        if on != self.is_grid:
            self._painter = self._painters[on]
            self.setItemDelegate(self._painter)
            super().set_grid(on=on)

    def set_queue(self, model: QueueModel) -> None:
        """Show a model, once for the view's life; its current product and selection survive a reset."""
        self.setModel(model)
        # After the view's own slots, which forget the selection when the model starts anew.
        model.modelAboutToBeReset.connect(self._on_about_to_be_reset)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def queue(self) -> QueueModel | None:
        """The model, if there is one."""
        model = self.model()
        return model if isinstance(model, QueueModel) else None

    def current(self) -> int | None:
        """The current product."""
        model = self.queue()
        return None if model is None else model.id_at(self.currentIndex())

    def selected(self) -> list[int]:
        """The selected products, in their order on screen."""
        model = self.queue()
        if model is None:
            return []
        return [product for top, bottom in self._ranges() for product in model.ids()[top : bottom + 1]]

    def selected_count(self) -> int:
        """How many are selected; at once, however many they are."""
        return sum(bottom - top + 1 for top, bottom in self._ranges())

    def _ranges(self) -> list[tuple[int, int]]:
        """The selected rows, first and last of each run, in their order on screen."""
        if self.queue() is None:
            return []
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        return sorted((part.top(), part.bottom()) for part in parts)

    def open(self, product: int) -> bool:
        """Make a product the current one and bring it into view; whether it is shown at all."""
        model = self.queue()
        index = QModelIndex() if model is None else model.index_of(product)
        if index.isValid():
            self._go_to(index)
        return index.isValid()

    def let_go(self) -> None:
        """Have no current product: the one that is open is not in the list."""
        self._gap = 0
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def rowsAboutToBeRemoved(self, parent: AnyIndex, first: int, last: int) -> None:  # noqa: N802 - Qt's name
        """Open no neighbour when the current product leaves the list: somebody may be typing into its card."""
        if first <= self.currentIndex().row() <= last:
            self.let_go()
            self._gap = first
        super().rowsAboutToBeRemoved(parent, first, last)

    def step(self, by: int) -> None:
        """Go to a neighbour; from nowhere, to the first, or to what stood beside the one that left the list."""
        model = self.queue()
        if model is None or not model.rowCount():
            return
        at = self.currentIndex()
        row = at.row() + by if at.isValid() else self._gap + min(by, 0)
        self._go_to(model.index(min(max(row, 0), model.rowCount() - 1)))

    def _go_to(self, index: QModelIndex) -> None:
        """Make this row alone the current and selected one, whatever keys are held: Ctrl+Enter adds none to others."""
        self.selectionModel().setCurrentIndex(index, _CLEAR)
        self.scrollTo(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first time, Qt makes the first row the current one and selects nothing: no row would look open."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectionModel().select(self.currentIndex(), _CLEAR)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are the window's (J, K, Space, ?), not a search; Enter goes to the card, Delete removes."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.card_requested.emit()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self._remove_selected()
        elif plain and event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.step(-len(self._ids()) if event.key() == Qt.Key.Key_Home else len(self._ids()))
        elif event.text().isprintable() and event.text() and event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _ids(self) -> Sequence[int]:
        model = self.queue()
        return [] if model is None else model.ids()

    def _remove_selected(self) -> None:
        products = self.selected()
        if products:
            self.remove_requested.emit(products)

    def menu_for(self, products: list[int]) -> QMenu:
        """The menu of some products."""
        return made_menu(self, products)

    def _on_current_changed(self, current: QModelIndex) -> None:
        product = current.data(ID_ROLE)
        if isinstance(product, int) and product != self._stays:
            self.opened.emit(product)

    def _on_selection_changed(self) -> None:
        self.selection_counted.emit(self.selected_count())

    def _on_menu_requested(self, at: QPoint) -> None:
        products = self.selected()
        if products:
            self.menu_for(products).popup(self.viewport().mapToGlobal(at))

    def _on_about_to_be_reset(self) -> None:
        few = self.selected_count() <= _MOST_KEPT
        self._kept = (self.current(), self.selected() if few else [])

    def _on_reset(self) -> None:
        current, selected = self._kept
        self._kept = (None, [])
        self._select_anew(current, selected)
        self._on_selection_changed()  # a model that starts anew takes the selection away without a word

    def _select_anew(self, current: int | None, selected: list[int]) -> None:
        model = self.queue()
        if model is None or current is None or not model.index_of(current).isValid():
            return
        self._stays = current
        self.open(current)
        self._stays = None
        selection = QItemSelection()
        for product in selected:
            index = model.index_of(product)
            if index.isValid():
                selection.select(index, index)
        if not selection.isEmpty():
            self.selectionModel().select(selection, _CLEAR)
