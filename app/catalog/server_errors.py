"""What can go wrong with a shared catalogue, and how a PostgreSQL server's words become these errors.

::

    CatalogueError
    ├── CatalogueAway          the server does not answer              → wait; what was typed is kept and sent later
    ├── CatalogueBusy          somebody else is writing much           → a moment's patience
    ├── CatalogueRefused       the server does not let this person in  → name and password
    ├── CatalogueForbidden     this person may not do this there       → ask who looks after the server
    ├── CatalogueNoDatabase    the server has no such database         → make it
    ├── CatalogueTooOld        an older Fichário made its tables       → bring them up to date for everybody
    └── DriverMissing          what speaks to servers is not installed → install it
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError

from app.catalog.errors import CatalogueDamaged, CatalogueError, StorageFull


class CatalogueAway(CatalogueError):
    """The server does not answer, or the way to it is broken. Facts: ``path``, ``reason``."""

    code = "catalogue.away"
    retryable = True


class CatalogueBusy(CatalogueError):
    """Somebody else's writing went on for too long to wait for. Facts: ``path``."""

    code = "catalogue.busy"
    retryable = True


class CatalogueRefused(CatalogueError):
    """The server does not let this person in: name or password is wrong, or none was given. Facts: ``path``."""

    code = "catalogue.refused"


class CatalogueForbidden(CatalogueError):
    """The server lets this person in, but not do this. Facts: ``path``, ``reason``."""

    code = "catalogue.forbidden"


class CatalogueNoDatabase(CatalogueError):
    """There is no such database on the server. Facts: ``path``, ``database``."""

    code = "catalogue.no_database"


class CatalogueTooOld(CatalogueError):
    """An older Fichário made the tables; others may still work with it. Facts: ``path``, ``version``."""

    code = "catalogue.too_old"


class DriverMissing(CatalogueError):
    """What speaks to PostgreSQL is not installed."""

    code = "catalogue.no_driver"


_REFUSED: Final = ("28",)
_NO_DATABASE: Final = ("3D",)
_FORBIDDEN: Final = ("42501", "25006")
_FULL: Final = ("53100",)
_BUSY: Final = ("55P03", "57014", "40P01", "40001")
_AWAY: Final = ("08", "57P", "53300", "25P03")
"""Beginnings of SQLSTATE codes: connections, shut down or starting, too many clients, ended for being idle."""
_BROKEN: Final = ("XX001", "XX002", "58")
_DRIVER: Final = "pg8000."
_NO_WAY: Final = ("network error", "connection is closed", "create a connection", "communication error", "refuses SSL")
"""What the driver says, in its own words, when the server said nothing."""


@contextmanager
def translated_from_server(path: str, database: str) -> Iterator[None]:
    """Turn what SQLAlchemy, the driver and the network raise into the errors above.

    Args:
        path: The address, for the sentence.
        database: Its last part.
    """
    try:
        yield
    except DBAPIError as error:
        raise _from_driver(error.orig, path, database) or error from error
    except OSError as error:
        raise CatalogueAway(str(error), path=path, reason=error.strerror or str(error)) from error
    except Exception as error:
        if not type(error).__module__.startswith(_DRIVER):
            raise
        raise _from_driver(error, path, database) or error from error


def is_broken(error: BaseException | None) -> bool:
    """Whether after this error of the driver's its connection is of no use any more."""
    return isinstance(error, OSError) or (error is not None and _sqlstate(error).startswith(_AWAY))


def _sqlstate(error: BaseException) -> str:
    """The server's code for what is wrong; ``08000`` where there is no way to it, ``""`` where the driver complains."""
    told = error.args[0] if error.args else ""
    if isinstance(told, dict):
        return str(told.get("C", ""))
    return "08000" if any(words in str(told) for words in _NO_WAY) else ""


def _from_driver(error: BaseException | None, path: str, database: str) -> CatalogueError | None:
    """The error for a code of the server's; ``None`` where the mistake is ours (a constraint, a missing column)."""
    if error is None:
        return None
    state, said = _sqlstate(error), str(error)
    kinds: tuple[tuple[tuple[str, ...], CatalogueError], ...] = (
        (_REFUSED, CatalogueRefused(said, path=path)),
        (_NO_DATABASE, CatalogueNoDatabase(said, path=path, database=database)),
        (_FORBIDDEN, CatalogueForbidden(said, path=path, reason=_message(error))),
        (_FULL, StorageFull(said, path=path)),
        (_BUSY, CatalogueBusy(said, path=path)),
        (_AWAY, CatalogueAway(said, path=path, reason=_message(error))),
        (_BROKEN, CatalogueDamaged(said, path=path, reason=_message(error))),
    )
    return next((kind for beginnings, kind in kinds if state.startswith(beginnings)), None)


def _message(error: BaseException) -> str:
    told = error.args[0] if error.args else ""
    return str(told.get("M", "")) if isinstance(told, dict) else str(told)
