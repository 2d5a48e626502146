"""One SQLite file, its connections and its transactions. Knows nothing of products.

Reading transactions see one moment of the catalogue and wait for nobody (WAL). Writing transactions begin with
``BEGIN IMMEDIATE``, so that one never finds out at its first write that another came between; within the program they
queue up in the order of asking, between programs they wait up to :data:`BUSY_MS`.

SQLite moves the log into the file (a checkpoint, with the disk's slow syncs) within whichever commit passes a limit;
that is switched off, and :meth:`Database.checkpoint` does it on a thread that has the time.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.orm import Session

from app.catalog.errors import CatalogueError, translated
from app.catalog.turns import Turns

BUSY_MS: Final = 5000
"""How long to wait for another program's write, in milliseconds."""


class Database:
    """The connections to one catalogue file; any thread may use them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turns = Turns()
        self._closed = False
        # A connection is kept per concurrent user: making one costs more than a small transaction.
        self._engine = create_engine(
            URL.create("sqlite", database=str(path)),
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=8,
            connect_args={"timeout": BUSY_MS / 1000},
        )
        self._writer = self._engine.execution_options(immediate=True)
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One transaction that sees one moment and changes nothing.

        Raises:
            CatalogueError: As the database's errors are translated.
        """
        with self._session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction that is committed when the block ends and undone when it raises.

        Raises:
            CatalogueError: As the database's errors are translated; nothing was changed then.
        """
        with self._turns, self._session(self._writer) as session:
            yield session
            session.commit()

    @contextmanager
    def connecting(self) -> Iterator[Connection]:
        """A writing transaction without the ORM, for the migrations."""
        with self._turns, translated(self.path), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        if self._closed:
            raise RuntimeError("the catalogue is closed")
        with translated(self.path), Session(engine, expire_on_commit=False) as session:
            yield session

    def enable_log(self) -> None:
        """Have the file write ahead into a log from now on; nothing to do where it does already.

        Raises:
            CatalogueError: As the database's errors are translated.
        """
        self._pragma("journal_mode=WAL")

    def checkpoint(self) -> None:
        """Move what is in the log into the file, as far as present readers allow; waits for nobody.

        Raises:
            CatalogueError: As the database's errors are translated.
        """
        self._pragma("wal_checkpoint(PASSIVE)")

    def _pragma(self, pragma: str) -> None:
        """Set a pragma that has no place in a transaction."""
        with translated(self.path), closing(self._engine.raw_connection()) as connection:
            connection.cursor().execute(f"PRAGMA {pragma}").fetchall()

    def close(self) -> None:
        """Empty the log and let go of the file, after the writing transactions that are under way."""
        with self._turns:
            if self._closed:
                return
            self._closed = True
            # Where it cannot be emptied (somebody reads it, the disk is full) it stays, and nothing in it is lost.
            with suppress(CatalogueError):
                self._pragma("wal_checkpoint(TRUNCATE)")
            self._engine.dispose()


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the module's own idea of when to begin breaks DDL and reads
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "synchronous=NORMAL",  # in WAL a crash of the machine may undo the last commits, never damage the file
        "wal_autocheckpoint=0",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
