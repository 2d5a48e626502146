"""The catalogue as the rows of the window's list."""

from collections.abc import Mapping, Sequence

from app.catalog.catalog import Catalog
from app.catalog.rows import ProductFilter
from app.catalog.server_errors import CatalogueAway
from app.gui.row_reader import Page, RowReader
from app.wording import Language
from ui.queue.lru import Lru
from ui.queue.row import QueueRow

_KEPT_THUMBNAILS = 512
"""A few kilobytes each."""


class CatalogueRows:
    """A :class:`ui.queue.source.RowSource` over a catalogue, under a filter.

    Attributes:
        reader: Reads what is shown now.
    """

    def __init__(self, catalog: Catalog, language: Language, swatches: Mapping[str, str]) -> None:
        self.reader = RowReader(catalog, language, swatches)
        self._ids: Sequence[int] = ()
        self._first = Page()
        self._overtaken = False
        self._thumbnails: Lru[int, bytes | None] = Lru(_KEPT_THUMBNAILS)

    @property
    def filter(self) -> ProductFilter:
        """What is let through."""
        return self.reader.shown

    @property
    def language(self) -> Language:
        """Of the window."""
        return self.reader.language

    def narrow(self, shown: ProductFilter, likeness: Mapping[int, float] | None = None) -> None:
        """Show only what this filter lets through, and how much each is like what is searched for."""
        self.reader = self.reader.under(shown, likeness)
        self._first = Page()

    def ask(self) -> RowReader:
        """What reads the first rows away from the window's thread; they hold as long as nothing changes meanwhile."""
        self._overtaken = False
        return self.reader

    def list_only(self, ids: Sequence[int], first: Page) -> None:
        """These are the products that the filter lets through, in their order; the first rows are read already."""
        self._ids = ids
        self._first = Page() if self._overtaken else first

    def changed(self) -> None:
        """What was read before may be otherwise by now."""
        self._overtaken = True
        self._first = Page()

    def ids(self) -> Sequence[int]:
        """The products as last listed."""
        return self._ids

    def rows(self, ids: Sequence[int]) -> list[QueueRow]:
        """The rows of some ids; their thumbnails come along."""
        page, self._first = self._first, Page()
        if not set(ids) <= page.thumbnails.keys():
            try:
                page = self.reader.read(ids)
            except CatalogueAway:  # the list is shown anew when the server is back
                return []
        for product, thumbnail in page.thumbnails.items():
            self._thumbnails.put(product, thumbnail)
        wanted = set(ids)
        return [row for row in page.rows if row.id in wanted]

    def thumbnail(self, id: int) -> bytes | None:  # noqa: A002  # the protocol's word
        """A small JPEG of the product's main photo, as of the time that its row was fetched."""
        if id not in self._thumbnails:
            try:
                self._thumbnails.put(id, self.reader.catalog.thumbnail(id))
            except CatalogueAway:
                return None
        return self._thumbnails.get(id)
