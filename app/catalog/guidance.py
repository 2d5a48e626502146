"""How people help the model with products: hints, and fields that are settled.

A field is settled where a person filled it in (while the card was still being written, or over what the model wrote),
unless that person says otherwise: what was said by hand of a field goes before, until the field is edited again.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalog.rows import JsonIn
from app.catalog.store import VISIBLE, Store, chunks
from app.catalog.tables import CardTable, DraftTable, GuidanceTable, ProductTable
from app.domain.guidance import Guidance, one_hint


class Guiding(Store):
    """The part that keeps hints and locks."""

    def set_hint(self, ids: Iterable[int], hint: str) -> dict[int, str]:
        """Say something of products to the model, for the next time that it writes their cards; empty says nothing.

        Args:
            ids: Which; those that are gone are left out.
            hint: Anything that was typed.

        Returns:
            Product → its hint before, for those where that was another; :meth:`set_hints` undoes it.
        """
        wanted, before = one_hint(hint), dict[int, str]()
        with self._writing() as session:
            for part in chunks(ids):
                there = select(ProductTable.id).where(ProductTable.id.in_(part), VISIBLE)
                before |= _set(session, dict.fromkeys(session.scalars(there), wanted))
        return before

    def set_hints(self, hints: Mapping[int, str]) -> int:
        """Give each of these products its own hint. Returns how many had another."""
        with self._writing() as session:
            return sum(len(_set(session, {id_: hints[id_] for id_ in part})) for part in chunks(hints))

    def set_lock(self, product_id: int, field: str, *, locked: bool) -> None:
        """Settle a field by hand, or leave it to the model again.

        Raises:
            ProductGone: There is no such product.
        """
        with self._writing() as session:
            self._product(session, product_id)
            row = guidance_row(session, product_id)
            row.locks = {**row.locks, field: locked}


def guidance_of(session: Session, product_id: int) -> Guidance:
    """What people say of a product now, with the values of its settled fields."""
    row = session.get(GuidanceTable, product_id)
    card, draft = session.get(CardTable, product_id), session.get(DraftTable, product_id)
    generated, values = (card.generated, card.values) if card else ({}, {})
    typed = draft.values if draft else {}
    locks = row.locks if row else {}
    settled = {
        name: value
        for name, value in {**values, **typed}.items()
        if locks.get(name, name in typed or name not in generated or value != generated[name])
    }
    return Guidance(row.hint if row else "", settled)


def edited(session: Session, product_id: int, before: JsonIn, after: JsonIn) -> None:
    """A person edited a card: the fields that changed are settled again, even where they had been left to the model."""
    row = session.get(GuidanceTable, product_id)
    if row is not None:
        row.locks = _without(row.locks, {name for name in after if before.get(name) != after[name]})


def guidance_row(session: Session, product_id: int) -> GuidanceTable:
    """A product's row, made where there is none yet."""
    row = session.get(GuidanceTable, product_id)
    if row is None:
        row = GuidanceTable(product_id=product_id, hint="", locks={})
        session.add(row)
    return row


def _without(locks: JsonIn, changed: Collection[str]) -> dict[str, bool]:
    return {name: locked for name, locked in locks.items() if locked or name not in changed}


def _set(session: Session, hints: Mapping[int, str]) -> dict[int, str]:
    """Write hints; product → what it had, where that was another."""
    rows = {
        row.product_id: row for row in session.scalars(select(GuidanceTable).where(GuidanceTable.product_id.in_(hints)))
    }
    before = {id_: rows[id_].hint if id_ in rows else "" for id_ in hints}
    changed = {id_: hint for id_, hint in before.items() if hint != hints[id_]}
    for id_ in changed:
        if id_ in rows:
            rows[id_].hint = hints[id_]
        else:
            session.add(GuidanceTable(product_id=id_, hint=hints[id_], locks={}))
    return changed
