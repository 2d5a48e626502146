"""What every part of the catalogue stands on: transactions, the clock, and the way a product changes its state."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session, object_session

from app.catalog.columns import storable
from app.catalog.copies import reference_to
from app.catalog.database import Database
from app.catalog.errors import ProductGone
from app.catalog.folding import searchable
from app.catalog.netting import Reversal
from app.catalog.own_tables import OwnValueTable
from app.catalog.photos import PhotoRef
from app.catalog.recording import Doing, begin, end, record, record_all
from app.catalog.rows import Act, Headline, Json, JsonIn
from app.catalog.tables import CardTable, PhotoTable, ProductTable, SearchTable
from app.catalog.words import Fts5Words, WordIndex
from app.domain.folding import fold
from app.domain.states import State, move
from app.review.reviewer import Reviewer

FRONT: Final = 0
"""Queue rank of what somebody waits for."""
USUAL: Final = 1
"""Queue rank of everything else."""
HELD: Final = 2
"""Queue rank of what waits until a person has looked at a sample (:mod:`app.catalog.samples`); it is not claimed."""

VISIBLE: Final = ProductTable.removed_at.is_(None)
SEEN: Final = exists().where(ProductTable.id == PhotoTable.product_id, VISIBLE)
"""A photo's product is visible. As a subquery: in a join SQLite would start from the products, which are many."""
HAS_CARD: Final = exists().where(CardTable.product_id == ProductTable.id)
_PENDING: Final = (State.QUEUED, State.GENERATING)


class Store:
    """The base of the catalogue's parts. One public method of theirs is one transaction."""

    def __init__(
        self, database: Database, folder: Path, clock: Callable[[], datetime], headline: Headline, who: str = ""
    ) -> None:
        self._database = database
        self._folder = folder
        self._clock = clock
        self._headline = headline
        self._who = who
        self._reversals: dict[Act, Reversal] = {}
        """For acts that change more than values, states and being there: how undo turns their lines round."""
        self._words: WordIndex = Fts5Words()
        self._reviewer: Reviewer | None = None
        self._listed: tuple[str, ...] = ()
        self._desk: int | None = None  # the number of this opening, where others have the same catalogue open
        self._machine: str | None = None  # the name of this computer, likewise

    def _reading(self) -> AbstractContextManager[Session]:
        return self._database.reading()

    def _writing(self) -> AbstractContextManager[Session]:
        return self._database.writing()

    @contextmanager
    def _doing(
        self, act: Act, facts: Json | None = None, *, within: int | None = None, of: int | None = None
    ) -> Iterator[tuple[Session, Doing]]:
        """One writing transaction in which a person does something that can be undone.

        Whatever is moved, hidden or rewritten in it by this class's verbs becomes part of the deed.

        Args:
            act: What is done, as people call it.
            facts: What else its name needs.
            within: A deed that was begun in an earlier transaction and goes on in this one.
            of: The deed that is undone or done again.
        """
        doing = Doing(act, self._who, self._clock(), facts, of, within)
        with self._writing() as session:
            begin(session, doing)
            yield session, doing
            end(session, doing)

    def _product(self, session: Session, product_id: int, *, removed: bool = False) -> ProductTable:
        """Load a product.

        Args:
            session: Of the transaction.
            product_id: Which.
            removed: Whether a removed one will do, for those who finish what they began.

        Raises:
            ProductGone: There is none.
        """
        product = session.get(ProductTable, product_id)
        if product is None or (product.removed_at is not None and not removed):
            raise ProductGone(product_id)
        return product

    def _move(
        self,
        session: Session,
        product: ProductTable,
        after: State,
        act: Act,
        detail: Json | None = None,
        changes: Json | None = None,
    ) -> None:
        """Move one product and write it into its history.

        Raises:
            IllegalMove: It cannot go there from where it stands.
        """
        before, at = product.state, self._clock()
        product.state = move(before, after)
        product.updated_at = at
        for column, value in left_behind(after).items():
            setattr(product, column, value)
        record(session, product, at, act, before, detail=detail, changes=changes)

    def _fail(
        self, session: Session, product: ProductTable, code: str, facts: Mapping[str, str], *, retryable: bool
    ) -> None:
        detail = {"code": code, "facts": dict(facts), "retryable": retryable}
        self._move(session, product, State.FAILED, Act.FAILED, detail)
        product.failure_code, product.failure_facts, product.failure_retryable = code, dict(facts), retryable

    def _move_all(
        self,
        session: Session,
        where: Sequence[ColumnElement[bool]],
        sources: frozenset[State],
        after: State,
        act: Act,
        **columns: Any,
    ) -> int:
        """Move all products of a condition that stand in one of the sources, in two statements.

        Args:
            session: Of the transaction.
            where: Which products.
            sources: States they may be in; others stay as they are.
            after: The state they get.
            act: For the history.
            **columns: What else their rows get.

        Returns:
            How many were moved.
        """
        for before in sources:
            move(before, after)
        chosen = (*where, ProductTable.state.in_(sources))
        at = self._clock()
        record_all(session, chosen, at, act, after)
        return _change(session, chosen, {"state": after, "updated_at": at, **left_behind(after), **columns})

    def _hide_all(self, session: Session, where: Sequence[ColumnElement[bool]], *, hide: bool) -> int:
        """Remove products, or bring them back, whatever their state. Returns how many."""
        at = self._clock()
        record_all(session, where, at, Act.REMOVED if hide else Act.RESTORED, None)
        return _change(session, where, {"removed_at": at if hide else None, "updated_at": at})

    def _batch(self, session: Session) -> int:
        """The number of the batch that something queued now belongs to."""
        latest = session.scalar(select(func.max(ProductTable.batch))) or 0
        pending = session.scalar(select(exists().where(VISIBLE, ProductTable.state.in_(_PENDING))))
        return latest if pending and latest else latest + 1

    def _show(self, product: ProductTable, values: JsonIn) -> None:
        """Bring what lists see of a card up to date."""
        product.name = _line(values.get(self._headline.name))
        product.name_key = fold(product.name) if product.name else None
        product.category = _line(values.get(self._headline.category))
        product.colour = _line(values.get(self._headline.colour))
        # What was found in other values says nothing of these; whoever has the time checks them at once.
        product.reviewed = None
        session = object_session(product)
        if self._listed and session is not None:
            session.execute(delete(OwnValueTable).where(OwnValueTable.product_id == product.id))
            if lines := own_values(product.id, values, self._listed):
                session.execute(insert(OwnValueTable), lines)

    def _index(self, session: Session, cards: Mapping[int, JsonIn]) -> None:
        """Bring what the search sees of these products up to date; product → the values of its card."""
        query = select(PhotoTable.product_id, PhotoTable.path).where(
            PhotoTable.product_id.in_(cards), PhotoTable.stored.is_(False)
        )
        photos: dict[int, list[Path]] = {}
        for product_id, path in session.execute(query):
            photos.setdefault(product_id, []).append(path)
        lines = [
            {"product_id": product_id, "text": searchable(values, *photos.get(product_id, ()))}
            for product_id, values in cards.items()
        ]
        session.execute(update(SearchTable), lines)

    def _reference(self, photo: PhotoTable) -> PhotoRef:
        return reference_to(photo, self._folder)

    def _photos(self, session: Session, product_id: int) -> tuple[PhotoRef, ...]:
        found = session.scalars(
            select(PhotoTable).where(PhotoTable.product_id == product_id).order_by(PhotoTable.position)
        )
        return tuple(self._reference(photo) for photo in found)


def left_behind(after: State) -> Json:
    """Columns that mean nothing in a state, emptied."""
    columns: Json = {}
    if after is not State.GENERATING:
        columns |= {"claimed_at": None, "claimed_by": None}
    if after not in {State.APPROVED, State.EXPORTED}:
        columns["approved_at"] = None
    if after is not State.FAILED:
        columns |= {"failure_code": None, "failure_facts": None, "failure_retryable": None}
    return columns


def _change(session: Session, where: Sequence[ColumnElement[bool]], columns: Json) -> int:
    """Change the rows of a condition; what the session holds of them already is not refreshed. Returns how many."""
    session.flush()
    return session.connection().execute(update(ProductTable).where(*where).values(columns)).rowcount


def own_values(product_id: int, values: JsonIn, fields: Iterable[str]) -> list[Json]:
    """The rows of :class:`OwnValueTable` for a card."""
    found = {field: text for field in fields if (text := _line(values.get(field)))}
    return [{"product_id": product_id, "field": field, "value": text} for field, text in found.items()]


def _line(value: object) -> str | None:
    return storable(value) if isinstance(value, str) else None


def chunks(ids: Iterable[int], size: int = 10_000) -> Iterator[list[int]]:
    """Parts of a long list of numbers, each short enough for one statement (SQLite takes 32,766 parameters)."""
    rest = iter(ids)
    while part := list(islice(rest, size)):
        yield part


def these(ids: Iterable[int] | None) -> list[list[ColumnElement[bool]]]:
    """Conditions that choose products by their numbers, a manageable part at a time; ``None`` for all."""
    if ids is None:
        return [[]]
    return [[ProductTable.id.in_(part)] for part in chunks(ids)]
