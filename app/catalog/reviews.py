"""The checks' side of the catalogue: who checks, what was found, and catching up where cards were checked otherwise."""

from typing import Final

from sqlalchemy import func, or_, select

from app.catalog.colours import main_colours
from app.catalog.marking import codes, keep, shared
from app.catalog.rows import JsonIn
from app.catalog.store import VISIBLE, Store
from app.catalog.tables import CardTable, ProductTable
from app.domain.card import DESCRIPTION_FIELD
from app.review.duplicates import duplicate
from app.review.marks import Code, Mark
from app.review.reviewer import Reviewer
from app.review.sight import Evidence

CAUGHT_UP: Final = 8
"""Products that are checked again in one step."""


class Reviews(Store):
    """The part that keeps flags in step with cards."""

    def review_by(self, reviewer: Reviewer) -> bool:
        """Check every card that changes from now on with this reviewer.

        Returns:
            Whether it finds other things than the one before, so that :meth:`review_next` has work.
        """
        before, self._reviewer = self._reviewer, reviewer
        return before is None or before.stamp != reviewer.stamp

    def duplicate_of(self, product_id: int, values: JsonIn) -> Mark | None:
        """The mark for a description that another product has as well, as it stands now or as it is being typed."""
        if self._reviewer is None:
            return None
        fingerprint = self._reviewer.fingerprint(values)
        with self._reading() as session:
            return duplicate(DESCRIPTION_FIELD, fingerprint, shared(session, product_id, fingerprint))

    def flags_of(self, product_id: int) -> frozenset[Code]:
        """What was found in a product's card.

        Raises:
            ProductGone: There is no such product.
        """
        with self._reading() as session:
            return codes(self._product(session, product_id).flags)

    def flag_counts(self) -> dict[Code, int]:
        """How many products each check found something in; every check is there."""
        query = select(ProductTable.flags, func.count()).where(VISIBLE, ProductTable.flags != 0)
        with self._reading() as session:
            found = session.execute(query.group_by(ProductTable.flags)).all()
        return {code: sum(count for flags, count in found if code in codes(flags)) for code in Code}

    def review_next(self, after_id: int) -> int | None:
        """Check some of the cards that were last checked otherwise, or never; edits meanwhile win.

        Checking takes milliseconds a card and is done between two transactions, so that nobody waits for it.

        Args:
            after_id: Only products after this one; 0 to begin.

        Returns:
            The last product looked at, to go on after; ``None`` where there are no more.
        """
        reviewer = self._reviewer
        if reviewer is None:
            return None
        due = self._due(after_id, reviewer.stamp)
        found = [
            (id_, version, reviewer.marks(card, evidence), reviewer.fingerprint(card))
            for id_, version, card, evidence in due
        ]
        with self._writing() as session:
            for id_, version, marks, fingerprint in found:
                product = session.get(ProductTable, id_)
                if product is not None and product.version == version:
                    keep(session, product, marks, fingerprint)
                    product.reviewed = reviewer.stamp
        return due[-1][0] if due else None

    def _due(self, after_id: int, stamp: str) -> list[tuple[int, int, JsonIn, Evidence]]:
        query = (
            select(ProductTable.id, ProductTable.version, CardTable.values, CardTable.generated, CardTable.provenance)
            .join(CardTable, CardTable.product_id == ProductTable.id)
            .where(ProductTable.id > after_id, VISIBLE)
            .where(or_(ProductTable.reviewed.is_(None), ProductTable.reviewed != stamp))
            .order_by(ProductTable.id)
            .limit(CAUGHT_UP)
        )
        with self._reading() as session:
            return [
                (id_, version, values, Evidence.of(generated, provenance, main_colours(session, id_)))
                for id_, version, values, generated, provenance in session.execute(query).all()
            ]
