"""A look at a catalogue on a server before anybody decides for it; nothing there changes."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalog.address import ServerAddress
from app.catalog.desk_tables import brought_to_folders
from app.catalog.errors import CatalogueTooNew
from app.catalog.schema import HEAD, found_version
from app.catalog.server_database import ServerDatabase
from app.catalog.server_errors import CatalogueForbidden, CatalogueTooOld
from app.catalog.store import VISIBLE
from app.catalog.tables import ProductTable, SettingTable

_MAY_MAKE: Final = func.has_schema_privilege(func.current_schema(), "CREATE")
_MAY_WRITE: Final = tuple(func.has_table_privilege("product", right) for right in ("INSERT", "UPDATE", "DELETE"))


@dataclass(frozen=True, slots=True)
class Tried:
    """What was found.

    Attributes:
        products: How many there are; ``None`` in a database in which there is nothing yet.
        settings: What the catalogue keeps under the names that were asked for.
        has_brought: Whether photos of it were brought to a folder.
    """

    products: int | None
    settings: dict[str, object]
    has_brought: bool = False


def tried(address: ServerAddress, password: str, *names: str) -> Tried:
    """Look whether a person could work with a catalogue, and at some of its settings.

    Raises:
        CatalogueError: They could not, as :meth:`~app.catalog.shared.SharedCatalog.connect` says.
    """
    database = ServerDatabase(address, password)
    try:
        version = found_version(database)
        with database.reading() as session:
            if version is None:
                _expect(session, database, _MAY_MAKE)
                return Tried(None, {})
            if version != HEAD:
                kind = CatalogueTooOld if version < HEAD else CatalogueTooNew
                raise kind(path=database.place, version=version)
            _expect(session, database, *_MAY_WRITE)
            kept = session.scalars(select(SettingTable).where(SettingTable.key.in_(names)))
            settings = {row.key: row.value for row in kept}
            count, brought = session.execute(
                select(select(func.count(ProductTable.id)).where(VISIBLE).scalar_subquery(), brought_to_folders())
            ).one()
            return Tried(count, settings, brought)
    finally:
        database.close()


def _expect(session: Session, database: ServerDatabase, *rights: object) -> None:
    """Make sure that this person has rights."""
    if not all(session.execute(select(*rights)).one()):  # type: ignore[call-overload]  # columns, all of them
        raise CatalogueForbidden(path=database.place, reason=database.place)
