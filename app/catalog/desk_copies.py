"""Copies that a desk keeps of photos which lie elsewhere, too: bounded, and what was not wanted longest goes first.

Several programs of a computer may share them. What was wanted within the last hour stays, whatever the bound says,
since somebody may be about to read it; and so does what nobody vouches for. When a file was wanted is its time of
access, as it is set here; its time of change stays, by which others tell whether a photo is still the same.
"""

import contextlib
import os
import re
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock

LIMIT: Final = 5 * 10**9
"""Bytes of all copies that a desk keeps of a catalogue: of photos as cameras make them, one to two thousand."""
RECENT: Final = 3600.0
"""Seconds for which a photo that was wanted stays."""
_AFTER: Final = 0.9
"""Of the limit, what is left once copies were taken away."""
_TOGETHER: Final = 100
"""So many copies are vouched for at once."""
_NAME: Final = re.compile(r"[0-9a-f]{64}(\.[^.]+)?")

Elsewhere = Callable[[Sequence[str]], Collection[str]]
"""Which of some photos, each its SHA-256 in hexadecimal, surely lie elsewhere, too."""


class DeskCopies:
    """One folder of copies, each named for what is in it; any thread may use it.

    Args:
        folder: Where they are; other files in it are left alone.
        limit: Bytes.
        recent: Seconds for which one that was wanted stays.
    """

    def __init__(self, folder: Path, limit: int = LIMIT, recent: float = RECENT) -> None:
        self._folder = folder
        self._limit = limit
        self._recent = recent
        self._room = 0  # bytes that may be added before the folder is looked through again

    def want(self, copy: Path) -> bool:
        """Say that a copy is about to be read, if it is there; returns whether it is."""
        try:
            with self._held():
                status = copy.stat()
                os.utime(copy, ns=(time.time_ns(), status.st_mtime_ns))
        except FileNotFoundError:
            return False
        except OSError:  # it is there and is not this person's to mark
            return copy.exists()
        return True

    def added(self, copy: Path, elsewhere: Elsewhere) -> None:
        """A copy was made: take others away if they are too many by now. What a disk refuses is left for later."""
        with contextlib.suppress(OSError):
            size = copy.stat().st_size
            if size > self._room:
                left = self._make_room(elsewhere)
                self._room = max(size, min(self._limit - left, self._limit // 10))
            self._room -= size

    def _make_room(self, elsewhere: Elsewhere) -> int:
        """Take copies away until few enough are left, if they are too many. Returns the bytes of those that are."""
        copies = sorted(self._copies(), key=lambda one: one.wanted)
        left = sum(one.size for one in copies)
        if left <= self._limit:
            return left
        old = [one for one in copies if one.wanted < time.time() - self._recent]
        for start in range(0, len(old), _TOGETHER):
            some = old[start : start + _TOGETHER]
            sure = elsewhere([one.path.stem for one in some])
            for one in some:
                if left <= self._limit * _AFTER:
                    return left
                if one.path.stem in sure and self._take_away(one.path):
                    left -= one.size
        return left

    def _take_away(self, copy: Path) -> bool:
        """Delete a copy, unless somebody has wanted it meanwhile."""
        with contextlib.suppress(OSError), self._held():
            if copy.stat().st_atime < time.time() - self._recent:
                copy.unlink()
                return True
        return False

    def _held(self) -> FileLock:
        """What others wait for who would mark or delete; the system lets go of it with a program that is killed."""
        return FileLock(self._folder.with_name(f"{self._folder.name}.lock"))

    def _copies(self) -> "Iterator[_Copy]":
        with os.scandir(self._folder) as found:
            for entry in found:
                if _NAME.fullmatch(entry.name):
                    with contextlib.suppress(OSError):
                        status = entry.stat()
                        yield _Copy(Path(entry.path), status.st_size, status.st_atime)


@dataclass(frozen=True, slots=True)
class _Copy:
    path: Path
    size: int
    wanted: float
