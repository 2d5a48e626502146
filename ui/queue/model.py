"""The list of products as a Qt model: ids in memory, rows fetched in pages when they are looked at.

Holds 50,000 products without a widget or a row object each. It does not know where the rows come from.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QPixmap

from ui.queue.changes import Changes, changes
from ui.queue.lru import Lru
from ui.queue.row import Live, QueueRow, match_sentence, match_word, state_word
from ui.queue.source import RowSource
from ui.queue.thumbnails import Thumbnails

PAGE = 32
"""Rows fetched at once: a screen or two, so that a jump to anywhere costs one short query."""
KEPT_ROWS = 2048
THUMBNAIL_SIDE = 52
"""Points, in a row of 72."""
PICTURE_SIDE = 112
"""Points of the room that a picture has in a grid: the longer side of thumbnails, so that they are sharp."""

PRODUCTS = "application/x-fichario-products"
"""What dragged products travel as: their numbers, with spaces between."""

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
ID_ROLE = ROW_ROLE + 1
LIVE_ROLE = ROW_ROLE + 2

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class QueueModel(QAbstractListModel):
    """Products in the order of their source."""

    def __init__(self, source: RowSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._ids: list[int] = list(source.ids())
        self._places: dict[int, int] | None = None
        self._rows: Lru[int, QueueRow] = Lru(KEPT_ROWS)
        self._live: dict[int, Live] = {}
        self._thumbnails = Thumbnails(source, THUMBNAIL_SIDE)
        self._pictures = Thumbnails(source, PICTURE_SIDE, whole=True)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many products there are."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """A product's row, id, live text, or its texts for a screen reader and a tooltip."""
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        product = self._ids[index.row()]
        if role == ID_ROLE:
            return product
        if role == LIVE_ROLE:
            return self._live.get(product)
        if role not in {ROW_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        row = self._row(index.row())
        if row is None or role == ROW_ROLE:
            return row
        return _told(row) if role == Qt.ItemDataRole.DisplayRole else _hint(row)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Every product can be dragged onto another."""
        dragged = Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | dragged if index.isValid() else super().flags(index)

    def mimeTypes(self) -> list[str]:
        """Products only."""
        return [PRODUCTS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """The products at these places."""
        data = QMimeData()
        numbers = " ".join(str(self.id_at(index)) for index in sorted(indexes, key=lambda index: index.row()))
        data.setData(PRODUCTS, numbers.encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Nothing is moved: whoever hears of a drop decides what becomes of it."""
        return Qt.DropAction.CopyAction

    def dropMimeData(
        self, _data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, _parent: AnyIndex
    ) -> bool:
        """Nothing by itself: the view tells what was dropped on what."""
        return False

    def thumbnail(self, product: int, density: float) -> QPixmap:
        """The product's thumbnail at ``density`` pixels a point; null where there is none yet."""
        return self._thumbnails.get(product, density)

    def picture(self, product: int, density: float) -> QPixmap:
        """The same, whole and larger, for a grid."""
        return self._pictures.get(product, density)

    def ids(self) -> Sequence[int]:
        """The ids in their order."""
        return self._ids

    def id_at(self, index: AnyIndex) -> int | None:
        """The product at an index."""
        return self._ids[index.row()] if index.isValid() else None

    def index_of(self, product: int) -> QModelIndex:
        """Where a product is; an invalid index where it is not shown."""
        row = self._places_by_id().get(product)
        return QModelIndex() if row is None else self.index(row)

    def set_live(self, product: int, title: str, progress: float) -> None:
        """Show what the model is writing in place of the stored row, until :meth:`refresh` or :meth:`end_live`."""
        live = Live(title, progress)
        if self._live.get(product) != live:
            self._live[product] = live
            self._touch(product)

    def end_live(self, product: int) -> None:
        """Show the stored row again."""
        if self._live.pop(product, None) is not None:
            self._touch(product)

    def refresh(self, ids: Iterable[int]) -> None:
        """Fetch changed rows and their thumbnails anew when they are next looked at."""
        for product in ids:
            self._rows.forget(product)
            self._thumbnails.forget(product)
            self._pictures.forget(product)
            self._live.pop(product, None)
            self._touch(product)

    def append(self, ids: Iterable[int]) -> None:
        """Add products at the end; those that are shown already stay where they are."""
        places = self._places_by_id()
        fresh = [product for product in dict.fromkeys(ids) if product not in places]
        if not fresh:
            return
        first = len(self._ids)
        self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
        self._ids.extend(fresh)
        places.update({product: first + at for at, product in enumerate(fresh)})
        self.endInsertRows()

    def reload(self) -> None:
        """Ask the source for its ids again, in as few steps as keep selection and scroll position where they were."""
        wanted = list(self._source.ids())
        self._rows.clear()
        steps = changes(self._ids, wanted)
        if steps is None:
            self.beginResetModel()
            self._place(wanted)
            self.endResetModel()
            return
        self._take(steps, wanted)
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def _take(self, steps: Changes, wanted: list[int]) -> None:
        for first, last in steps.removed:
            self.beginRemoveRows(QModelIndex(), first, last)
            self._place(self._ids[:first] + self._ids[last + 1 :])
            self.endRemoveRows()
        if steps.reordered:
            self._reorder(list(steps.kept))
        for first, last in steps.added:
            self.beginInsertRows(QModelIndex(), first, last)
            self._place(self._ids[:first] + wanted[first : last + 1] + self._ids[first:])
            self.endInsertRows()

    def _reorder(self, ids: list[int]) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        products = [self._ids[index.row()] for index in held]
        self._place(ids)
        self.changePersistentIndexList(held, [self.index_of(product) for product in products])
        self.layoutChanged.emit()

    def _place(self, ids: list[int]) -> None:
        self._ids = ids
        # Found again when somebody asks: one change of many steps would otherwise count 50,000 rows at each.
        self._places = None

    def _places_by_id(self) -> dict[int, int]:
        if self._places is None:
            self._places = {product: row for row, product in enumerate(self._ids)}
        return self._places

    def _touch(self, product: int) -> None:
        index = self.index_of(product)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _row(self, at: int) -> QueueRow | None:
        product = self._ids[at]
        kept = self._rows.get(product)
        if kept is not None:
            return kept
        start = at - at % PAGE
        missing = [number for number in self._ids[start : start + PAGE] if number not in self._rows]
        for row in self._source.rows(missing):
            self._rows.put(row.id, row)
        return self._rows.get(product)


def _told(row: QueueRow) -> str:
    """The row in words, for a screen reader."""
    certainty = "" if row.certainty is None else f"{round(row.certainty * 100)} %"
    word = row.state_text or state_word(row.state)
    several = QCoreApplication.translate("QueueModel", "{count} fotos").format(count=row.photos)
    photos = several if row.photos > 1 else ""
    like = QCoreApplication.translate("QueueModel", "{percent} parecido")
    likeness = "" if row.likeness is None else like.format(percent=f"{round(100 * row.likeness)} %")
    match = match_word(row.match) if row.match is not None else ""
    facts = (row.category, row.colour_name, certainty, word, photos, row.failure, row.repeated)
    return ", ".join(part for part in (row.title, likeness, match, *facts) if part)


def _hint(row: QueueRow) -> str:
    """What a tooltip says of a row."""
    match = match_sentence(row.match) if row.match else ""
    return "\n".join(filter(None, (row.failure or row.title, match, row.repeated)))


def dragged_products(data: QMimeData) -> list[int]:
    """The products that travel in some data."""
    return [int(number) for number in bytes(data.data(PRODUCTS).data()).split()]
