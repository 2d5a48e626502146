"""Giving fields of many cards other values at once, as one deed."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from app.catalog.moving import Moving
from app.catalog.reports import Done
from app.catalog.rows import Act, Json
from app.catalog.store import HAS_CARD, VISIBLE, chunks
from app.catalog.tables import ProductTable
from app.domain.states import State

_SETTLED: Final = (State.REVIEW, State.APPROVED, State.EXPORTED, State.REJECTED)


class Edits(Moving):
    """The part that edits many cards."""

    def edit_all(
        self,
        wanted: Mapping[int, tuple[int, Json]],
        within: int | None = None,
        *,
        act: Act = Act.REVISED,
        facts: Json | None = None,
    ) -> Done:
        """Set fields of many cards; decided ones go back to review.

        Left alone are cards of which somebody saved other values meanwhile, and those that are about to be replaced.

        Args:
            wanted: Product → the version that the edit was made from, and field → value.
            within: The deed that was begun with other products.
            act: What people call it.
            facts: What else its name needs.

        Returns:
            What was changed.
        """
        with self._doing(act, facts, within=within) as (session, doing):
            standing: dict[int, int] = {}
            for part in chunks(wanted):
                chosen = (ProductTable.id.in_(part), ProductTable.state.in_(_SETTLED), VISIBLE, HAS_CARD)
                standing |= dict(session.execute(select(ProductTable.id, ProductTable.version).where(*chosen)).all())
            same = {id_: values for id_, (version, values) in wanted.items() if standing.get(id_) == version}
            changed = self._rewrite(session, same, act)
        return Done(doing.id, list(changed))
