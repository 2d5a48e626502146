"""One SQLite file.

Reading transactions wait for nobody (WAL). Writing transactions begin with ``BEGIN IMMEDIATE``, so that one never finds
out at its first write that another came between; between programs they wait up to :data:`BUSY_MS`.

SQLite moves the log into the file (a checkpoint, with the disk's slow syncs) within whichever commit passes a limit;
that is switched off, and :meth:`FileDatabase.checkpoint` does it on a thread that has the time.
"""

import sqlite3
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, create_engine, event

from app.catalog.database import POOL, WRITES, Database
from app.catalog.errors import CatalogueError, translated

BUSY_MS: Final = 5000
"""How long to wait for another program's write, in milliseconds."""


class FileDatabase(Database):
    """The connections to one catalogue file."""

    def __init__(self, path: Path) -> None:
        url = URL.create("sqlite", database=str(path))
        super().__init__(str(path), create_engine(url, connect_args={"timeout": BUSY_MS / 1000}, **POOL))
        self._path = path
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)

    def translated(self) -> AbstractContextManager[None]:
        """As the base says."""
        return translated(self._path)

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
        with self.translated(), closing(self._engine.raw_connection()) as connection:
            connection.cursor().execute(f"PRAGMA {pragma}").fetchall()

    def _leave(self) -> None:
        """Empty the log."""
        # Where it cannot be emptied (somebody reads it, the disk is full) it stays, and nothing in it is lost.
        with suppress(CatalogueError):
            self._pragma("wal_checkpoint(TRUNCATE)")


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
    immediate = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
