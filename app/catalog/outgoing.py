"""Approved cards go out."""

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select

from app.catalog.reports import Done, ExportRow
from app.catalog.rows import Act
from app.catalog.store import VISIBLE, Store, chunks
from app.catalog.tables import CardTable, ProductTable
from app.domain.states import State, sources

_PAGE: Final = 500
_EXPORTABLE: Final = sources(State.EXPORTED)


class Outgoing(Store):
    """The part that exports read from and report to."""

    def approved_for_export(self, ids: Iterable[int] | None = None, *, again: bool = False) -> Iterator[ExportRow]:
        """The approved cards, oldest product first.

        They are read some hundreds at a time, each part as it is at that moment; nothing is held open in between.

        Args:
            ids: Only of these products; ``None`` for all.
            again: Also those that were exported before.
        """
        states = _EXPORTABLE if again else frozenset({State.APPROVED})
        if ids is not None:
            for part in chunks(sorted(ids), _PAGE):
                yield from self._page(states, ProductTable.id.in_(part))
            return
        last = 0
        while page := self._page(states, ProductTable.id > last):
            yield from page
            last = page[-1].product_id

    def _page(self, states: frozenset[State], which: ColumnElement[bool]) -> list[ExportRow]:
        query = (
            select(ProductTable, CardTable.values)
            .join(CardTable, CardTable.product_id == ProductTable.id)
            .where(ProductTable.state.in_(sorted(states)), which, VISIBLE)
            .order_by(ProductTable.id)
            .limit(_PAGE)
        )
        with self._reading() as session:
            return [
                ExportRow(
                    product.id,
                    product.version,
                    self._photos(session, product.id),
                    values,
                    product.approved_at,
                )
                for product, values in session.execute(query)
            ]

    def mark_exported(self, rows: Iterable[ExportRow], name: str = "") -> Done:
        """Say that these cards are in a file that is safely on disk; those that changed meanwhile are left alone.

        Args:
            rows: What is in the file.
            name: The file's.
        """
        written = list(rows)
        at = self._clock()
        marked: list[int] = []
        with self._doing(Act.EXPORTED, {"file": name}) as (session, doing):
            for start in range(0, len(written), _PAGE):
                same = [
                    and_(ProductTable.id == row.product_id, ProductTable.version == row.version)
                    for row in written[start : start + _PAGE]
                ]
                chosen = [VISIBLE, or_(*same)]
                marked += session.scalars(
                    select(ProductTable.id).where(*chosen, ProductTable.state.in_(sorted(_EXPORTABLE)))
                )
                self._move_all(session, chosen, _EXPORTABLE, State.EXPORTED, Act.EXPORTED, exported_at=at)
        return Done(doing.id, marked)
