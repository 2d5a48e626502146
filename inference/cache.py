"""A folder of things that can be made again: bounded, safe with several programs at once, checked when read.

Every entry is a file of its own, named by its key, and appears under its name whole or not at all. What a file holds is
believed only with its digest, which covers the key, too: one that is damaged, cut off or lies under another's name is
no entry. Nothing here raises for what a disk does: what cannot be read is not there, and what cannot be written is not
kept. Files are not synced, since what a power cut leaves of them is found out by their digests.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"FICHKPT1"
_DIGEST = 56
_HEAD = len(_MAGIC) + _DIGEST
_SUFFIX = ".kept"
_PART = ".part"
_ABANDONED_AFTER = 3600  # seconds
_SPARED = 1 << 28  # bytes that are left to the catalogue on a disk that is nearly full
_AFTER_TRIM = 0.9  # of the limit


@dataclass(frozen=True, slots=True)
class Place:
    """Where things are kept, and how many of them.

    Attributes:
        folder: Of nothing else; made when the first thing is kept.
        limit: Bytes of its files together. Each further program that writes there at the same time may exceed it by a
            tenth.
    """

    folder: Path
    limit: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a folder holds.

    Attributes:
        entries: How many.
        size: Bytes of all files.
    """

    entries: int
    size: int

    def __add__(self, other: "Contents") -> "Contents":
        return Contents(self.entries + other.entries, self.size + other.size)


class DiskCache:
    """Keeps bytes under keys; what was not asked for longest goes first. One thread at a time."""

    def __init__(self, place: Place) -> None:
        self._folder = place.folder
        self._limit = place.limit
        self._room = 0  # bytes that may be written before the folder is looked through again

    def get(self, key: bytes) -> bytes | None:
        """What was kept under a key; ``None`` where nothing was, or what is there is not whole."""
        path = self._path(key)
        try:
            octets = path.read_bytes()
        except OSError:
            return None
        payload = octets[_HEAD:]
        if octets[:_HEAD] != _head(key, payload):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return payload

    def put(self, key: bytes, *parts: bytes | memoryview) -> None:
        """Keep something under a key, in place of what was there; not what alone would exceed the limit."""
        size = _HEAD + sum(memoryview(part).nbytes for part in parts)
        if size > self._limit:
            return
        path = self._path(key)
        draft = path.with_name(f".{path.stem}.{secrets.token_hex(8)}{_PART}")
        try:
            self._make_room(size)
            with draft.open("xb") as file:
                file.write(_head(key, *parts))
                for part in parts:
                    file.write(part)
            draft.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)

    def _path(self, key: bytes) -> Path:
        return self._folder / f"{key.hex()}{_SUFFIX}"

    def _make_room(self, size: int) -> None:
        """Let go of what was not asked for longest, where so many bytes more would be too many.

        Raises:
            OSError: There is no folder, or no room on its disk.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(self._folder).free < size + _SPARED:
            raise OSError("the disk is nearly full")
        if size > self._room:
            files = sorted(_files(self._folder), key=lambda file: file.used)
            held = sum(file.size for file in files)
            wanted = self._limit * _AFTER_TRIM if held + size > self._limit else held + size
            for file in files:
                if held + size <= wanted:
                    break
                with contextlib.suppress(OSError):
                    file.path.unlink(missing_ok=True)
                held -= file.size
            # Others write here, too: look again before long.
            self._room = max(size, min(self._limit - held, self._limit // 10))
        self._room -= size


def contents(folder: Path) -> Contents:
    """What a folder holds; nothing where there is none."""
    files = list(_files(folder))
    return Contents(sum(file.path.suffix == _SUFFIX for file in files), sum(file.size for file in files))


def empty(folder: Path) -> Contents:
    """Take everything out of a folder, also while programs use it.

    Returns:
        What is gone.
    """
    gone = Contents(0, 0)
    for file in _files(folder):
        with contextlib.suppress(OSError):
            file.path.unlink()
            gone += Contents(file.path.suffix == _SUFFIX, file.size)
    return gone


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    used: float


def _files(folder: Path) -> Iterator[_File]:
    """The files that are kept or being written; what a program that was killed left half written is taken away."""
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if not entry.name.endswith((_SUFFIX, _PART)):
                continue
            with contextlib.suppress(OSError):
                status = entry.stat()
                if entry.name.endswith(_PART) and time.time() - status.st_mtime > _ABANDONED_AFTER:
                    Path(entry.path).unlink()
                else:
                    yield _File(Path(entry.path), status.st_size, status.st_mtime)


def _head(key: bytes, *parts: bytes | memoryview) -> bytes:
    digest = hashlib.blake2b(key, digest_size=_DIGEST)
    for part in parts:
        digest.update(part)
    return _MAGIC + digest.digest()
