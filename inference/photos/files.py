"""A path → an open regular file, or a refusal with its reason. Knows nothing of pictures."""

import contextlib
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from inference.errors import PhotoUnreadable

_MOST_FILE_BYTES = 512 << 20
"""Some decoders take the file whole into memory; no photo is this large."""


@contextlib.contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong inside into a :class:`PhotoUnreadable` that names the path."""
    try:
        yield
    except PhotoUnreadable as refusal:
        refusal.facts["path"] = str(path)
        raise
    except (FileNotFoundError, NotADirectoryError) as error:
        if _is_bare(path.parent):
            raise PhotoUnreadable("away", path=str(path), folder=str(path.parent)) from error
        raise PhotoUnreadable("gone", path=str(path)) from error
    except IsADirectoryError as error:
        raise PhotoUnreadable("not_a_photo", path=str(path)) from error
    except PermissionError as error:
        reason = "not_a_photo" if _is_folder(path) else "forbidden"  # Windows refuses to open a folder
        raise PhotoUnreadable(reason, path=str(path)) from error
    except MemoryError as error:
        raise PhotoUnreadable("too_large", path=str(path)) from error
    except Exception as error:  # nothing about a file may stop the batch that it came in
        raise PhotoUnreadable("unreadable", path=str(path), detail=f"{type(error).__name__}: {error}") from error


@contextlib.contextmanager
def regular_file(path: Path) -> Iterator[BufferedReader]:
    """Open a file for reading; pipes and devices are refused without waiting for them.

    Raises:
        PhotoUnreadable: ``not_a_photo``, ``empty`` or ``too_large``.
        OSError: The file cannot be opened.
    """
    with open(path, "rb", opener=_open_at_once) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise PhotoUnreadable("not_a_photo")
        if status.st_size == 0:
            raise PhotoUnreadable("empty")
        if status.st_size > _MOST_FILE_BYTES:
            raise PhotoUnreadable("too_large", bytes=str(status.st_size))
        yield file


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting for somebody to write into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _is_bare(folder: Path) -> bool:
    """Whether a folder is not there or has nothing in it, as where a drive is not connected: so is no single photo."""
    try:
        with os.scandir(folder) as found:
            return next(found, None) is None
    except OSError:
        return True


def _is_folder(path: Path) -> bool:
    """Whether a path is surely a folder; one that may not even be looked at is not."""
    try:
        return path.is_dir()
    except OSError:
        return False
