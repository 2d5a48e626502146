"""Which form the tables of a file have. Does not load Alembic: a current catalogue opens without it."""

from typing import Final

from sqlalchemy import Connection, inspect, text

from app.catalog.database import Database
from app.catalog.errors import CatalogueDamaged

HEAD: Final = "0014"
"""The newest step of the migrations; a test holds it to them."""


def is_current(database: Database) -> bool:
    """Whether the tables have the form that this program knows.

    Raises:
        CatalogueDamaged: The file is no catalogue.
    """
    return found_version(database) == HEAD


def found_version(database: Database) -> str | None:
    """The step that the tables stand at; ``None`` where there are none.

    Raises:
        CatalogueDamaged: The tables are not ours.
    """
    with database.reading() as session:
        return version(session.connection(), database)


def version(connection: Connection, database: Database) -> str | None:
    """The step that a file's tables stand at; ``None`` for an empty file.

    Raises:
        CatalogueDamaged: There are tables, but not ours.
    """
    names = set(inspect(connection).get_table_names())
    if not names:
        return None
    if names >= {"alembic_version", "product"}:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        if len(found) == 1:
            return str(found[0])
    raise CatalogueDamaged(path=database.place, reason="not a catalogue of this program")
