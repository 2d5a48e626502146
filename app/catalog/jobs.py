"""The durable queue: products whose cards are to be generated, and what came of it.

Whoever drives the engine claims a product and ends every claim with exactly one of :meth:`Jobs.finish`,
:meth:`Jobs.fail` and :meth:`Jobs.cancelled`; a second ending raises ``IllegalMove``. A program that ends in between
leaves the product in ``generating``, and the next one that opens the catalogue queues it again.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from app.catalog.guidance import guidance_of
from app.catalog.marking import note
from app.catalog.moving import Moving, fail_as_before
from app.catalog.netting import REPLACED
from app.catalog.photos import PhotoRef
from app.catalog.queueing import TURN, awaited
from app.catalog.recording import changed, expect, record
from app.catalog.reports import ClaimedJob, Done
from app.catalog.rows import Act, Json, JsonIn
from app.catalog.snapshots import least, snapshot
from app.catalog.store import FRONT, HAS_CARD, USUAL, VISIBLE, these
from app.catalog.tables import CardTable, DeedTable, DraftTable, HistoryTable, ProductTable
from app.domain.states import IllegalMove, State

_QUEUED = frozenset({State.QUEUED})
_ENDED = frozenset({State.FAILED, State.CANCELLED})


class Jobs(Moving):
    """The part that hands out work and takes in what came of it."""

    def claim_next(self) -> ClaimedJob | None:
        """Take the product whose turn it is, as :mod:`app.catalog.queueing` says; ``None`` if none is ready."""
        which = self._within_reach()
        if which is None:
            return None
        with self._writing() as session:
            product = session.scalar(TURN.where(*which))
            if product is None:
                return None
            product.attempt += 1
            waited_for = awaited(session, product)
            product.queue_rank = USUAL
            self._move(session, product, State.GENERATING, Act.CLAIMED, {"attempt": product.attempt})
            product.claimed_at, product.claimed_by = product.updated_at, self._desk
            cards = _cards(session, product.id) if product.attempt > 1 else 0
            photos, guidance = self._photos(session, product.id), guidance_of(session, product.id)
            return ClaimedJob(product.id, product.attempt, cards, photos, guidance, waited_for)

    def next_photos(self, count: int) -> list[PhotoRef]:
        """The photos of the so many products whose turns come next, in the order of their turns."""
        with self._reading() as session:
            turns = session.scalars(TURN.limit(count)).all()
            return [photo for product in turns for photo in self._photos(session, product.id)]

    def _within_reach(self) -> Sequence[ColumnElement[bool]] | None:
        """Which of the products that wait can be generated here; ``None`` where none can."""
        return ()

    def finish(
        self,
        product_id: int,
        generated: JsonIn,
        confidence: JsonIn,
        provenance: JsonIn,
        figures: JsonIn,
        settled: JsonIn | None = None,
        photos: Sequence[int] | None = None,
    ) -> int:
        """Keep a generated card; what a person typed meanwhile goes over it. A card that it replaces is in the history.

        What that one held of fields that the new one says nothing of stays: nobody was asked about them.
        One about photos that are not the product's any more, or no longer all of them, is not kept: it waits again.

        Args:
            product_id: A claimed one; also one that was removed meanwhile.
            generated: Field → value.
            confidence: Field → an object with ``value`` in [0, 1] and whatever else the engine says.
            provenance: Where the values come from.
            figures: What they cost.
            settled: Field → value of the fields that a person had settled when the model was asked.
            photos: The photos that it had then; ``None`` where they do not matter.

        Returns:
            The version of the values, for the first edit.

        Raises:
            IllegalMove: It is not being generated.
            ProductGone: There is no such product.
        """
        with self._writing() as session:
            product = self._generating(session, product_id, State.REVIEW)
            if photos is not None and {*photos} != {photo.id for photo in self._photos(session, product_id)}:
                self._recover(session, product)
                return product.version
            old = session.get(CardTable, product_id)
            written = {**(old.values if old else {}), **generated, **(settled or {})}
            self._note_finished(session, product, old, written)
            values = {**written, **(typed := _taken_draft(session, product_id))}
            at = product.updated_at
            if by_hand := changed(written, values):
                record(session, product, at, Act.EDITED, product.state, changes=by_hand).who = self._who
            session.merge(
                CardTable(
                    product_id=product_id,
                    generated=dict(generated),
                    values=values,
                    confidence=dict(confidence),
                    provenance=dict(provenance),
                    figures=dict(figures),
                    generated_at=at,
                    edited_at=at if typed or settled else None,
                )
            )
            product.version += 1
            product.confidence = least(confidence)
            self._show(product, values)
            self._index(session, {product.id: values})
            note(session, product, values, generated, self._reviewer)
            return product.version

    def _recover(self, session: Session, product: ProductTable) -> None:
        """Have a product wait again, before all others, as if nobody had begun with it."""
        self._move(session, product, State.QUEUED, Act.RECOVERED)
        product.queue_rank = FRONT

    def _note_finished(self, session: Session, product: ProductTable, old: CardTable | None, written: JsonIn) -> None:
        """Bring a product to review, and keep in its history what the card replaces."""
        detail = {REPLACED: snapshot(old)} if old else None
        changes = changed(old.values, written) if old else None
        self._move(session, product, State.REVIEW, Act.FINISHED, detail, changes)

    def fail(self, product_id: int, code: str, facts: Mapping[str, str], *, retryable: bool) -> None:
        """The card could not be generated. An earlier card stays and can be gone back to.

        Raises:
            IllegalMove: It is not being generated.
            ProductGone: There is no such product.
        """
        with self._writing() as session:
            product = self._generating(session, product_id, State.FAILED)
            self._fail(session, product, code, facts, retryable=retryable)

    def cancelled(self, product_id: int, deed: int | None = None) -> State:
        """The engine ended a job on request.

        Args:
            product_id: Whose.
            deed: Of which this is a part, such as undoing what had queued the product; without one, it is one.

        Returns:
            Where the product is now: where it had been before what was undone; with an earlier card, back in review;
            removed meanwhile, in the queue, for the day that it is restored; else cancelled.

        Raises:
            IllegalMove: It is not being generated.
            ProductGone: There is no such product.
        """
        with self._doing(Act.CANCELLED, within=deed) as (session, _):
            product = self._generating(session, product_id, State.CANCELLED)
            after = State.REVIEW if session.get(CardTable, product_id) else State.CANCELLED
            wanted = _before_what_is_undone(session, product_id, deed) or after
            if product.removed_at is not None:
                after = wanted = State.QUEUED
            elif wanted is State.FAILED:
                after = State.FAILED
            self._move(session, product, after, Act.CANCELLED)
            if after is State.FAILED:
                fail_as_before(session, product_id)
            self._lead(session, [product_id], after, wanted)
            return wanted

    def cancel(self, ids: Iterable[int] | None = None) -> Done:
        """Take waiting products out of the queue; those with an earlier card go back to review.

        One that is being generated is left alone: the engine is asked to abort it, and :meth:`cancelled` follows.

        Args:
            ids: Which of them; all when ``None``.
        """
        with self._doing(Act.CANCELLED) as (session, doing):
            found: list[int] = []
            for part in these(ids):
                where = [*part, VISIBLE]
                found += session.scalars(select(ProductTable.id).where(*where, ProductTable.state == State.QUEUED))
                self._move_all(session, [*where, HAS_CARD], _QUEUED, State.REVIEW, Act.CANCELLED)
                self._move_all(session, where, _QUEUED, State.CANCELLED, Act.CANCELLED)
                if session.scalar(select(exists().where(*where, ProductTable.state == State.GENERATING))):
                    expect(session, doing)
        return Done(doing.id, found)

    def retry(self, ids: Iterable[int] | None = None) -> Done:
        """Queue failed and cancelled products again, others are left alone; without ``ids`` all that failed."""
        with self._doing(Act.RETRIED) as (session, doing):
            states = frozenset({State.FAILED}) if ids is None else _ENDED
            batch = self._batch(session)
            found: list[int] = []
            for part in these(ids):
                where = [*part, VISIBLE]
                found += session.scalars(select(ProductTable.id).where(*where, ProductTable.state.in_(states)))
                self._move_all(session, where, states, State.QUEUED, Act.RETRIED, queue_rank=USUAL, batch=batch)
        return Done(doing.id, found)

    def recover(self, ids: Iterable[int] | None = None) -> int:
        """Queue again what is being generated: of these products, or all that a program that ended left so.

        Returns:
            How many that were.
        """
        with self._writing() as session:
            generating = frozenset({State.GENERATING})
            left = self._left(mine=ids is not None)
            return sum(
                self._move_all(session, [*part, *left], generating, State.QUEUED, Act.RECOVERED, queue_rank=FRONT)
                for part in these(ids)
            )

    def _left(self, *, mine: bool) -> Sequence[ColumnElement[bool]]:
        """Which of the products that are being generated can be queued again: this program's, or nobody's."""
        return ()

    def _generating(self, session: Session, product_id: int, after: State) -> ProductTable:
        product = self._product(session, product_id, removed=True)
        if product.state is not State.GENERATING or product.claimed_by != self._desk:
            raise IllegalMove(product.state, after)
        return product


def _taken_draft(session: Session, product_id: int) -> Json:
    """What a person typed meanwhile, which is no draft any more."""
    draft = session.get(DraftTable, product_id)
    if draft is None:
        return {}
    session.delete(draft)
    return draft.values


def _before_what_is_undone(session: Session, product_id: int, deed: int | None) -> State | None:
    """Where a product stood before the deed that this one undoes, if it undoes any."""
    undone = select(DeedTable.of).where(DeedTable.id == deed).scalar_subquery()
    first = select(HistoryTable.before).where(HistoryTable.deed_id == undone, HistoryTable.product_id == product_id)
    return session.scalar(first.order_by(HistoryTable.id).limit(1))


def _cards(session: Session, product_id: int) -> int:
    """How many cards were generated for a product."""
    finished = (HistoryTable.product_id == product_id) & (HistoryTable.act == Act.FINISHED)
    return session.scalar(select(func.count()).select_from(HistoryTable).where(finished)) or 0
