"""What people's work on cards takes: how long each was open before it was approved, and what of it they kept.

A card is one that a model wrote once: written again, it is another, with its own work. What is kept here outlives
that, so that the figures of last week are not changed by what is done to its cards today; only an approval that is
taken back counts no longer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert, select, tuple_, update
from sqlalchemy.orm import Session

from app.catalog.store import Store, chunks
from app.catalog.tables import CardTable, LabourTable

_PART: Final = 500


@dataclass(frozen=True, slots=True)
class Labour:
    """The work on one approved card.

    Attributes:
        approved_at: When it was first approved.
        seconds: How long it was open, with somebody at work; 0 where it never was.
        kept: Field → whether the model's value was approved; only fields that the model itself has written.
    """

    approved_at: datetime
    seconds: float
    kept: Mapping[str, bool]


class Labours(Store):
    """The part that keeps what work takes."""

    def spend(self, product_id: int, generated_at: datetime, seconds: float) -> None:
        """A card was open for so long, with somebody at work on it.

        Args:
            product_id: Whose.
            generated_at: When the model wrote it.
            seconds: Since this was last said of it.
        """
        key = (LabourTable.product_id == product_id, LabourTable.generated_at == generated_at)
        with self._writing() as session:
            if session.scalar(select(CardTable.product_id).where(CardTable.product_id == product_id)) is None:
                return
            more = update(LabourTable).where(*key).values(seconds=LabourTable.seconds + seconds)
            if not session.connection().execute(more).rowcount:
                session.add(_row(product_id, generated_at, seconds=seconds))

    def labour(self, since: datetime) -> list[Labour]:
        """The work on cards that were approved since then, oldest first."""
        query = (
            select(LabourTable.approved_at, LabourTable.seconds, LabourTable.kept)
            .where(LabourTable.approved_at >= since, LabourTable.withdrawn.is_(False))
            .order_by(LabourTable.approved_at)
        )
        with self._reading() as session:
            return [Labour(at, seconds, kept or {}) for at, seconds, kept in session.execute(query)]


def note_approved(session: Session, ids: Iterable[int], at: datetime) -> None:
    """Cards have just been approved: keep what of them is the model's."""
    session.flush()
    columns = (
        CardTable.product_id,
        CardTable.generated_at,
        CardTable.generated,
        CardTable.values,
        CardTable.provenance,
    )
    for part in chunks(ids, _PART):
        found = session.execute(select(*columns).where(CardTable.product_id.in_(part))).all()
        kept = {(id_, made): _kept(wrote, holds, origin) for id_, made, wrote, holds, origin in found}
        _write(session, kept, at)


def withdraw(session: Session, ids: Iterable[int]) -> None:
    """Approvals are taken back: they count no longer."""
    session.flush()
    for part in chunks(ids):
        of_these = update(LabourTable).where(LabourTable.product_id.in_(part), LabourTable.approved_at.is_not(None))
        session.connection().execute(of_these.values(withdrawn=True))


def _write(session: Session, kept: Mapping[tuple[int, datetime], dict[str, bool]], at: datetime) -> None:
    key = tuple_(LabourTable.product_id, LabourTable.generated_at)
    known = {
        (row.product_id, row.generated_at): row for row in session.scalars(select(LabourTable).where(key.in_(kept)))
    }
    for one, row in known.items():
        row.kept, row.withdrawn = kept[one], False
        row.approved_at = row.approved_at or at
    fresh = [
        {"product_id": id_, "generated_at": made, "seconds": 0.0, "approved_at": at, "kept": fields, "withdrawn": False}
        for (id_, made), fields in kept.items()
        if (id_, made) not in known
    ]
    if fresh:
        session.execute(insert(LabourTable), fresh)
    session.flush()


def _row(product_id: int, generated_at: datetime, *, seconds: float) -> LabourTable:
    row = LabourTable(product_id=product_id, generated_at=generated_at, seconds=seconds)
    row.withdrawn = False
    return row


def _kept(wrote: Mapping[str, Any], holds: Mapping[str, Any], origin: Mapping[str, Any]) -> dict[str, bool]:
    given = origin.get("given") or ()
    return {name: holds.get(name) == value for name, value in wrote.items() if name not in given}
