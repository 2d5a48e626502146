"""What can go wrong with a place for photos that several computers share.

::

    StorageFailure          (an app.errors.Failure)
    ├── StorageFull         there is no room for another photo
    ├── StorageAway         it cannot be reached or written
    └── StorageWrong        what was named as one cannot be used
"""

import contextlib
import errno
from collections.abc import Iterator
from typing import Final

from app.errors import Failure

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class StorageFailure(Failure):
    """Root of what can go wrong with it."""

    code = "server"


class StorageFull(StorageFailure):
    """There is no room for another photo."""

    code = "server.full"


class StorageAway(StorageFailure):
    """The storage cannot be reached or written. Facts: ``reason``."""

    code = "server.storage"
    retryable = True


class StorageWrong(StorageFailure):
    """What was named as the storage cannot be used. Facts: ``address``, ``reason``."""

    code = "server.storage_address"


@contextlib.contextmanager
def refusing() -> Iterator[None]:
    """Name what the system refuses; a file that is not there stays that."""
    try:
        yield
    except (FileNotFoundError, StorageFailure):
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull from error
        raise StorageAway(reason=str(error)) from error


@contextlib.contextmanager
def reaching(*expected: type[Exception]) -> Iterator[None]:
    """Name what a bucket's driver raises, whatever it is, but for what is expected."""
    try:
        yield
    except Exception as error:
        if isinstance(error, (StorageFailure, *expected)):
            raise
        raise StorageAway(reason=f"{type(error).__name__}: {error}") from error
