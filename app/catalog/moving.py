"""Leading products from where they stand to where a person wants them, and giving their cards other values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, SQLColumnExpression, case, insert, or_, select, update
from sqlalchemy.orm import Session

from app.catalog.labour import note_approved, withdraw
from app.catalog.recording import changed, deed_of, doing_of
from app.catalog.rows import Act, Json
from app.catalog.store import FRONT, HELD, VISIBLE, Store, chunks, left_behind, these
from app.catalog.tables import CardTable, HistoryTable, ProductTable
from app.domain.states import State, move

_ACTS: Final = {
    State.REVIEW: Act.SENT_BACK,
    State.APPROVED: Act.APPROVED,
    State.EXPORTED: Act.EXPORTED,
    State.REJECTED: Act.REJECTED,
    State.CANCELLED: Act.CANCELLED,
    State.FAILED: Act.FAILED,
    State.QUEUED: Act.REQUEUED,
}
_DECIDED: Final = frozenset({State.APPROVED, State.EXPORTED})
_PART: Final = 500


class Moving(Store):
    """What acts on many products, and undoing them, stand on."""

    def _lead(self, session: Session, ids: Iterable[int], before: State, after: State) -> int:
        """Move products that stand in one state to another, by way of review where need be. Returns how many."""
        count = 0
        for part in these(ids):
            source = before
            for step in way(before, after):
                count = self._step(session, [*part, VISIBLE], source, step)
                source = step
        return count

    def _step(self, session: Session, where: Sequence[ColumnElement[bool]], source: State, to: State) -> int:
        columns: dict[str, Any] = {}
        if to is State.APPROVED and source is State.EXPORTED:
            columns["approved_at"] = ProductTable.approved_at
        elif to is State.APPROVED:
            columns["approved_at"] = self._clock()
        elif to is State.QUEUED:
            columns |= {"queue_rank": _rank(session), "batch": self._batch(session)}
        told = to in {State.FAILED, State.APPROVED, State.REVIEW}
        ids = list(session.scalars(select(ProductTable.id).where(*where, ProductTable.state == source))) if told else []
        count = self._move_all(session, where, frozenset({source}), to, _ACTS[to], **columns)
        match to:
            case State.FAILED:
                for product_id in ids:
                    fail_as_before(session, product_id)
            case State.APPROVED:
                note_approved(session, ids, self._clock())
            case State.REVIEW:
                withdraw(session, ids)
        return count

    def _unsettle(self, session: Session, ids: Iterable[int]) -> None:
        """Have products checked again, and those that repeat their descriptions."""
        for part in chunks(ids):
            concerned = or_(ProductTable.id.in_(part), ProductTable.twin.in_(part))
            session.connection().execute(update(ProductTable).where(concerned).values(reviewed=None))

    def _rewrite(
        self, session: Session, wanted: Mapping[int, Json], act: Act, *, reopen: bool = True
    ) -> dict[int, State]:
        """Set fields of many cards, with what lists and the search see of them, and write that into their history.

        The checks catch up afterwards: they take milliseconds a card.

        Args:
            session: Of the transaction.
            wanted: Product, one that has a card → field → value; fields that are not there stay as they are.
            act: For the history.
            reopen: Whether decided cards go back to review.

        Returns:
            Product → the state that it was in, of those whose card is another now.
        """
        found: dict[int, State] = {}
        for part in chunks(wanted, _PART):
            found |= self._rewrite_part(session, {product: wanted[product] for product in part}, act, reopen=reopen)
        return found

    def _rewrite_part(
        self, session: Session, wanted: Mapping[int, Json], act: Act, *, reopen: bool
    ) -> dict[int, State]:
        at, found, texts, lines = self._clock(), dict[int, State](), dict[int, Json](), list[Json]()
        query = (
            select(ProductTable, CardTable)
            .join(CardTable, CardTable.product_id == ProductTable.id)
            .where(ProductTable.id.in_(wanted))
        )
        for product, card in session.execute(query):
            values = {**card.values, **wanted[product.id]}
            changes = changed(card.values, values)
            if not changes:
                continue
            found[product.id] = before = product.state
            card.values = texts[product.id] = values
            card.edited_at = product.updated_at = at
            product.version += 1
            self._show(product, values)
            if reopen and before in _DECIDED:
                _reopen(product)
            line = {"product_id": product.id, "at": at, "act": act, "before": before, "after": product.state}
            lines.append({**line, "changes": changes})
        if lines:
            deed, who = deed_of(session)
            session.flush()
            session.execute(insert(HistoryTable), [{**line, "who": who, "deed_id": deed} for line in lines])
            self._index(session, texts)
        session.expunge_all()
        return found


def _reopen(product: ProductTable) -> None:
    product.state = move(product.state, State.REVIEW)
    for column, value in left_behind(State.REVIEW).items():
        setattr(product, column, value)


def _rank(session: Session) -> int | SQLColumnExpression[int]:
    """What goes back to the queue goes first; but what was held back before what is undone is held back again."""
    doing = doing_of(session)
    if doing is None or doing.of is None:
        return FRONT
    return case((ProductTable.queue_rank == HELD, HELD), else_=FRONT)


def fail_as_before(session: Session, product_id: int) -> None:
    """Say of a product that has failed again without having been tried why it had failed."""
    session.flush()
    product = session.get_one(ProductTable, product_id, populate_existing=True)
    query = (
        select(HistoryTable.detail)
        .where(HistoryTable.product_id == product_id, HistoryTable.act == Act.FAILED)
        .where(HistoryTable.detail.is_not(None))
        .order_by(HistoryTable.id.desc())
        .limit(1)
    )
    why = session.scalar(query) or {}
    product.failure_code, product.failure_facts = why.get("code"), why.get("facts", {})
    product.failure_retryable = bool(why.get("retryable", True))


def way(before: State, after: State) -> list[State]:
    """The states on the way; from review there is one to everywhere that a person leads a product to."""
    if before is after:
        return []
    if after in {State.QUEUED, State.FAILED, State.CANCELLED}:
        return [after]
    if (before, after) == (State.EXPORTED, State.APPROVED):
        return [after]
    to_review = [] if before is State.REVIEW else [State.REVIEW]
    if after is State.EXPORTED:
        return [State.EXPORTED] if before is State.APPROVED else [*to_review, State.APPROVED, State.EXPORTED]
    return to_review if after is State.REVIEW else [*to_review, after]
