"""The durable queue: products whose cards are to be generated, and what came of it.

Whoever drives the engine claims a product and ends every claim with exactly one of :meth:`Jobs.finish`,
:meth:`Jobs.fail` and :meth:`Jobs.cancelled`; a second ending raises ``IllegalMove``. A program that ends in between
leaves the product in ``generating``, and the next one that opens the catalogue queues it again.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalog.guidance import guidance_of
from app.catalog.marking import note
from app.catalog.rows import Act, ClaimedJob, Json, JsonIn
from app.catalog.store import FRONT, HAS_CARD, USUAL, VISIBLE, Store, these
from app.catalog.tables import CardTable, DraftTable, HistoryTable, ProductTable
from app.domain.states import IllegalMove, State, sources

_WAITING = frozenset({State.QUEUED})
_ENDED = frozenset({State.FAILED, State.CANCELLED})


class Jobs(Store):
    """The part that hands out work and takes in what came of it."""

    def claim_next(self) -> ClaimedJob | None:
        """Take the product whose turn it is: one asked for by a person, else the oldest; ``None`` if none is ready."""
        turn = (
            select(ProductTable)
            .where(ProductTable.state == State.QUEUED, ProductTable.ready.is_(True), VISIBLE)
            .order_by(ProductTable.queue_rank, ProductTable.id)
            .limit(1)
        )
        with self._writing() as session:
            product = session.scalar(turn)
            if product is None:
                return None
            product.attempt += 1
            product.queue_rank = USUAL
            self._move(session, product, State.GENERATING, Act.CLAIMED, {"attempt": product.attempt})
            product.claimed_at = product.updated_at
            cards = _cards(session, product.id) if product.attempt > 1 else 0
            photos, guidance = self._photos(session, product.id), guidance_of(session, product.id)
            return ClaimedJob(product.id, product.attempt, cards, photos, guidance)

    def finish(
        self,
        product_id: int,
        generated: JsonIn,
        confidence: JsonIn,
        provenance: JsonIn,
        figures: JsonIn,
        settled: JsonIn | None = None,
    ) -> int:
        """Keep a generated card; what a person typed meanwhile goes over it. A card that it replaces is in the history.

        Args:
            product_id: A claimed one; also one that was removed meanwhile.
            generated: Field → value.
            confidence: Field → an object with ``value`` in [0, 1] and whatever else the engine says.
            provenance: Where the values come from.
            figures: What they cost.
            settled: Field → value of the fields that a person had settled when the model was asked.

        Returns:
            The version of the values, for the first edit.

        Raises:
            IllegalMove: It is not being generated.
            ProductGone: There is no such product.
        """
        with self._writing() as session:
            product = self._generating(session, product_id, State.REVIEW)
            old = session.get(CardTable, product_id)
            self._move(session, product, State.REVIEW, Act.FINISHED, {"replaced": _snapshot(old)} if old else None)
            draft = session.get(DraftTable, product_id)
            typed = draft.values if draft else {}
            if draft:
                session.delete(draft)
            values = {**generated, **(settled or {}), **typed}
            at = product.updated_at
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
            product.confidence = _least(confidence)
            self._show(product, values)
            self._index(session, {product.id: values})
            note(session, product, values, generated, self._reviewer)
            return product.version

    def fail(self, product_id: int, code: str, facts: Mapping[str, str], *, retryable: bool) -> None:
        """The card could not be generated. An earlier card stays and can be gone back to.

        Raises:
            IllegalMove: It is not being generated.
            ProductGone: There is no such product.
        """
        with self._writing() as session:
            product = self._generating(session, product_id, State.FAILED)
            self._fail(session, product, code, facts, retryable=retryable)

    def cancelled(self, product_id: int) -> State:
        """The engine ended a job on request.

        Returns:
            Where the product is now: with an earlier card, back in review; removed meanwhile, in the queue, for the
            day that it is restored; else cancelled.

        Raises:
            IllegalMove: It is not being generated.
            ProductGone: There is no such product.
        """
        with self._writing() as session:
            product = self._generating(session, product_id, State.CANCELLED)
            after = State.REVIEW if session.get(CardTable, product_id) else State.CANCELLED
            if product.removed_at is not None:
                after = State.QUEUED
            self._move(session, product, after, Act.CANCELLED)
            return after

    def cancel(self, ids: Iterable[int] | None = None) -> int:
        """Take waiting products out of the queue; those with an earlier card go back to review.

        One that is being generated is left alone: the engine is asked to abort it, and :meth:`cancelled` follows.

        Args:
            ids: Which of them; all when ``None``.

        Returns:
            How many were taken out.
        """
        with self._writing() as session:
            count = 0
            for part in these(ids):
                where = [*part, VISIBLE]
                count += self._move_all(session, [*where, HAS_CARD], _WAITING, State.REVIEW, Act.CANCELLED)
                count += self._move_all(session, where, _WAITING, State.CANCELLED, Act.CANCELLED)
            return count

    def retry(self, ids: Iterable[int]) -> int:
        """Queue failed and cancelled products again; others are left alone. Returns how many were queued."""
        with self._writing() as session:
            return self._queue(session, ids, _ENDED, Act.RETRIED, USUAL)

    def retry_failed(self) -> int:
        """Queue all failed products again. Returns how many were queued."""
        with self._writing() as session:
            return self._queue(session, None, frozenset({State.FAILED}), Act.RETRIED, USUAL)

    def requeue(self, ids: Iterable[int]) -> int:
        """Generate again, before all others; the present card stays until the new one replaces it.

        Those that are waiting or being generated are left alone.

        Returns:
            How many were queued.
        """
        with self._writing() as session:
            return self._queue(session, ids, sources(State.QUEUED) - {State.GENERATING}, Act.REQUEUED, FRONT)

    def recover(self, ids: Iterable[int] | None = None) -> int:
        """Queue again what is being generated: of these products, or all that a program that ended left so.

        Returns:
            How many that were.
        """
        with self._writing() as session:
            generating = frozenset({State.GENERATING})
            return sum(
                self._move_all(session, part, generating, State.QUEUED, Act.RECOVERED, queue_rank=FRONT)
                for part in these(ids)
            )

    def _generating(self, session: Session, product_id: int, after: State) -> ProductTable:
        product = self._product(session, product_id, removed=True)
        if product.state is not State.GENERATING:
            raise IllegalMove(product.state, after)
        return product

    def _queue(self, session: Session, ids: Iterable[int] | None, states: frozenset[State], act: Act, rank: int) -> int:
        batch = self._batch(session)
        return sum(
            self._move_all(session, [*part, VISIBLE], states, State.QUEUED, act, queue_rank=rank, batch=batch)
            for part in these(ids)
        )


def _cards(session: Session, product_id: int) -> int:
    """How many cards were generated for a product."""
    finished = (HistoryTable.product_id == product_id) & (HistoryTable.act == Act.FINISHED)
    return session.scalar(select(func.count()).select_from(HistoryTable).where(finished)) or 0


def _snapshot(card: CardTable) -> Json:
    return {
        "generated": card.generated,
        "values": card.values,
        "confidence": card.confidence,
        "provenance": card.provenance,
        "generated_at": card.generated_at.isoformat(),
    }


def _least(confidence: Mapping[str, Any]) -> float | None:
    return min((float(field["value"]) for field in confidence.values()), default=None)
