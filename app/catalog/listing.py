"""What lists show: numbers of products at once, their rows when they come into sight."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, assert_never

from sqlalchemy import ColumnElement, Integer, Select, SQLColumnExpression, bindparam, case, exists, func, select

from app.catalog.among import among
from app.catalog.facets import Counts, cell, cells_query, counted, has_one_of, holds_one_of, values_query
from app.catalog.listed import ProductRow
from app.catalog.reports import Batch
from app.catalog.rows import Json, Order, ProductFilter
from app.catalog.store import VISIBLE, Store, chunks
from app.catalog.tables import CardTable, PhotoTable, ProductTable
from app.domain.states import State

_DONE: Final = frozenset({State.REVIEW, State.APPROVED, State.EXPORTED, State.REJECTED})
_RANKS: Final = {
    state: rank
    for rank, state in enumerate(
        (
            State.REVIEW,
            State.FAILED,
            State.CANCELLED,
            State.GENERATING,
            State.QUEUED,
            State.REJECTED,
            State.APPROVED,
            State.EXPORTED,
        )
    )
}
_LOOK_AHEAD: Final = 2000
_PHOTOS: Final = (
    select(func.count(PhotoTable.id)).where(PhotoTable.product_id == ProductTable.id).correlate(ProductTable)
).scalar_subquery()
_IDS: Final = "ids"
_ASKED: Final = bindparam(_IDS, expanding=True, type_=Integer())
# A list asks for these with every page, on the window's thread: putting them together would cost more than the answer.
_ROWS: Final = (
    select(
        ProductTable.id,
        ProductTable.state,
        ProductTable.name,
        ProductTable.category,
        ProductTable.colour,
        ProductTable.confidence,
        ProductTable.failure_code,
        ProductTable.failure_facts,
        PhotoTable.path,
        PhotoTable.stored,
        _PHOTOS.label("photos"),
    )
    .join(PhotoTable, (PhotoTable.product_id == ProductTable.id) & (PhotoTable.position == 0))
    .where(ProductTable.id.in_(_ASKED), VISIBLE)
)
_THUMBNAILS: Final = select(PhotoTable.product_id, PhotoTable.thumbnail).where(
    PhotoTable.product_id.in_(_ASKED), PhotoTable.position == 0, PhotoTable.thumbnail.is_not(None)
)


class Listing(Store):
    """The part that reads many products."""

    def counts(self) -> dict[State, int]:
        """How many products there are in each state; every state is there."""
        with self._reading() as session:
            query = select(ProductTable.state, func.count()).where(VISIBLE).group_by(ProductTable.state)
            found = dict(session.execute(query).all())
        return {state: found.get(state, 0) for state in State}

    def any_in(self, states: Iterable[State]) -> bool:
        """Whether any product stands in one of these states."""
        there = exists().where(ProductTable.state.in_(sorted(states)), VISIBLE)
        with self._reading() as session:
            return bool(session.scalar(select(there)))

    def product_ids(self, shown: ProductFilter | None = None) -> list[int]:
        """The products that a filter lets through, in its order; quick for tens of thousands."""
        query = self._selected(shown or ProductFilter())
        with self._reading() as session:
            # Straight from the driver: rows of SQLAlchemy's would take three times as long as the query itself.
            cursor = session.connection().execute(query).cursor
            found = [number for (number,) in cursor.fetchall()] if cursor else []
        order = shown.only if shown is not None else None
        if order is None and shown is not None and shown.order is Order.ADDED:
            order = shown.ranked
        if not order:
            return found
        there = set(found)
        first = dict.fromkeys(number for number in order if number in there)
        return [*first, *(number for number in found if number not in first)]

    def facet_counts(self, shown: ProductFilter | None = None) -> Counts:
        """How many products have each value of each facet, under the filter's words and its *other* facets.

        One pass over all products: some tens of milliseconds at 50,000, so not on the GUI thread.
        """
        shown = shown or ProductFilter()
        query = cells_query(self._clock(), [*self._found(shown), *self._held(shown)])
        with self._reading() as session:
            cells = [cell(values, number) for *values, number in session.execute(query)]
        return counted(cells, shown.facets)

    def field_counts(self, shown: ProductFilter | None = None) -> dict[str, dict[str, int]]:
        """Field → value → how many products have it, for the closed lists that the editor added.

        Under the filter's words, its facets and its *other* fields; values that no product there has are left out.
        """
        shown = shown or ProductFilter()
        conditions = [*self._found(shown), *self._faceted(shown)]
        found: dict[str, dict[str, int]] = {}
        with self._reading() as session:
            for field in self._listed:
                query = values_query(field, [*conditions, *self._held(shown, but=field)])
                found[field] = dict(session.execute(query).all())
        return found

    def rows(self, ids: Sequence[int]) -> list[ProductRow]:
        """What a list shows of these products, in this order; those that are gone are left out."""
        found: dict[int, ProductRow] = {}
        with self._reading() as session:
            for part in chunks(ids):
                found.update((row.id, ProductRow.of(row)) for row in session.execute(_ROWS, {_IDS: part}))
        return [found[id_] for id_ in ids if id_ in found]

    def card_values(self, ids: Sequence[int]) -> dict[int, Json]:
        """Product → field → value, of those that have a card."""
        found: dict[int, Json] = {}
        with self._reading() as session:
            for part in chunks(ids):
                query = select(CardTable.product_id, CardTable.values).where(CardTable.product_id.in_(part))
                found |= dict(session.execute(query).all())
        return found

    def thumbnails(self, ids: Sequence[int]) -> dict[int, bytes]:
        """The main photos' thumbnails, of those products that have one."""
        found: dict[int, bytes] = {}
        with self._reading() as session:
            for part in chunks(ids):
                rows = session.execute(_THUMBNAILS, {_IDS: part})
                found.update({id_: thumbnail for id_, thumbnail in rows if thumbnail})
        return found

    def thumbnail(self, product_id: int) -> bytes | None:
        """The main photo's thumbnail, once it is prepared."""
        return self.thumbnails([product_id]).get(product_id)

    def main_photos(self, ids: Sequence[int]) -> dict[Path, int]:
        """Path of the main photo → product, in the order of their numbers; pasted ones are left out."""
        found: dict[Path, int] = {}
        with self._reading() as session:
            for part in chunks(ids):
                main = select(PhotoTable.path, PhotoTable.product_id).where(
                    PhotoTable.product_id.in_(part), PhotoTable.position == 0, PhotoTable.stored.is_(False)
                )
                found |= dict(session.execute(main.order_by(PhotoTable.product_id)).all())
        return found

    def photo_thumbnails(self, product_id: int) -> dict[int, bytes]:
        """Photo → thumbnail, of those of a product's photos that have one."""
        query = select(PhotoTable.id, PhotoTable.thumbnail).where(
            PhotoTable.product_id == product_id, PhotoTable.thumbnail.is_not(None)
        )
        with self._reading() as session:
            return {id_: thumbnail for id_, thumbnail in session.execute(query) if thumbnail}

    def thumbnails_of(self, photo_ids: Sequence[int]) -> dict[int, bytes]:
        """Photo → thumbnail, of those of these photos that have one."""
        found: dict[int, bytes] = {}
        with self._reading() as session:
            for part in chunks(photo_ids):
                query = select(PhotoTable.id, PhotoTable.thumbnail).where(PhotoTable.id.in_(part))
                found.update({id_: thumbnail for id_, thumbnail in session.execute(query) if thumbnail})
        return found

    def first_to_review(self, ids: Sequence[int]) -> int | None:
        """The first of these products that is to be reviewed; ``None`` if none is."""
        with self._reading() as session:
            for part in chunks(ids, _LOOK_AHEAD):
                query = select(ProductTable.id).where(
                    ProductTable.id.in_(part), ProductTable.state == State.REVIEW, VISIBLE
                )
                waiting = set(session.scalars(query))
                if waiting:
                    return next(product for product in part if product in waiting)
        return None

    def next_to_review(self, after_id: int) -> int | None:
        """The product to review after this one; from the top again at the end; ``None`` if there is no other."""
        reviewed = select(ProductTable.id).where(ProductTable.state == State.REVIEW, VISIBLE).order_by(ProductTable.id)
        with self._reading() as session:
            later = session.scalar(reviewed.where(ProductTable.id > after_id).limit(1))
            return later or session.scalar(reviewed.where(ProductTable.id < after_id).limit(1))

    def progress(self) -> Batch:
        """How far the present batch is, or the last one when nothing is waiting."""
        with self._reading() as session:
            latest = session.scalar(select(func.max(ProductTable.batch))) or 0
            query = (
                select(ProductTable.state, func.count())
                .where(ProductTable.batch == latest, VISIBLE)
                .group_by(ProductTable.state)
            )
            found = dict(session.execute(query).all())
        return Batch(
            number=latest,
            total=sum(found.values()),
            done=sum(found.get(state, 0) for state in _DONE),
            queued=found.get(State.QUEUED, 0),
            generating=found.get(State.GENERATING, 0),
            failed=found.get(State.FAILED, 0),
            cancelled=found.get(State.CANCELLED, 0),
        )

    def _selected(self, shown: ProductFilter) -> Select[int]:
        conditions = [*self._found(shown), *self._faceted(shown), *self._held(shown)]
        return select(ProductTable.id).where(VISIBLE, *conditions).order_by(*_sorted(shown.order))

    def _found(self, shown: ProductFilter) -> list[ColumnElement[bool]]:
        """The conditions of the filter's words and of its only products, if it has some."""
        found = self._words.holds(shown.text, shown.seen)
        words = [] if found is None else [found]
        return words if shown.only is None else [*words, among(ProductTable.id, shown.only)]

    def _faceted(self, shown: ProductFilter) -> list[ColumnElement[bool]]:
        return [has_one_of(facet, values, self._clock()) for facet, values in shown.facets.items()]

    def _held(self, shown: ProductFilter, but: str = "") -> list[ColumnElement[bool]]:
        """The conditions on added closed lists, those on one of them left out."""
        return [holds_one_of(field, values) for field, values in shown.fields.items() if field != but]


def _sorted(order: Order) -> tuple[SQLColumnExpression[Any], ...]:
    """What to sort by; the ids come last, so that nothing changes places by itself."""
    match order:
        case Order.ADDED:
            return (ProductTable.id.asc(),)
        case Order.NEWEST:
            return (ProductTable.id.desc(),)
        case Order.NAME:
            return ProductTable.name_key.is_(None), ProductTable.name_key, ProductTable.id
        case Order.CONFIDENCE:
            return ProductTable.confidence.is_(None), ProductTable.confidence, ProductTable.id
        case Order.STATE:
            return case(_RANKS, value=ProductTable.state), ProductTable.id
        case Order.EDITED:
            return ProductTable.updated_at.desc(), ProductTable.id
    assert_never(order)
