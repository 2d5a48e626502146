"""What can go wrong with a catalogue, and the one place where the database's errors become these.

::

    CatalogueError
    ├── CatalogueInUse         another program has it open             → close the other one
    ├── CatalogueTooNew        written by a newer Fichário             → update
    ├── CatalogueMissing       nothing there to read                   → choose another folder
    ├── CatalogueDamaged       not a catalogue, or a broken one        → it is left as it is; restore a copy
    ├── CatalogueUnwritable    folder or file cannot be written        → permissions, another folder
    ├── StorageFull            no space left                           → free some; nothing was lost
    ├── StaleEdit              somebody saved this card meanwhile      → look at theirs, then save again
    ├── TooManyPhotos          no product has so many photos           → join fewer
    ├── ProductGone            the product is not there any more       → nothing to mend
    └── PhotoGone              the photo is not there any more         → nothing to mend

Each has a ``code`` that the application turns into a sentence and a remedy, and ``facts`` that fill them in. The text
of the exception is for developers. :class:`app.domain.states.IllegalMove` is a mistake in the calling order and is no
part of this tree.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.errors import Failure


class CatalogueError(Failure):
    """Root of what can go wrong with a catalogue."""

    code = "catalogue"


class CatalogueInUse(CatalogueError):
    """Another program has this catalogue open or is writing to it. Facts: ``path``."""

    code = "catalogue.in_use"
    retryable = True


class CatalogueTooNew(CatalogueError):
    """A newer program wrote this catalogue; nothing in it was touched. Facts: ``path``, ``version``."""

    code = "catalogue.too_new"


class CatalogueMissing(CatalogueError):
    """There is no catalogue in this folder, and none was to be made. Facts: ``path``."""

    code = "catalogue.missing"


class CatalogueDamaged(CatalogueError):
    """The file is no catalogue, or a broken one; it is left as it is. Facts: ``path``, ``reason``."""

    code = "catalogue.damaged"


class CatalogueUnwritable(CatalogueError):
    """The folder or a file in it cannot be made or written. Facts: ``path``, ``reason``."""

    code = "catalogue.unwritable"
    retryable = True


class StorageFull(CatalogueError):
    """No space is left; what was to be written was not, everything before it is safe. Facts: ``path``."""

    code = "storage.full"
    retryable = True


class StaleEdit(CatalogueError):
    """Somebody saved this card since it was read; nothing was overwritten. Facts: ``product``.

    Attributes:
        version: The version that the catalogue holds.
    """

    code = "edit.stale"

    def __init__(self, product_id: int, version: int) -> None:
        super().__init__(f"product {product_id} is at version {version}", product=str(product_id))
        self.version = version


class TooManyPhotos(CatalogueError):
    """No product has so many photos: probably others were meant. Facts: ``count``, ``most``."""

    code = "product.too_many_photos"


class ProductGone(CatalogueError):
    """There is no such product, or it was removed. Facts: ``product``."""

    code = "product.gone"

    def __init__(self, product_id: int) -> None:
        super().__init__(f"product {product_id}", product=str(product_id))


class PhotoGone(CatalogueError):
    """There is no such photo any more. Facts: ``photo``."""

    code = "photo.gone_from_catalogue"

    def __init__(self, photo_id: int) -> None:
        super().__init__(f"photo {photo_id}", photo=str(photo_id))


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT}) if hasattr(errno, "EDQUOT") else frozenset({errno.ENOSPC})
_PRIMARY = 0xFF  # the low byte of an extended SQLite result code is the kind


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLAlchemy, SQLite and the operating system raise into the errors above.

    Args:
        path: The catalogue's file or folder, for the sentence.
    """
    try:
        yield
    except DBAPIError as error:
        raise _from_sqlite(error.orig, path) or error from error
    except sqlite3.Error as error:
        raise _from_sqlite(error, path) or error from error
    except OSError as error:
        if hasattr(error, "code"):  # it has words of its own, and is of something else than the catalogue
            raise
        raise _from_system(error, path) from error


def _from_sqlite(error: BaseException | None, path: Path) -> CatalogueError | None:
    """The error for SQLite's result code; ``None`` where the mistake is ours (a constraint, a missing column)."""
    match getattr(error, "sqlite_errorcode", 0) & _PRIMARY:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return CatalogueInUse(str(error), path=str(path))
        case sqlite3.SQLITE_FULL:
            return StorageFull(str(error), path=str(path))
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return CatalogueDamaged(str(error), path=str(path), reason=str(error))
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_IOERR:
            return CatalogueUnwritable(str(error), path=str(path), reason=str(error))
        case _:
            return None


def _from_system(error: OSError, path: Path) -> CatalogueError:
    if error.errno in _FULL:
        return StorageFull(str(error), path=str(path))
    return CatalogueUnwritable(str(error), path=str(path), reason=error.strerror or str(error))
