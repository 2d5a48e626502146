"""A database, its connections and its transactions. Knows nothing of products.

Which one it is, is said by what is made: a :class:`~app.catalog.file_database.FileDatabase` for one person, a
:class:`~app.catalog.server_database.ServerDatabase` for several. Either way a reading transaction sees one moment of
the catalogue and waits for nobody, and there is one writing transaction at a time: what it has read holds until it is
committed. Within the program writers queue up in the order of asking.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Engine, QueuePool
from sqlalchemy.orm import Session

from app.catalog.turns import Turns

POOL: Final[Mapping[str, Any]] = MappingProxyType({"poolclass": QueuePool, "pool_size": 4, "max_overflow": 8})
"""A connection is kept per concurrent user: making one costs more than a small transaction."""
WRITES: Final = "writes"
"""Option of a connection whose transactions change something."""


class Database(ABC):
    """The connections to one catalogue; any thread may use them.

    Attributes:
        place: Where it is, as people say it.
    """

    def __init__(self, place: str, engine: Engine) -> None:
        self.place = place
        self._turns = Turns()
        self._closed = False
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})

    @property
    def closed(self) -> bool:
        """Whether it was let go of."""
        return self._closed

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
            self._end(session)
            session.commit()

    @contextmanager
    def connecting(self) -> Iterator[Connection]:
        """A writing transaction without the ORM, for the migrations."""
        with self._turns, self.translated(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        if self._closed:
            raise RuntimeError("the catalogue is closed")
        with self.translated(), Session(engine, expire_on_commit=False) as session:
            try:
                yield session
            finally:
                if self._closed:  # meanwhile, with all connections but those in use: nobody else closes this one
                    session.invalidate()

    @abstractmethod
    def translated(self) -> AbstractContextManager[None]:
        """Turn what the database raises into a :class:`~app.catalog.errors.CatalogueError`."""

    def _end(self, session: Session) -> None:  # noqa: B027 - most have nothing to add
        """What else belongs into a writing transaction, before it is committed."""

    def checkpoint(self) -> None:  # noqa: B027 - a server does it by itself
        """Bring what was written to where it stays, on whichever thread has the time.

        Raises:
            CatalogueError: As the database's errors are translated.
        """

    def close(self) -> None:
        """Let go of it, after the writing transactions that are under way; calling again is harmless."""
        with self._turns:
            if self._closed:
                return
            self._closed = True
            self._leave()
            self._engine.dispose()

    def _leave(self) -> None:  # noqa: B027 - most have nothing to add
        """What is to be done before the connections are closed."""
