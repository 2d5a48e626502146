"""Opening the catalogue that a person means: a folder of this computer, or an address on a server.

The password for a server stands in the address, in the environment variable :data:`VARIABLE` or in the system's
keyring, and nowhere else: no settings file and no log holds one.
"""

import logging
import os
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Final

from app.catalog.address import Place, ServerAddress
from app.catalog.catalog import Catalog
from app.catalog.server_errors import DriverMissing
from app.pipeline.depots import depot_of, tell_place
from app.settings import APPLICATION, catalogue_folder
from app.users import user_name

_log = logging.getLogger(__name__)

VARIABLE: Final = "FICHARIO_CATALOGUE_PASSWORD"
_SHARED: Final = "shared"
"""Folder of what this computer keeps of catalogues on servers, beside its own catalogue."""


def open_catalogue(place: Place, *, exclusive: bool = True, password: str | None = None) -> Catalog:
    """Open a catalogue for whoever the system says is there.

    Args:
        place: Where it is.
        exclusive: To generate and edit; otherwise to read and export.
        password: For a server, where somebody has just typed one; otherwise it is looked for.

    Raises:
        CatalogueError: It cannot be opened.
    """
    if not isinstance(place, ServerAddress):
        return Catalog.open(place, clock=_now, exclusive=exclusive, who=user_name())
    check_driver()
    from app.catalog.shared import SharedCatalog  # noqa: PLC0415 - its driver is an extra

    folder = catalogue_folder().with_name(_SHARED) / place.folder_name
    password = password_of(place) if password is None else password
    catalog = SharedCatalog.connect(place, password, folder, clock=_now, exclusive=exclusive, who=user_name())
    catalog.depot = depot_of(catalog, place.url)
    if exclusive:
        tell_place(catalog)
    return catalog


def check_driver() -> None:
    """Make sure that what speaks to servers is installed.

    Raises:
        DriverMissing: It is not.
    """
    if find_spec("pg8000") is None:
        raise DriverMissing


def upgrade_catalogue(place: Place, password: str | None = None) -> None:
    """Bring the tables of a catalogue to the form that this program knows; on a server, for everybody.

    Raises:
        CatalogueError: It cannot be reached, or is a newer program's.
    """
    if not isinstance(place, ServerAddress):
        Catalog.open(place, clock=_now).close()
        return
    check_driver()
    from app.catalog.server_database import ServerDatabase  # noqa: PLC0415 - as above
    from app.catalog.upgrade import migrate  # noqa: PLC0415 - loads Alembic

    database = ServerDatabase(place, password_of(place) if password is None else password)
    try:
        migrate(database)
    finally:
        database.close()


def password_of(address: ServerAddress) -> str:
    """The password for a server; ``""`` where none is known. It may take seconds: a keyring may ask its person."""
    if known := address.password or os.environ.get(VARIABLE, ""):
        return known
    import keyring  # noqa: PLC0415 - seconds on some systems, that only those pay who use a server
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        return keyring.get_password(APPLICATION, address.url) or ""
    except KeyringError as error:
        _log.info("no keyring: %s", error)
        return ""


def keep_password(address: ServerAddress, password: str) -> bool:
    """Keep a password in the system's keyring. Returns whether it could be."""
    import keyring  # noqa: PLC0415 - as above
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        keyring.set_password(APPLICATION, address.url, password)
    except KeyringError as error:
        _log.info("no keyring: %s", error)
        return False
    return True


def _now() -> datetime:
    return datetime.now(UTC)
