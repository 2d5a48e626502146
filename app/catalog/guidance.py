"""How people help the model with products: hints, and fields that are settled.

A field is settled where a person filled it in (while the card was still being written, or over what the model wrote),
unless that person says otherwise: what was said by hand of a field goes before, until the field is edited again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalog.netting import Line
from app.catalog.recording import record_details
from app.catalog.reports import Done
from app.catalog.rows import Act, JsonIn
from app.catalog.store import VISIBLE, Store, chunks
from app.catalog.tables import CardTable, DraftTable, GuidanceTable, ProductTable
from app.domain.guidance import Guidance, one_hint

_PART: Final = 10_000


class Guiding(Store):
    """The part that keeps hints and locks."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._reversals[Act.HINTED] = self._turn_hints

    def set_hint(self, ids: Iterable[int], hint: str) -> Done:
        """Say something of products to the model, for the next time that it writes their cards; empty says nothing.

        Args:
            ids: Which; those that are gone are left out.
            hint: Anything that was typed.
        """
        wanted, said = one_hint(hint), list[int]()
        with self._doing(Act.HINTED) as (session, doing):
            for part in chunks(ids):
                there = select(ProductTable.id).where(ProductTable.id.in_(part), VISIBLE)
                said += self._set_hints(session, dict.fromkeys(session.scalars(there), wanted))
        return Done(doing.id, said)

    def _turn_hints(self, session: Session, lines: Sequence[Line]) -> set[int]:
        """Give products the hints back that they had before these lines; those that have others now keep them."""
        left: set[int] = set()
        for part in (lines[start : start + _PART] for start in range(0, len(lines), _PART)):
            told: dict[int, list[str]] = {line.product_id: (line.detail or {})["hint"] for line in part}
            there = ProductTable.id.in_(told), VISIBLE
            query = select(ProductTable.id, GuidanceTable.hint).join(GuidanceTable).where(*there)
            same = {id_ for id_, hint in session.execute(query) if hint == told[id_][1]}
            self._set_hints(session, {id_: told[id_][0] for id_ in same})
            left |= told.keys() - same
        return left

    def _set_hints(self, session: Session, hints: Mapping[int, str]) -> list[int]:
        """Write hints, and that into the history. Returns the products that had another."""
        before = _set(session, hints)
        details = {id_: {"hint": [hint, hints[id_]]} for id_, hint in before.items()}
        session.flush()
        record_details(session, self._clock(), Act.HINTED, details)
        return list(before)

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
