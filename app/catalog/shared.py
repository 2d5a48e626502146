"""A catalogue that several people share: the same parts on a PostgreSQL server.

::

    the server's database      everything that has a row, and the pictures that were pasted
    <folder>/catalogue.lock    held by the one program of this computer that works with it
    <folder>/photos/…          copies of pasted pictures and others' photos, made when they are needed, and bounded
    <folder>/vectors/          this computer's shelf, and word_vectors/ its shelf of words

It promises what :class:`~app.catalog.catalog.Catalog` promises. Several programs generate and edit at once; what one
generates is its own as long as it is heard of (:mod:`app.catalog.desks`).
"""

import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Self

from app.catalog.address import ServerAddress
from app.catalog.catalog import Catalog, enter
from app.catalog.copies import PHOTOS
from app.catalog.desk_copies import DeskCopies
from app.catalog.desks import Desks
from app.catalog.errors import CatalogueMissing, CatalogueTooNew
from app.catalog.rows import Headline
from app.catalog.schema import HEAD, found_version
from app.catalog.server_database import ServerDatabase
from app.catalog.server_errors import CatalogueAway, CatalogueTooOld
from app.catalog.shared_photos import SharedPhotos
from app.catalog.shared_vectors import SharedVectors
from app.catalog.word_vectors import SharedWordVectors
from app.catalog.words import TsvectorWords


class SharedCatalog(Desks, SharedPhotos, SharedVectors, Catalog):
    """An open catalogue on a server. Made by :meth:`connect`."""

    shared: ClassVar[bool] = True

    def __init__(self, database: ServerDatabase, folder: Path, *parts: Any) -> None:
        super().__init__(database, folder, *parts)
        self._words = TsvectorWords()
        self.word_vectors = SharedWordVectors(self)
        self._machine = socket.gethostname()
        self.copies = DeskCopies(folder / PHOTOS)
        self._settings: dict[str, Any] = {}

    @classmethod
    def connect(
        cls,
        address: ServerAddress,
        password: str,
        folder: Path,
        *,
        clock: Callable[[], datetime],
        exclusive: bool = True,
        headline: Headline | None = None,
        who: str = "",
    ) -> Self:
        """Open the catalogue of a server.

        Args:
            address: Where it is.
            password: Of the address's user; ``""`` where the server asks for none.
            folder: For what this computer keeps of it.
            clock: Tells the time, aware.
            exclusive: To generate and edit, beside others at their computers: makes the tables where the database is
                empty, and queues again what a program that is gone had been generating. Otherwise to read and export.
            headline: Which fields of a card lists show.
            who: Who works with it, for the history and the others.

        Raises:
            CatalogueAway: The server does not answer.
            CatalogueRefused: It does not let this person in.
            CatalogueNoDatabase: It has no such database.
            CatalogueForbidden: This person may not work in it.
            CatalogueMissing: The database is empty, and not ``exclusive``.
            CatalogueTooOld: An older program made the tables; :func:`app.catalog.upgrade.migrate` brings them up to
                date, and then for everybody.
            CatalogueTooNew: A newer program made them.
            CatalogueDamaged: The tables are another program's.
            CatalogueInUse: Another program of this computer has it open.
            CatalogueUnwritable: The folder cannot be written.
        """
        folder = folder.absolute()
        held = enter(folder) if exclusive else None
        database = ServerDatabase(address, password)
        return cls._begun(
            database,
            held,
            lambda: _prepare(database, exclusive=exclusive),
            lambda: cls(database, folder, clock, headline or Headline(), who, held),
        )

    @property
    def name(self) -> str:
        """As the base says."""
        return self._database.name

    def setting(self, key: str, default: Any = None) -> Any:
        """As the base says; while the server is away, what it was when it was last asked for."""
        try:
            self._settings[key] = super().setting(key, default)
        except CatalogueAway:
            if key not in self._settings:
                raise
        return self._settings[key]

    def close(self) -> None:
        """As the base says; the others see that this desk is gone."""
        if not self._database.closed:
            self._depart()
        super().close()


def _prepare(database: ServerDatabase, *, exclusive: bool) -> None:
    """Make sure that the tables are those that this program knows."""
    found = found_version(database)
    if found == HEAD:
        return
    if found is not None:
        kind = CatalogueTooOld if found < HEAD else CatalogueTooNew
        raise kind(path=database.place, version=found)
    if not exclusive:
        raise CatalogueMissing(path=database.place)
    from app.catalog.upgrade import migrate  # noqa: PLC0415  # Alembic costs the window's start a quarter of a second

    migrate(database)
