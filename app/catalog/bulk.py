"""Acts on many products at once, each one deed that :meth:`app.catalog.undoing.Undoing.undo` takes back as a whole.

An act is one transaction; for tens of thousands that is a second or more in which nobody else can write, so the window
has it done on another thread.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import exists, select

from app.catalog.moving import Moving
from app.catalog.reports import Done
from app.catalog.rows import Act
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
