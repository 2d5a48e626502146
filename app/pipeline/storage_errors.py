"""What can go wrong with a place for photos that several computers share.

::

    StorageFailure          (an app.errors.Failure)
    ├── StorageFull         there is no room for another photo
    ├── StorageAway         it cannot be reached or written
    └── StorageWrong        what was named as one cannot be used
"""

from app.errors import Failure


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
