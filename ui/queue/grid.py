"""A table of one column whose rows can stand side by side, as a grid of cells; where each is, is plain arithmetic.

It stays the same table with the same selection and the same keys, and asks the model only for what is in sight: so
50,000 products cost no more than fifty. What Qt has for this, a list in icon mode, lays all of them out anew when one
of them changes.
"""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from ui.queue.cell import CELL

AnyIndex = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction


class GridTable(QTableView):
    """A table until :meth:`set_grid` says otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = False

    @property
    def is_grid(self) -> bool:
        """Whether rows stand side by side."""
        return self._grid

    @property
    def across(self) -> int:
        """How many cells stand side by side."""
        return max(self.viewport().width() // CELL.width(), 1) if self._grid else 1

    def set_grid(self, *, on: bool) -> None:
        """Let rows stand side by side, or one below the other; the current one stays in sight."""
        self._grid = on
        self.verticalScrollBar().setSingleStep(CELL.height() // 3 if on else self._row_height() // 3)
        self.updateGeometries()
        self.viewport().update()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def visualRect(self, index: AnyIndex) -> QRect:  # noqa: N802 - Qt's name
        """Where a cell is, in points of the viewport."""
        if not self._grid:
            return super().visualRect(index)
        if not index.isValid():
            return QRect()
        line, place = divmod(index.row(), self.across)
        width, across = self.viewport().width(), self.across
        left, right = width * place // across, width * (place + 1) // across
        return QRect(left, line * CELL.height() - self.verticalScrollBar().value(), right - left, CELL.height())

    def indexAt(self, at: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """The cell at a point."""
        if not self._grid:
            return super().indexAt(at)
        row = self._row_at(at)
        inside = 0 <= at.x() < self.viewport().width()
        return self.model().index(row, 0) if inside and 0 <= row < self._count() else QModelIndex()

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight."""
        if not self._grid:
            super().scrollTo(index, hint)
            return
        self.executeDelayedItemsLayout()  # how far it can be scrolled may be another by now
        bar, rect, height = self.verticalScrollBar(), self.visualRect(index), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < 0 or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() >= height:
            bar.setValue(bar.value() + min(rect.bottom() + 1 - height, rect.top()))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802 - Qt's name
        """Where a key leads."""
        if not self._grid:
            return super().moveCursor(action, modifiers)
        count, row = self._count(), self.currentIndex().row()
        if not count:
            return QModelIndex()
        page = max(self.viewport().height() // CELL.height(), 1) * self.across
        steps = {
            _Action.MoveLeft: -1,
            _Action.MovePrevious: -1,
            _Action.MoveRight: 1,
            _Action.MoveNext: 1,
            _Action.MoveUp: -self.across,
            _Action.MoveDown: self.across,
            _Action.MovePageUp: -page,
            _Action.MovePageDown: page,
            _Action.MoveHome: -count,
            _Action.MoveEnd: count,
        }
        wanted = row + steps[action] if row >= 0 else 0
        if action in {_Action.MoveUp, _Action.MoveDown} and not 0 <= wanted < count:
            wanted = row if action == _Action.MoveUp else self._below(row, count)
        return self.model().index(min(max(wanted, 0), count - 1), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802 - Qt's name
        """Select from the cell at one corner to that at the other, as text is selected."""
        if not self._grid:
            super().setSelection(rect, command)
            return
        last = self._count() - 1
        ends = sorted(min(max(self._row_at(at), 0), last) for at in (rect.topLeft(), rect.bottomRight()))
        selection = QItemSelection()
        if last >= 0:
            selection.select(self.model().index(ends[0], 0), self.model().index(ends[1], 0))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802 - Qt's name
        """What is painted anew when these are selected, or not any more."""
        return QRegion(self.viewport().rect()) if self._grid else super().visualRegionForSelection(selection)

    def dataChanged(self, first: AnyIndex, last: AnyIndex, roles: Sequence[int] = ()) -> None:  # noqa: N802 - Qt's name
        """Paint anew what changed."""
        super().dataChanged(first, last, list(roles))
        if self._grid and first != last:
            self.viewport().update()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """How far it can be scrolled."""
        if not self._grid:
            super().updateGeometries()
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(height)
        bar.setRange(0, max(-(-self._count() // self.across) * CELL.height() - height, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer cells side by side leave the first one that is seen where it is."""
        bar, across = self.verticalScrollBar(), max(event.oldSize().width() // CELL.width(), 1)
        first = bar.value() // CELL.height() * across
        super().resizeEvent(event)
        if self._grid and across != self.across:
            bar.setValue(first // self.across * CELL.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that are in sight."""
        if not self._grid:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        usual = option.state & ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        top, bottom = self._row_at(event.rect().topLeft()), self._row_at(event.rect().bottomLeft())
        first = max(top - top % self.across, 0)
        for row in range(first, min(bottom - bottom % self.across + self.across, self._count())):
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)
            option.state = usual | self._state(index)
            self.itemDelegate().paint(painter, option, index)
        painter.end()

    def _state(self, index: QModelIndex) -> QStyle.StateFlag:
        """What is to be seen of a cell's being selected and current."""
        selected = self.selectionModel().isSelected(index)
        state = QStyle.StateFlag.State_Selected if selected else QStyle.StateFlag.State_None
        focused = index == self.currentIndex() and self.hasFocus()
        return state | QStyle.StateFlag.State_HasFocus if focused else state

    def _row_at(self, at: QPoint) -> int:
        """The row of the cell at a point, also beyond the last one."""
        place = min(max(at.x() * self.across // max(self.viewport().width(), 1), 0), self.across - 1)
        return (at.y() + self.verticalScrollBar().value()) // CELL.height() * self.across + place

    def _below(self, row: int, count: int) -> int:
        """Where it goes down to from a row with nothing right below: the last one, if that is in another line."""
        return count - 1 if (count - 1) // self.across > row // self.across else row

    def _count(self) -> int:
        model = self.model()
        return 0 if model is None else model.rowCount()

    def _row_height(self) -> int:
        return self.verticalHeader().defaultSectionSize()
