"""Files that are whole or not there, and what they hold: writing, syncing, hashing."""

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from app.models.errors import DiskFull, ModelStoreError, StoreUnwritable

_PIECE = 1 << 20
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_MEGABYTE = 1_000_000


def sha256_of(path: Path, report: Callable[[int], None]) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Args:
        path: The file.
        report: Told how many bytes are read, after every piece; what it raises passes through.

    Raises:
        OSError: The file cannot be read.
    """
    return _hashed(path, hashlib.sha256(), report)


def git_id_of(path: Path, report: Callable[[int], None]) -> str:
    """What git knows the contents of a file by: the SHA-1 of its kind, its size and its bytes; as :func:`sha256_of`."""
    header = f"blob {path.stat().st_size}\0".encode()
    return _hashed(path, hashlib.sha1(header, usedforsecurity=False), report)


def _hashed(path: Path, digest: "hashlib._Hash", report: Callable[[int], None]) -> str:
    done = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            done += len(piece)
            report(done)
    return digest.hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a file under another name, sync it, and give it its own.

    Raises:
        OSError: The system refused; what was there before is whole.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        with draft.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make new names last through a power cut, where the system lets folders be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def writing_to(folder: Path, needed: int = 0) -> Iterator[None]:
    """Turn what the system says about writing to a folder into errors of ours.

    Args:
        folder: Where to.
        needed: Bytes that are to be written there, for people to read.

    Raises:
        DiskFull: There is no room.
        StoreUnwritable: Anything else.
    """
    try:
        yield
    except OSError as error:
        raise store_error(error, folder, needed) from error


def store_error(error: OSError, folder: Path, needed: int = 0) -> ModelStoreError:
    """What the system said about writing to a folder, as an error of ours."""
    if error.errno in _FULL:
        return disk_full(folder, needed, free_space(folder) or 0)
    return StoreUnwritable(str(error), path=str(folder), reason=error.strerror or str(error))


def disk_full(folder: Path, needed: int, free: int) -> DiskFull:
    """There is no room for so many bytes."""
    return DiskFull(path=str(folder), needed=str(-(-needed // _MEGABYTE)), free=str(free // _MEGABYTE))


def free_space(folder: Path) -> int | None:
    """Bytes that can be written to a folder, which need not be there yet; ``None`` where the system does not tell."""
    there = next((path for path in (folder, *folder.parents) if path.is_dir()), folder)
    try:
        return shutil.disk_usage(there).free
    except OSError:
        return None
