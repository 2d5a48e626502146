"""What lists show: numbers of products at once, their rows when they come into sight."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select

from app.catalog.columns import storable
from app.catalog.reports import Batch
from app.catalog.rows import Order, ProductFilter, ProductRow
from app.catalog.store import VISIBLE, Store, chunks
from app.catalog.tables import PhotoTable, ProductTable, SearchTable
from app.domain.folding import fold
from app.domain.states import State

_DONE: Final = frozenset({State.REVIEW, State.APPROVED, State.EXPORTED, State.REJECTED})
_ROW: Final = (
    ProductTable.id,
    ProductTable.state,
    ProductTable.name,
    ProductTable.category,
    ProductTable.colour,
    ProductTable.confidence,
    ProductTable.failure_code,
    PhotoTable.path,
    PhotoTable.stored,
)


class Listing(Store):
    """The part that reads many products."""

    def counts(self) -> dict[State, int]:
        """How many products there are in each state; every state is there."""
        with self._reading() as session:
            query = select(ProductTable.state, func.count()).where(VISIBLE).group_by(ProductTable.state)
            found = dict(session.execute(query).all())
        return {state: found.get(state, 0) for state in State}

    def product_ids(self, shown: ProductFilter | None = None) -> list[int]:
        """The products that a filter lets through, in its order; quick for tens of thousands."""
        with self._reading() as session:
            # Straight from the driver: rows of SQLAlchemy's would take three times as long as the query itself.
            cursor = session.connection().execute(_selected(shown or ProductFilter())).cursor
            return [number for (number,) in cursor.fetchall()] if cursor else []

    def rows(self, ids: Sequence[int]) -> list[ProductRow]:
        """What a list shows of these products, in this order; those that are gone are left out."""
        found: dict[int, ProductRow] = {}
        with self._reading() as session:
            for part in chunks(ids):
                query = (
                    select(*_ROW)
                    .join(PhotoTable, (PhotoTable.product_id == ProductTable.id) & (PhotoTable.position == 0))
                    .where(ProductTable.id.in_(part), VISIBLE)
                )
                for id_, state, name, category, colour, confidence, failure, path, stored in session.execute(query):
                    texts = (name or "", category or "", colour or "")
                    file_name = "" if stored else path.name
                    found[id_] = ProductRow(id_, state, *texts, confidence, failure, file_name)
        return [found[id_] for id_ in ids if id_ in found]

    def thumbnails(self, ids: Sequence[int]) -> dict[int, bytes]:
        """The main photos' thumbnails, of those products that have one."""
        found: dict[int, bytes] = {}
        with self._reading() as session:
            for part in chunks(ids):
                query = select(PhotoTable.product_id, PhotoTable.thumbnail).where(
                    PhotoTable.product_id.in_(part), PhotoTable.position == 0, PhotoTable.thumbnail.is_not(None)
                )
                found.update({id_: thumbnail for id_, thumbnail in session.execute(query) if thumbnail})
        return found

    def thumbnail(self, product_id: int) -> bytes | None:
        """The main photo's thumbnail, once it is prepared."""
        return self.thumbnails([product_id]).get(product_id)

    def next_to_review(self, after_id: int) -> int | None:
        """The product to review after this one; from the top again at the end; ``None`` if there is no other."""
        reviewed = select(ProductTable.id).where(ProductTable.state == State.REVIEW, VISIBLE).order_by(ProductTable.id)
        with self._reading() as session:
            later = session.scalar(reviewed.where(ProductTable.id > after_id).limit(1))
            return later or session.scalar(reviewed.where(ProductTable.id < after_id).limit(1))

    def progress(self) -> Batch:
        """How far the present batch is, or the last one when nothing is waiting."""
        with self._reading() as session:
            latest = select(func.max(ProductTable.batch)).scalar_subquery()
            query = (
                select(ProductTable.state, func.count())
                .where(ProductTable.batch == latest, VISIBLE)
                .group_by(ProductTable.state)
            )
            found = dict(session.execute(query).all())
        return Batch(
            total=sum(found.values()),
            done=sum(found.get(state, 0) for state in _DONE),
            queued=found.get(State.QUEUED, 0),
            generating=found.get(State.GENERATING, 0),
            failed=found.get(State.FAILED, 0),
            cancelled=found.get(State.CANCELLED, 0),
        )


def _selected(shown: ProductFilter) -> Select[int]:
    query = select(ProductTable.id).where(VISIBLE)
    if shown.states is not None:
        query = query.where(ProductTable.state.in_(sorted(shown.states)))
    if words := fold(storable(shown.text)).split():
        query = query.join(SearchTable, SearchTable.product_id == ProductTable.id).where(*map(_holds, words))
    if shown.order is Order.CONFIDENCE:
        query = query.order_by(ProductTable.confidence.is_(None), ProductTable.confidence)
    return query.order_by(ProductTable.id)


def _holds(word: str) -> ColumnElement[bool]:
    return SearchTable.text.contains(word, autoescape=True)
