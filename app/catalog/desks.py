"""The desks at which a shared catalogue is open: who is there, what each works on, and what a lost one leaves behind.

A desk says once in a while that it is there (:meth:`Desks.beat`); one that has not for :data:`PRESENT` is not shown any
more, and what one was generating that has not for :data:`LEASE` is queued again, by whoever notices first. All times
are the server's. What the lost one brings after that, when it comes back, is refused like any job that has moved on.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from pg8000.legacy import Connection as DriverConnection
from sqlalchemy import ColumnElement, delete, exists, func, select

from app.catalog.desk_tables import DeskTable
from app.catalog.errors import CatalogueError
from app.catalog.jobs import Jobs
from app.catalog.presence import Beat
from app.catalog.server_database import CHANNEL, ServerDatabase
from app.catalog.tables import ProductTable
from app.domain.states import State

PRESENT: Final = timedelta(seconds=15)
"""So long a desk counts as there after it was last heard of."""
LEASE: Final = timedelta(seconds=60)
"""So long it keeps what it is generating."""
_FORGOTTEN: Final = timedelta(days=1)

_HERE: Final = (
    "UPDATE desk SET seen_at = clock_timestamp(), product_id = (SELECT id FROM product WHERE id = CAST(%s AS INTEGER)) "
    "WHERE id = %s"
)
_OTHERS: Final = (
    "SELECT product_id, who FROM desk "
    "WHERE product_id IS NOT NULL AND id <> %s AND seen_at > now() - CAST(%s AS INTERVAL)"
)


class Desks(Jobs):
    """The part that knows of the other desks."""

    _database: ServerDatabase

    def __init__(self, database: ServerDatabase, folder: Path, *parts: Any) -> None:
        super().__init__(database, folder, *parts)
        self._listener: DriverConnection | None = None

    def beat(self, product_id: int | None = None) -> Beat:
        """Say that this desk is there, and hear of the others; to be called every second or so, by one thread.

        It is also what tries a server that was away: until then all other calls fail at once.

        Args:
            product_id: What somebody works on here.

        Raises:
            CatalogueAway: The server does not answer.
        """
        try:
            with self._database.asking():
                beat, known = self._beat(product_id)
        except CatalogueError:
            self._stop_listening()
            raise
        if not known:
            self._arrive()
        if self._abandoned():
            self.recover()
        return beat

    def _beat(self, product_id: int | None) -> tuple[Beat, bool]:
        """What is heard, and whether the others still knew of this desk: for a day it may have been asleep."""
        fresh = self._listener is None
        listener = self._listener or self._listen()
        cursor = listener.cursor()
        cursor.execute(_HERE, (product_id, self._desk))
        known = cursor.rowcount > 0
        cursor.execute(_OTHERS, (self._desk, PRESENT))
        working = {int(product): str(who) for product, who in cursor.fetchall()}
        told = {listener.notifications.popleft()[2] for _ in range(len(listener.notifications))}
        return Beat(fresh or bool(told - {self._database.desk}), working), known

    def _listen(self) -> DriverConnection:
        self._listener = listener = self._database.connect()
        listener.autocommit = True
        listener.cursor().execute(f"LISTEN {CHANNEL}")
        return listener

    def _stop_listening(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()

    def _arrive(self) -> None:
        """Be one of the desks from now on."""
        with self._writing() as session:
            session.execute(delete(DeskTable).where(DeskTable.seen_at < func.now() - _FORGOTTEN))
            desk = DeskTable(who=self._who, machine=self._machine or "", seen_at=func.now(), product_id=None)
            session.add(desk)
            session.flush()
            self._desk = desk.id

    def _depart(self) -> None:
        """Be none any more, as far as the server can be told; what is not told, the others notice."""
        self._stop_listening()
        if self._desk is None:
            return
        with suppress(CatalogueError), self._writing() as session:
            session.execute(delete(DeskTable).where(DeskTable.id == self._desk))

    def _abandoned(self) -> bool:
        with self._reading() as session:
            there = exists().where(ProductTable.state == State.GENERATING, *self._left(mine=False))
            return bool(session.scalar(select(there)))

    def _left(self, *, mine: bool) -> Sequence[ColumnElement[bool]]:
        if mine:
            return (ProductTable.claimed_by == self._desk,)
        at_it = (DeskTable.id == ProductTable.claimed_by, DeskTable.seen_at > func.now() - LEASE)
        return (~exists().where(*at_it),)
