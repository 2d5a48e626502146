"""Products by how much their texts say of what was typed, where another ranking is to be laid beside that."""

from collections.abc import Collection

from sqlalchemy import select

from app.catalog.store import Store
from app.catalog.tables import ProductTable


class Ranking(Store):
    """The part that ranks by words."""

    def ranked_by_text(self, typed: str, limit: int, among: Collection[int]) -> tuple[list[int], set[int]]:
        """The products whose texts say most of what was typed, those first that say it most.

        Args:
            typed: As in a filter.
            limit: How many at most.
            among: Products of which it is to be known whether their texts hold the words.

        Returns:
            The ranking, and those of ``among`` that do.
        """
        ranking, holds = self._words.ranked(typed, limit), self._words.holds(typed)
        if ranking is None or holds is None:
            return [], set()
        with self._reading() as session:
            held = session.scalars(select(ProductTable.id).where(ProductTable.id.in_(among), holds))
            return list(session.scalars(ranking)), set(held)
