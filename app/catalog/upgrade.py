"""Brings the tables of a file to the form that this program knows. Loads Alembic."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from app.catalog.database import Database
from app.catalog.errors import CatalogueTooNew
from app.catalog.schema import version

_MIGRATIONS: Final = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Run the steps that are missing, all in one transaction.

    Raises:
        CatalogueTooNew: A newer program made the tables; nothing was touched.
        CatalogueDamaged: There are tables, but not ours.
    """
    config = configuration()
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    with database.connecting() as connection:
        found = version(connection, database)
        if found is not None and found not in known:
            raise CatalogueTooNew(path=database.place, version=found)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def configuration() -> Config:
    """Where Alembic finds the steps."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
