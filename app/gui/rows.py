"""The catalogue as the rows of the window's list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from app.catalog.catalog import Catalog
from app.catalog.folding import texts_of
from app.catalog.likeness_rows import Kind
from app.catalog.listed import ProductRow
from app.catalog.rows import ProductFilter
from app.catalog.server_errors import CatalogueAway
from app.errors import message
from app.gui.likeness_words import LikenessWords
from app.wording import Language
from ui.queue.found import excerpt, pieces
from ui.queue.lru import Lru
from ui.queue.row import Match, QueueRow, RowState

_KEPT_THUMBNAILS = 512
"""A few kilobytes each."""


class CatalogueRows:
    """A :class:`ui.queue.source.RowSource` over a catalogue, under a filter."""

    def __init__(self, catalog: Catalog, language: Language, swatches: Mapping[str, str]) -> None:
        self._catalog = catalog
        self.language = language
        self._swatches = swatches
        self.filter = ProductFilter()
        self._ids: Sequence[int] = ()
        self._likeness: Mapping[int, float] = {}
        self._words = LikenessWords()
        self._thumbnails: Lru[int, bytes | None] = Lru(_KEPT_THUMBNAILS)

    def narrow(self, shown: ProductFilter, likeness: Mapping[int, float] | None = None) -> None:
        """Show only what this filter lets through, and how much each is like what is searched for."""
        self.filter = shown
        self._likeness = likeness or {}

    def list_only(self, ids: Sequence[int]) -> None:
        """These are the products that the filter lets through, in their order."""
        self._ids = ids

    def ids(self) -> Sequence[int]:
        """The products as last listed."""
        return self._ids

    def rows(self, ids: Sequence[int]) -> list[QueueRow]:
        """The rows of some ids; their thumbnails come along, since one query for a page costs as much as for one."""
        try:
            thumbnails, found = self._catalog.thumbnails(ids), self._catalog.rows(ids)
            kinds = self._catalog.kinds(ids)
        except CatalogueAway:  # the list is shown anew when the server is back
            return []
        for product in ids:
            self._thumbnails.put(product, thumbnails.get(product))
        rows = [self._row(row, kinds.get(row.id)) for row in found]
        words = pieces(self.filter.text)
        return self._with_excerpts(rows, words) if words else rows

    def thumbnail(self, id: int) -> bytes | None:  # noqa: A002  # the protocol's word
        """A small JPEG of the product's main photo, as of the time that its row was fetched."""
        if id not in self._thumbnails:
            try:
                self._thumbnails.put(id, self._catalog.thumbnail(id))
            except CatalogueAway:
                return None
        return self._thumbnails.get(id)

    def _with_excerpts(self, rows: list[QueueRow], words: Sequence[str]) -> list[QueueRow]:
        """Where no text of a row holds a searched word, show the place in the card that does."""
        texts = [row for row in rows if row.match is not Match.PHOTO]
        blind = [row for row in texts if not excerpt((row.title, row.category, row.colour_name), words)]
        cards = self._catalog.card_values([row.id for row in blind])
        shown = {row.id: excerpt([*texts_of(cards[row.id])], words) for row in blind if row.id in cards}
        return [replace(row, excerpt=shown.get(row.id, "")) for row in rows]

    def _row(self, row: ProductRow, kind: Kind | None) -> QueueRow:
        failure = _failure(row, self.language) if row.failure else ""
        return QueueRow(
            id=row.id,
            title=title_of(row),
            category=row.category,
            colour_name=row.colour,
            colour_hex=self._swatches.get(row.colour, ""),
            state=RowState(row.state),
            certainty=row.confidence,
            failure=failure,
            photos=row.photos,
            likeness=self._likeness.get(row.id),
            match=self._match(row.id),
            repeated=self._words.mark(kind) if kind is not None else "",
        )

    def _match(self, product: int) -> Match | None:
        """Why words found a product, where photos were asked, too."""
        shown = self.filter
        if not (shown.ranked or shown.seen):
            return None
        held = shown.seen.get(product)
        return Match.TEXT if held is None else Match.BOTH if held else Match.PHOTO


def title_of(row: ProductRow) -> str:
    """What a product is called where many are shown."""
    return row.name or row.file_name or QCoreApplication.translate("CatalogueRows", "Foto colada")


def reason_of(code: str, facts: Mapping[str, str], language: Language) -> str:
    """Why something failed, without the file's name, which stands beside it."""
    return message(code, {**facts, "name": ""}, language).sentence.replace(" “”", "")


def _failure(row: ProductRow, language: Language) -> str:
    """Why a product failed; where another photo than the one beside it is to blame, with that one's name."""
    code = row.failure or ""
    if row.failed_name in {"", row.file_name}:
        return reason_of(code, {}, language)
    return message(code, {"name": row.failed_name}, language).sentence
