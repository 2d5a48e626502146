"""Rows of the window's list as the catalogue knows them; read on any thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication

from app.catalog.catalog import Catalog
from app.catalog.folding import texts_of
from app.catalog.listed import ProductRow
from app.catalog.rows import ProductFilter
from app.errors import message
from app.gui.likeness_words import LikenessWords
from app.wording import Language
from ui.queue.found import excerpt, pieces
from ui.queue.row import Match, QueueRow, RowState


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, with their small pictures: one query for a page costs as much as for one.

    Attributes:
        rows: In the order in which they were asked for; those that are gone are left out.
        thumbnails: Of every product that was asked for; ``None`` where there is none yet.
    """

    rows: Sequence[QueueRow] = ()
    thumbnails: Mapping[int, bytes | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows as they are shown under a filter.

    Attributes:
        catalog: What is read.
        language: Of the window.
        swatches: Colour of the closed list → how it is painted.
        shown: The filter, with what its words have found.
        likeness: How much each product is like what is searched for.
    """

    catalog: Catalog
    language: Language
    swatches: Mapping[str, str]
    shown: ProductFilter = field(default_factory=ProductFilter)
    likeness: Mapping[int, float] = field(default_factory=dict)

    def under(self, shown: ProductFilter, likeness: Mapping[int, float] | None) -> "RowReader":
        """The same under another filter."""
        return replace(self, shown=shown, likeness=likeness or {})

    def read(self, ids: Sequence[int]) -> Page:
        """Read the rows of some products.

        Raises:
            CatalogueError: The catalogue cannot be read.
        """
        thumbnails, found, kinds = self.catalog.thumbnails(ids), self.catalog.rows(ids), self.catalog.kinds(ids)
        words = LikenessWords()
        rows = [self._row(row, words.mark(kinds[row.id]) if row.id in kinds else "") for row in found]
        searched = pieces(self.shown.text)
        rows = self._with_excerpts(rows, searched) if searched else rows
        return Page(rows, {product: thumbnails.get(product) for product in ids})

    def _with_excerpts(self, rows: list[QueueRow], words: Sequence[str]) -> list[QueueRow]:
        """Where no text of a row holds a searched word, show the place in the card that does."""
        texts = [row for row in rows if row.match is not Match.PHOTO]
        blind = [row for row in texts if not excerpt((row.title, row.category, row.colour_name), words)]
        cards = self.catalog.card_values([row.id for row in blind])
        shown = {row.id: excerpt([*texts_of(cards[row.id])], words) for row in blind if row.id in cards}
        return [replace(row, excerpt=shown.get(row.id, "")) for row in rows]

    def _row(self, row: ProductRow, repeated: str) -> QueueRow:
        failure = _failure(row, self.language) if row.failure else ""
        return QueueRow(
            id=row.id,
            title=title_of(row),
            category=row.category,
            colour_name=row.colour,
            colour_hex=self.swatches.get(row.colour, ""),
            state=RowState(row.state),
            certainty=row.confidence,
            failure=failure,
            photos=row.photos,
            likeness=self.likeness.get(row.id),
            match=self._match(row.id),
            repeated=repeated,
        )

    def _match(self, product: int) -> Match | None:
        """Why words found a product, where photos were asked, too."""
        shown = self.shown
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
