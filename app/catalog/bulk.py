"""Acts on many products at once, each one deed that :meth:`app.catalog.undoing.Undoing.undo` takes back as a whole.

An act is one transaction; for tens of thousands that is a second or more in which nobody else can write, so the window
has it done on another thread.
"""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import exists, select

from app.catalog.moving import Moving
from app.catalog.reports import Done
from app.catalog.rows import Act, Facet
from app.catalog.store import HAS_CARD, VISIBLE, chunks
from app.catalog.tables import DraftTable, ProductTable
from app.domain.states import State, sources

_ACTS: Final = {
    State.APPROVED: Act.APPROVED,
    State.REJECTED: Act.REJECTED,
    State.REVIEW: Act.SENT_BACK,
    State.QUEUED: Act.REQUEUED,
}
_SOURCES: Final = {
    State.APPROVED: (State.REVIEW, State.REJECTED),
    State.REJECTED: (State.REVIEW, State.APPROVED, State.EXPORTED),
    State.REVIEW: (State.APPROVED, State.EXPORTED, State.REJECTED),
    State.QUEUED: tuple(sorted(sources(State.QUEUED) - {State.GENERATING})),
}
_SETTLED: Final = frozenset({State.REVIEW, State.APPROVED, State.EXPORTED, State.REJECTED})
_TYPED: Final = exists().where(DraftTable.product_id == ProductTable.id)


class Bulk(Moving):
    """The part that does one thing to many products."""

    def move_all(self, ids: Iterable[int], after: State, within: int | None = None) -> Done:
        """Approve, reject, send back (``REVIEW``) or generate again (``QUEUED``) all that can be.

        Left alone are products that stand there already, are waiting or being generated, and, where they are to be
        judged, those without a card or with something typed that is not on the card yet.

        Args:
            ids: Which; those that are gone are left out.
            after: Where they go. Whoever approves has checked the cards.
            within: The deed that was begun with other products.
        """
        moved: list[int] = []
        judged = () if after is State.QUEUED else (HAS_CARD, ~_TYPED)
        with self._doing(_ACTS[after], within=within) as (session, doing):
            for part in chunks(ids):
                for state in _SOURCES[after]:
                    chosen = (ProductTable.id.in_(part), ProductTable.state == state, VISIBLE, *judged)
                    found = list(session.scalars(select(ProductTable.id).where(*chosen)))
                    if found:
                        moved += found
                        self._lead(session, found, state, after)
        return Done(doing.id, moved)

    def merge_values(self, facet: Facet, values: Iterable[str], into: str) -> Done:
        """Give all cards with one of some values the same value; decided cards whose values change go back to review.

        Cards that are about to be replaced by another are left alone.

        Args:
            facet: ``CATEGORY`` or ``COLOUR``.
            values: As the cards have them.
            into: What they get.
        """
        column, field = self._field(facet)
        chosen = column.in_(sorted({*values} - {into})), ProductTable.state.in_(sorted(_SETTLED)), VISIBLE
        with self._doing(Act.MERGED, {"into": into}) as (session, doing):
            ids = session.scalars(select(ProductTable.id).where(*chosen).order_by(ProductTable.id))
            changed = self._rewrite(session, {product: {field: into} for product in ids}, Act.MERGED)
        return Done(doing.id, list(changed))

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
