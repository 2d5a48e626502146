"""Cards as they stand now, for whoever plans to change many of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from app.catalog.rows import Json
from app.catalog.store import VISIBLE, Store, chunks
from app.catalog.tables import CardTable, DraftTable, PhotoTable, ProductTable
from app.domain.paths import as_written
from app.domain.states import State

_TYPED = exists().where(DraftTable.product_id == ProductTable.id)


@dataclass(frozen=True, slots=True)
class Standing:
    """A product and its card.

    Attributes:
        product_id: Which.
        version: Of the values.
        state: Where it stands.
        name: What people call it: the card's name, else that of the photo.
        values: Field → value; ``None`` without a card.
        typed: Something was typed that is not on the card yet.
    """

    product_id: int
    version: int
    state: State
    name: str
    values: Json | None
    typed: bool


class StandingCards(Store):
    """The part that reads many cards whole."""

    def standing_cards(self, ids: Sequence[int]) -> list[Standing]:
        """These products as they stand, in this order; those that are gone are left out."""
        found: dict[int, Standing] = {}
        query = (
            select(ProductTable, CardTable.values, PhotoTable.path, PhotoTable.stored, _TYPED)
            .join(PhotoTable, (PhotoTable.product_id == ProductTable.id) & (PhotoTable.position == 0))
            .outerjoin(CardTable, CardTable.product_id == ProductTable.id)
            .where(VISIBLE)
        )
        with self._reading() as session:
            for part in chunks(ids):
                for row, values, path, stored, typed in session.execute(query.where(ProductTable.id.in_(part))):
                    name = row.name or ("" if stored else as_written(path).name)
                    found[row.id] = Standing(row.id, row.version, row.state, name, values, bool(typed))
        return [found[id_] for id_ in ids if id_ in found]
