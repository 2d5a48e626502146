"""The catalogue as the rows of the window's list."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from app.catalog.catalog import Catalog
from app.catalog.rows import ProductFilter, ProductRow
from app.errors import message
from app.wording import Language
from ui.queue.lru import Lru
from ui.queue.row import QueueRow, RowState

_KEPT_THUMBNAILS = 512
"""A few kilobytes each."""


class CatalogueRows:
    """A :class:`ui.queue.source.RowSource` over a catalogue, under a filter."""

    def __init__(self, catalog: Catalog, language: Language, swatches: Mapping[str, str]) -> None:
        self._catalog = catalog
        self._language = language
        self._swatches = swatches
        self.filter = ProductFilter()
        self._thumbnails: Lru[int, bytes | None] = Lru(_KEPT_THUMBNAILS)

    def narrow(self, shown: ProductFilter) -> None:
        """Show only what this filter lets through."""
        self.filter = shown

    def ids(self) -> Sequence[int]:
        """All the ids under the filter, oldest first."""
        return self._catalog.product_ids(self.filter)

    def rows(self, ids: Sequence[int]) -> list[QueueRow]:
        """The rows of some ids; their thumbnails come along, since one query for a page costs as much as for one."""
        thumbnails = self._catalog.thumbnails(ids)
        for product in ids:
            self._thumbnails.put(product, thumbnails.get(product))
        return [self._row(row) for row in self._catalog.rows(ids)]

    def thumbnail(self, id: int) -> bytes | None:  # noqa: A002  # the protocol's word
        """A small JPEG of the product's main photo, as of the time that its row was fetched."""
        if id not in self._thumbnails:
            self._thumbnails.put(id, self._catalog.thumbnail(id))
        return self._thumbnails.get(id)

    def _row(self, row: ProductRow) -> QueueRow:
        failure = message(row.failure, {"name": row.file_name}, self._language).sentence if row.failure else ""
        return QueueRow(
            id=row.id,
            title=row.name or row.file_name or QCoreApplication.translate("CatalogueRows", "Foto colada"),
            category=row.category,
            colour_name=row.colour,
            colour_hex=self._swatches.get(row.colour, ""),
            state=RowState(row.state),
            certainty=row.confidence,
            failure=failure,
        )
