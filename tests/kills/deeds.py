"""What was done and what takes it back are in the catalogue together, or neither is."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.catalog.rows import Act
from app.catalog.tables import DeedTable, HistoryTable, ProductTable
from app.domain.states import MOVES


def history(session: Session, product: ProductTable, values: Mapping[str, Any]) -> Iterator[str]:
    """The states follow one another lawfully, the last is the present one, and the changes lead to what holds now."""
    lines = session.scalars(
        select(HistoryTable).where(HistoryTable.product_id == product.id).order_by(HistoryTable.id)
    ).all()
    if not lines or lines[0].act is not Act.ADDED or lines[-1].after is not product.state:
        yield f"is {product.state}; its history says {[str(line.act) for line in lines]}"
    for earlier, later in itertools.pairwise(lines):
        if earlier.after is not later.before:
            yield f"left {later.before} and had been {earlier.after}"
    for line in lines[1:]:
        if line.before is None or not (line.after is line.before or line.after in MOVES[line.before]):
            yield f"went from {line.before} to {line.after}"
    yield from _values(lines, values)


def _values(lines: Sequence[HistoryTable], values: Mapping[str, Any]) -> Iterator[str]:
    held = dict(values)
    for line in reversed(lines):
        for name, (before, after) in (line.changes or {}).items():
            if held.get(name) != after:
                yield f"{name} is {held.get(name)!r}; its history says {after!r} ({line.act})"
            held[name] = before


def deeds(session: Session) -> Iterator[str]:
    """Each deed did something, and is undone where one that is not undone undid it."""
    rows = {row.id: row for row in session.scalars(select(DeedTable))}
    undone = {row.of for row in rows.values() if row.act is Act.UNDONE and not row.undone}
    for row in rows.values():
        told = session.scalar(select(exists().where(HistoryTable.deed_id == row.id)))
        if not told and row.of is None and row.act is not Act.CANCELLED:  # what is being written is called off later
            yield f"deed {row.id} ({row.act}) did nothing"
        if row.act is not Act.UNDONE and row.act is not Act.REDONE and row.undone is not (row.id in undone):
            yield f"deed {row.id} ({row.act}) is {'' if row.undone else 'not '}undone; others say otherwise"
