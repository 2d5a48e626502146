"""A database on a PostgreSQL server, which several people share.

It keeps what the catalogue's parts were made for: a writing transaction takes the catalogue's one lock before its first
statement (an advisory lock, which the server lets go when the transaction or the connection ends), so that nobody
writes between what it reads and what it writes; a reading one sees one moment. A writer that is stuck is thrown out by
the server after :data:`_IDLE_SECONDS`, and whoever waits for longer than :data:`_WAIT_SECONDS` is told.

A server that is away is not asked again for :data:`_AWAY_SECONDS`, but by :meth:`ServerDatabase.asking`: whoever works
on a window is told at once instead of waiting for the network.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Final
from uuid import uuid4

from pg8000.core import Context
from pg8000.exceptions import InterfaceError
from pg8000.legacy import Connection as DriverConnection
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.orm import Session

from app.catalog.address import ServerAddress
from app.catalog.database import POOL, WRITES, Database
from app.catalog.server_errors import CatalogueAway, is_broken, translated_from_server
from app.users import user_name

CHANNEL: Final = "fichario"
"""Where it is said that something changed; the word that goes with it is :attr:`ServerDatabase.desk` of who did it."""

_LOCK: Final = 0x66696368
_CONNECT_SECONDS: Final = 4
_ANSWER_SECONDS: Final = 60
_WAIT_SECONDS: Final = 10
_IDLE_SECONDS: Final = 30
_AWAY_SECONDS: Final = 5
_LOST_MS: Final = 8000
"""So long may a machine keep silent about what it was sent."""


class ServerDatabase(Database):
    """The connections to one database on a server.

    Attributes:
        desk: Names this opening among all that have the catalogue open.
    """

    def __init__(self, address: ServerAddress, password: str) -> None:
        self.desk = uuid4().hex
        self._address = address
        self._password = password
        self._away_until = 0.0
        engine = create_engine("postgresql+pg8000://", creator=self.connect, pool_pre_ping=True, **POOL)
        engine.dialect.use_insertmanyvalues_wo_returning = True  # one message for a thousand rows, not a thousand
        super().__init__(address.url, engine)
        event.listen(self._engine, "begin", _begin)
        event.listen(self._engine, "handle_error", _judge)

    @property
    def name(self) -> str:
        """Its name, and that of the machine."""
        return f"{self._address.database} · {self._address.host}"

    def connect(self) -> DriverConnection:
        """A connection of its own, for whoever needs more than transactions.

        Raises:
            Exception: The driver's, to be translated.
        """
        wire = socket.create_connection((self._address.host, self._address.port), _CONNECT_SECONDS)
        try:
            connection = _Connection(
                user=self._address.user or user_name(),
                host=self._address.host,
                database=self._address.database,
                password=self._password,
                ssl_context=_ssl(self._address.sslmode),
                sock=wire,
                application_name="fichario",
                startup_params={
                    "lock_timeout": str(_WAIT_SECONDS * 1000),
                    "idle_in_transaction_session_timeout": str(_IDLE_SECONDS * 1000),
                },
            )
        except BaseException:
            _let_go(wire)  # what breaks before the server has answered leaves it open
            raise
        connection.wait_for(_ANSWER_SECONDS)
        return connection

    def translated(self) -> AbstractContextManager[None]:
        """As the base says."""
        return translated_from_server(self.place, self._address.database)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Try the server, also one that was away; what comes of it holds for all that ask afterwards.

        Raises:
            CatalogueError: As the database's errors are translated.
        """
        try:
            with self.translated():
                yield
        except CatalogueAway:
            self._away_until = time.monotonic() + _AWAY_SECONDS
            raise
        self._away_until = 0.0

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        if time.monotonic() < self._away_until:
            raise CatalogueAway(path=self.place, reason="")
        with self.asking(), super()._session(engine) as session:
            yield session

    def _end(self, session: Session) -> None:
        """Say to the other desks, once it is committed, that something changed."""
        session.flush()
        session.connection().exec_driver_sql(f"NOTIFY {CHANNEL}, '{self.desk}'")


class _Connection(DriverConnection):  # type: ignore[misc]  # the driver carries no types
    """The driver's, with one word for every way in which the network breaks: it lets some of the system's errors by."""

    def handle_messages(self, context: Context) -> None:
        """Read what the server answers."""
        try:
            super().handle_messages(context)
        except OSError as error:
            raise InterfaceError("network error") from error

    def close(self) -> None:
        """Let go of it; where the way to the server is broken there is nobody to say good-bye to."""
        wire = self._usock
        with suppress(InterfaceError):
            super().close()
        if wire is not None:
            _let_go(wire)

    def wait_for(self, seconds: int) -> None:
        """How long an answer may take, and a silent machine count as there."""
        self._usock.settimeout(seconds)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            self._usock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _LOST_MS)


def _let_go(wire: socket.socket) -> None:
    """Close a socket at once, also where a stream over it still has what cannot be sent any more."""
    if (number := wire.detach()) != -1:
        socket.close(number)


def _ssl(sslmode: str) -> Any:
    """What the driver takes for a mode: ``None`` encrypts where the server can, ``True`` insists."""
    if sslmode == "verify-full":
        import ssl  # noqa: PLC0415 - some milliseconds for those who ask for it

        return ssl.create_default_context()
    return {"prefer": None, "disable": False, "require": True}[sslmode]


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _judge(context: ExceptionContext) -> None:
    """Say to the pool which connections are of no use any more; a server that is shut down says so as an answer."""
    if is_broken(context.original_exception):
        context.is_disconnect = True
