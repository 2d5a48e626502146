"""Empty fields of finished cards that the model is asked to write, behind the photos that wait.

What is asked for is a row for each field of each product, so that it outlives the program; a row goes in the
transaction in which its value comes. One order is one deed: taking it back empties what was written and calls off the
rest.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sqlalchemy import Select, delete, distinct, exists, func, insert, or_, select
from sqlalchemy.orm import Session, aliased

from app.catalog.guidance import guidance_of
from app.catalog.marking import note
from app.catalog.moving import Moving
from app.catalog.netting import REPLACED
from app.catalog.own_tables import BlankTable
from app.catalog.recording import changed, expect, record
from app.catalog.reports import Blanks, Done
from app.catalog.rows import Act, Json, JsonIn
from app.catalog.snapshots import least, snapshot
from app.catalog.store import VISIBLE, chunks
from app.catalog.tables import CardTable, DeedTable, HistoryTable, ProductTable
from app.domain.shape import is_blank
from app.domain.states import State

FIELDS: Final = "fields"
"""In a card's provenance: field → where its value comes from, of those that were written after the card."""

_PART: Final = 500
_DECIDED: Final = frozenset({State.APPROVED, State.EXPORTED})
_SETTLED: Final = _DECIDED | {State.REVIEW, State.REJECTED}


class Filling(Moving):
    """The part that keeps which empty fields are to be written, and takes in what the model wrote."""

    def ask_for(self, ids: Iterable[int], fields: Sequence[str], name: str, within: int | None = None) -> Done:
        """Have fields of finished cards written, where they are empty; those that wait already are left out.

        Args:
            ids: Which products; those without a card, or whose card is about to be replaced, are left out.
            fields: Of their cards.
            name: What people call these fields.
            within: The deed that was begun with other products.
        """
        asked: list[int] = []
        with self._doing(Act.FILLED, {"field": name}, within=within) as (session, doing):
            for part in chunks(ids, _PART):
                waiting = set(session.execute(_waiting(part)))
                for product_id, values in session.execute(_cards(part)):
                    empty = [field for field in fields if is_blank(values.get(field))]
                    rows = [{"product_id": product_id, "field": field} for field in empty]
                    rows = [row for row in rows if (product_id, row["field"]) not in waiting]
                    if rows:
                        asked.append(product_id)
                        expect(session, doing)
                        session.execute(insert(BlankTable), [{**row, "deed_id": doing.id} for row in rows])
        return Done(doing.id, asked)

    def blanks_left(self) -> int:
        """How many products have fields that are still to be written."""
        with self._reading() as session:
            return session.scalar(select(func.count(distinct(BlankTable.product_id)))) or 0

    def next_blanks(self, besides: Collection[int] = ()) -> Blanks | None:
        """The product whose turn it is; ``None`` if none waits. It goes on waiting until something comes of it.

        What has been filled in since, and products that have gone or get another card, are waited for no longer.

        Args:
            besides: Products that are in somebody's hands already.
        """
        turn = select(BlankTable).where(BlankTable.product_id.not_in(besides)).order_by(BlankTable.id).limit(1)
        with self._reading() as session:
            if session.scalar(turn) is None:
                return None
        with self._writing() as session:
            while (first := session.scalar(turn)) is not None:
                if (blanks := self._blanks(session, first)) is not None:
                    return blanks
        return None

    def _blanks(self, session: Session, first: BlankTable) -> Blanks | None:
        """What is to be written for a product as part of one order; ``None`` where nothing is any more."""
        product_id, deed = first.product_id, first.deed_id
        mine = (BlankTable.product_id == product_id, BlankTable.deed_id == deed)
        rows = session.scalars(select(BlankTable).where(*mine).order_by(BlankTable.id)).all()
        card = session.scalar(select(CardTable).where(CardTable.product_id.in_(_fitting([product_id]))))
        fields = [row.field for row in rows if card is not None and is_blank(card.values.get(row.field))]
        for row in rows:
            if row.field not in fields:
                session.delete(row)
        if card is None or not fields:
            _forget(session, deed)
            return None
        hint = guidance_of(session, product_id).hint
        return Blanks(product_id, deed, tuple(fields), card.values, self._photos(session, product_id), hint)

    def fill(self, blanks: Blanks, written: JsonIn, confidence: JsonIn, provenance: JsonIn) -> bool:
        """Keep what the model wrote into fields that are still waited for and still empty; all of them wait no more.

        What it wrote counts as the card's own: a decided card that gains a value goes back to review, since nobody has
        seen that value yet. Where the model had nothing to say the card stays as it is.

        Args:
            blanks: What was asked for.
            written: Field → value.
            confidence: Field → an object with ``value`` in [0, 1].
            provenance: Where the values come from.

        Returns:
            Whether the card has another value now.
        """
        with self._doing(Act.FILLED, within=blanks.deed) as (session, _):
            waiting = _take(session, blanks)
            card = session.scalar(select(CardTable).where(CardTable.product_id.in_(_fitting([blanks.product_id]))))
            values = {
                field: written[field]
                for field in waiting
                if card is not None and is_blank(card.values.get(field)) and not is_blank(written.get(field))
            }
            if card is not None and values:
                sure = {field: confidence[field] for field in values if field in confidence}
                self._fill(session, card, values, sure, provenance)
            _forget(session, blanks.deed)
        return bool(values)

    def give_up(self, blanks: Blanks) -> None:
        """These cannot be written: they wait no more, and stay empty."""
        with self._writing() as session:
            _take(session, blanks)
            _forget(session, blanks.deed)

    def stop_filling(self) -> int:
        """Have nothing more written; what was written stays. Returns for how many products nothing will be."""
        with self._writing() as session:
            count = session.scalar(select(func.count(distinct(BlankTable.product_id)))) or 0
            deeds = list(session.scalars(select(BlankTable.deed_id).distinct()))
            session.execute(delete(BlankTable))
            for deed in deeds:
                _forget(session, deed)
        return count

    def _fill(self, session: Session, card: CardTable, values: Json, confidence: Json, provenance: JsonIn) -> None:
        product, detail = session.get_one(ProductTable, card.product_id), {REPLACED: snapshot(card)}
        before, filled = product.state, {**card.values, **values}
        changes = changed(card.values, filled)
        origins = {**card.provenance.get(FIELDS, {}), **{name: dict(provenance) for name in values}}
        card.values, card.generated = filled, {**card.generated, **values}
        card.confidence = {**card.confidence, **confidence}
        card.provenance = {**card.provenance, FIELDS: origins}
        product.version += 1
        product.confidence = least(card.confidence)
        self._show(product, filled)
        self._index(session, {product.id: filled})
        note(session, product, filled, card.generated, self._reviewer)
        if before in _DECIDED:
            self._move(session, product, State.REVIEW, Act.FILLED, detail, changes)
        else:
            product.updated_at = self._clock()
            record(session, product, product.updated_at, Act.FILLED, before, detail=detail, changes=changes)


def call_off(session: Session, deeds: Collection[int]) -> list[int]:
    """Nothing more is wanted of these orders. Returns the products for which nothing will be written."""
    mine = BlankTable.deed_id.in_(deeds)
    products = list(session.scalars(select(BlankTable.product_id).where(mine).distinct()))
    session.execute(delete(BlankTable).where(mine))
    return products


def _fitting(ids: Sequence[int]) -> Select[int]:
    """Those of some products whose cards are finished and not about to be replaced."""
    return select(ProductTable.id).where(ProductTable.id.in_(ids), ProductTable.state.in_(_SETTLED), VISIBLE)


def _cards(ids: Sequence[int]) -> Select[int, Json]:
    columns = select(CardTable.product_id, CardTable.values).where(CardTable.product_id.in_(_fitting(ids)))
    return columns.order_by(CardTable.product_id)


def _waiting(ids: Sequence[int]) -> Select[int, str]:
    return select(BlankTable.product_id, BlankTable.field).where(BlankTable.product_id.in_(ids))


def _take(session: Session, blanks: Blanks) -> list[str]:
    """End the waiting for some fields; those of them that were waited for until now."""
    mine = (BlankTable.product_id == blanks.product_id, BlankTable.deed_id == blanks.deed)
    rows = session.scalars(select(BlankTable).where(*mine, BlankTable.field.in_(blanks.fields))).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return [row.field for row in rows]


def _forget(session: Session, deed: int) -> None:
    """Forget an order of which nothing waits and nothing came: there is nothing to take back."""
    turning = aliased(DeedTable)
    needed = (
        exists().where(BlankTable.deed_id == deed),
        exists().where(HistoryTable.deed_id == deed),
        exists().where(turning.of == deed),
    )
    session.flush()
    session.connection().execute(delete(DeedTable).where(DeedTable.id == deed, ~or_(*needed)))
