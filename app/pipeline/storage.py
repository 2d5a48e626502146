"""Where photos lie that were sent: a folder that front and workers share, or a bucket that fsspec reaches.

A file is named for what is in it, is whole or not there, and never changes. Knows nothing of photos and owners.
"""

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Protocol

from app.catalog.files import UNFINISHED, put_whole
from app.pipeline.storage_errors import StorageWrong, reaching, refusing

FOLDER: Final = "fichario-photos"
"""In the folder that somebody named: what is old in there is taken away, and nothing else that is theirs."""
_ABANDONED: Final = 3600.0
"""Seconds after which nobody is writing a draft any more."""


class Storage(Protocol):
    """Files under names like ``a/b/c``; any thread may use it.

    Raises:
        StorageFull: From every method that writes.
        StorageAway: From every method.
    """

    def draft(self) -> contextlib.AbstractContextManager[Path]:
        """An empty file on this disk to be written into; gone when the block ends, unless it was kept."""
        ...

    def keep(self, draft: Path, name: str) -> None:
        """Store a draft under a name; where that name is there already, its file stays as it is."""
        ...

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        ...

    def file(self, name: str) -> contextlib.AbstractContextManager[Path]:
        """A file on this disk with what is stored under a name, for reading, as long as the block lasts.

        Raises:
            FileNotFoundError: There is none.
        """
        ...

    def names(self, folder: str) -> list[str]:
        """What the files directly under ``folder/`` are called there, in any order; none where there is no such."""
        ...

    def refresh(self, name: str) -> None:
        """Somebody still wants what is stored under a name; where nothing is, nothing happens."""
        ...

    def forget(self, seconds: float) -> int:
        """Take away what nobody has wanted for so long; how much that was."""
        ...


def storage_at(address: str, folder: str = FOLDER) -> Storage:
    """The storage of a folder's path, or of an address like ``s3://bucket/photos``.

    Args:
        address: Which.
        folder: Of what is kept in a folder, within it.

    Raises:
        StorageWrong: It cannot be used.
    """
    if "://" not in address:
        return FolderStorage(Path(address), folder)
    from fsspec.core import url_to_fs  # noqa: PLC0415 - only those pay who use a bucket

    try:
        # What another process has sent is to be seen at once, so that no listing is remembered.
        system, root = url_to_fs(address, use_listings_cache=False)
        system.makedirs(root, exist_ok=True)
    except Exception as error:  # drivers raise whatever their libraries do
        raise StorageWrong(address=address, reason=str(error)) from error
    return BucketStorage(system, root)


class FolderStorage:
    """Implements :class:`Storage` by a folder of this machine or of the network."""

    def __init__(self, root: Path, folder: str = FOLDER) -> None:
        """Use a folder in another, made if need be, and take away what programs that were killed left in it unfinished.

        Raises:
            StorageWrong: It cannot be written.
        """
        self._root = root.absolute() / folder
        self._drafts = self._root / "drafts"
        try:
            self._drafts.mkdir(parents=True, exist_ok=True)
            _sweep(self._drafts, f"*{UNFINISHED}", _ABANDONED)
        except OSError as error:
            raise StorageWrong(address=str(root), reason=str(error)) from error

    @contextlib.contextmanager
    def draft(self) -> Iterator[Path]:
        """An empty file beside those that are kept."""
        with refusing():
            path = _draft_in(self._drafts)
            try:
                yield path
            finally:
                path.unlink(missing_ok=True)

    def keep(self, draft: Path, name: str) -> None:
        """Sync it and give it its name."""
        target = self._root / name
        with refusing():
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                put_whole(draft, target)

    def has(self, name: str) -> bool:
        """Whether it is there."""
        with refusing():
            return (self._root / name).is_file()

    @contextlib.contextmanager
    def file(self, name: str) -> Iterator[Path]:
        """The file itself."""
        path = self._root / name
        if not self.has(name):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        yield path

    def names(self, folder: str) -> list[str]:
        """Read the folder."""
        with refusing():
            try:
                with os.scandir(self._root / folder) as found:
                    return [one.name for one in found]
            except FileNotFoundError:
                return []

    def refresh(self, name: str) -> None:
        """Make the file young again."""
        with refusing(), contextlib.suppress(FileNotFoundError):
            os.utime(self._root / name)

    def forget(self, seconds: float) -> int:
        """Take away what is old, by the age that the disk gives it."""
        with refusing():
            return _sweep(self._root, "*", seconds)


class BucketStorage:
    """Implements :class:`Storage` by any file system that fsspec knows.

    What is sent to an object store is whole or not there by the store's own promise; elsewhere a name is given last.
    """

    _STORES: Final = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "az"})

    def __init__(self, system: Any, root: str) -> None:
        self._system = system
        self._root = root.rstrip("/")
        said = system.protocol
        self._whole = not self._STORES.isdisjoint((said,) if isinstance(said, str) else said)

    @contextlib.contextmanager
    def draft(self) -> Iterator[Path]:
        """An empty file in the system's folder for passing things."""
        with refusing():
            path = _draft_in(Path(tempfile.gettempdir()))
            try:
                yield path
            finally:
                path.unlink(missing_ok=True)

    def keep(self, draft: Path, name: str) -> None:
        """Send it."""
        target = self._place(name)
        with reaching():
            if self._system.exists(target):
                return
            if self._whole:
                self._system.put_file(str(draft), target)
                return
            self._system.makedirs(target.rpartition("/")[0], exist_ok=True)
            sent = f"{target}.{draft.name}"
            self._system.put_file(str(draft), sent)
            self._system.mv(sent, target)

    def has(self, name: str) -> bool:
        """Ask for it."""
        with reaching():
            return bool(self._system.exists(self._place(name)))

    @contextlib.contextmanager
    def file(self, name: str) -> Iterator[Path]:
        """A copy."""
        with self.draft() as copy:
            with reaching(FileNotFoundError):
                self._system.get_file(self._place(name), str(copy))
            yield copy

    def names(self, folder: str) -> list[str]:
        """Ask for all of them."""
        with reaching():
            try:
                return [found.rpartition("/")[2] for found in self._system.ls(self._place(folder), detail=False)]
            except FileNotFoundError:
                return []

    def refresh(self, name: str) -> None:
        """Nothing: how long a bucket keeps things is one of its own settings."""

    def forget(self, seconds: float) -> int:
        """Likewise."""
        return 0

    def _place(self, name: str) -> str:
        return f"{self._root}/{name}"


def _draft_in(folder: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix="fichario-", suffix=UNFINISHED, dir=folder)
    os.close(handle)
    return Path(name)


def _sweep(folder: Path, pattern: str, seconds: float) -> int:
    """Take away files below a folder that are older than so; how many that were."""
    gone, now = 0, time.time()
    for path in folder.rglob(pattern):
        with contextlib.suppress(FileNotFoundError):
            if path.is_file() and now - path.stat().st_mtime > seconds:
                path.unlink()
                gone += 1
    return gone
