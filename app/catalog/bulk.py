"""Acts on many products at once, each with what it takes to take it back.

An act is one transaction; for tens of thousands that is a second or more in which nobody else can write, so the window
has it done on another thread.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from app.catalog.reports import Merged, MergedCard, Moved
from app.catalog.rows import Act, Facet, JsonIn
from app.catalog.store import FRONT, HAS_CARD, VISIBLE, Store, chunks, these
from app.catalog.tables import CardTable, DraftTable, ProductTable
from app.domain.states import State, sources

_ACTS: Final = {
    State.REVIEW: Act.SENT_BACK,
    State.APPROVED: Act.APPROVED,
    State.EXPORTED: Act.EXPORTED,
    State.REJECTED: Act.REJECTED,
    State.CANCELLED: Act.CANCELLED,
    State.QUEUED: Act.REQUEUED,
}
_SOURCES: Final = {
    State.APPROVED: (State.REVIEW, State.REJECTED),
    State.REJECTED: (State.REVIEW, State.APPROVED, State.EXPORTED),
    State.QUEUED: tuple(sorted(sources(State.QUEUED) - {State.GENERATING})),
}
_SETTLED: Final = frozenset({State.REVIEW, State.APPROVED, State.EXPORTED, State.REJECTED})
_TYPED: Final = exists().where(DraftTable.product_id == ProductTable.id)
_PART: Final = 500


class Bulk(Store):
    """The part that does one thing to many products."""

    def move_all(self, ids: Iterable[int], after: State) -> Moved:
        """Approve, reject or generate again (``APPROVED``, ``REJECTED``, ``QUEUED``) all that can be.

        Left alone are products that stand there already, are waiting or being generated, and, where they are to be
        judged, those without a card or with something typed that is not on the card yet.

        Args:
            ids: Which; those that are gone are left out.
            after: Where they go. Whoever approves has checked the cards.

        Returns:
            What was moved; :meth:`take_back` undoes it.
        """
        before: dict[State, list[int]] = {}
        judged = () if after is State.QUEUED else (HAS_CARD, ~_TYPED)
        with self._writing() as session:
            for part in chunks(ids):
                for state in _SOURCES[after]:
                    chosen = (ProductTable.id.in_(part), ProductTable.state == state, VISIBLE, *judged)
                    found = list(session.scalars(select(ProductTable.id).where(*chosen)))
                    if found:
                        before.setdefault(state, []).extend(found)
                        self._lead(session, found, state, after)
        return Moved(after, before)

    def take_back(self, moved: Moved) -> int:
        """Bring products that still stand where an act moved them to where they stood before.

        One that was to be generated again and had failed or was called off before is called off now.

        Returns:
            How many.
        """
        with self._writing() as session:
            return sum(self._lead(session, ids, moved.after, before) for before, ids in moved.before.items())

    def merge_values(self, facet: Facet, values: Iterable[str], into: str) -> Merged:
        """Give all cards with one of some values the same value; decided cards whose values change go back to review.

        Cards that are about to be replaced by another are left alone.

        Args:
            facet: ``CATEGORY`` or ``COLOUR``.
            values: As the cards have them.
            into: What they get.

        Returns:
            What was changed; :meth:`unmerge` undoes it.
        """
        column, _ = self._field(facet)
        chosen = column.in_(sorted({*values} - {into})), ProductTable.state.in_(sorted(_SETTLED)), VISIBLE
        changes: list[MergedCard] = []
        with self._writing() as session:
            ids = list(session.scalars(select(ProductTable.id).where(*chosen).order_by(ProductTable.id)))
            for part in chunks(ids, _PART):
                was = self._replace(session, facet, dict.fromkeys(part, into))
                changes.extend(was)
                decided = [change.product_id for change in was if change.before in {State.APPROVED, State.EXPORTED}]
                for where in these(decided):
                    self._move_all(session, where, _SETTLED - {State.REVIEW, State.REJECTED}, State.REVIEW, Act.EDITED)
        return Merged(facet, into, changes)

    def unmerge(self, merged: Merged) -> int:
        """Give cards back the values that they had; those that changed since are left alone. Returns how many."""
        column, _ = self._field(merged.facet)
        count = 0
        with self._writing() as session:
            for start in range(0, len(merged.changes), _PART):
                part = {change.product_id: change for change in merged.changes[start : start + _PART]}
                standing = select(ProductTable.id, ProductTable.version).where(
                    ProductTable.id.in_(part), column == merged.into, VISIBLE
                )
                same = [id_ for id_, version in session.execute(standing) if version == part[id_].version]
                count += len(self._replace(session, merged.facet, {id_: part[id_].value for id_ in same}))
                for state in (State.APPROVED, State.EXPORTED):
                    there = [id_ for id_ in same if part[id_].before is state]
                    self._lead(session, there, State.REVIEW, state)
        return count

    def _field(self, facet: Facet) -> tuple[Any, str]:
        """A facet's column and the card's field that it shows.

        Raises:
            ValueError: It shows none.
        """
        match facet:
            case Facet.CATEGORY:
                return ProductTable.category, self._headline.category
            case Facet.COLOUR:
                return ProductTable.colour, self._headline.colour
        raise ValueError(f"{facet} is no field of a card")

    def _replace(self, session: Session, facet: Facet, wanted: dict[int, str]) -> list[MergedCard]:
        """Write values into cards and what lists and the search see of them; says what was there."""
        _, field = self._field(facet)
        at, found, texts = self._clock(), list[MergedCard](), dict[int, JsonIn]()
        query = (
            select(ProductTable, CardTable)
            .join(CardTable, CardTable.product_id == ProductTable.id)
            .where(ProductTable.id.in_(wanted))
        )
        for product, card in session.execute(query):
            value = str(card.values.get(field, ""))
            card.values = {**card.values, field: wanted[product.id]}
            card.edited_at = product.updated_at = at
            product.version += 1
            product.reviewed = None  # the checks catch up: they take milliseconds a card
            self._show(product, card.values)
            texts[product.id] = card.values
            found.append(MergedCard(product.id, value, product.version, product.state))
        session.flush()
        self._index(session, texts)
        session.expunge_all()
        return found

    def _lead(self, session: Session, ids: Sequence[int], before: State, after: State) -> int:
        """Move products that stand in one state to another, by way of review where need be. Returns how many."""
        count = 0
        for part in these(ids):
            source: frozenset[State] = frozenset({before})
            for step in _way(before, after):
                count = self._step(session, [*part, VISIBLE], source, step)
                source = frozenset({step})
        return count

    def _step(self, session: Session, where: Sequence[ColumnElement[bool]], source: frozenset[State], to: State) -> int:
        columns: dict[str, Any] = {}
        if to is State.APPROVED:
            columns["approved_at"] = self._clock()
        elif to is State.QUEUED:
            columns |= {"queue_rank": FRONT, "batch": self._batch(session)}
        return self._move_all(session, where, source, to, _ACTS[to], **columns)


def _way(before: State, after: State) -> list[State]:
    """The states on the way; from review there is one to everywhere that a person leads a product to."""
    if after is State.QUEUED:
        return [after]
    if after in {State.FAILED, State.CANCELLED}:
        return [State.CANCELLED]
    way = [] if before is State.REVIEW else [State.REVIEW]
    if after is State.EXPORTED:
        return [*way, State.APPROVED, State.EXPORTED]
    return way if after is State.REVIEW else [*way, after]
