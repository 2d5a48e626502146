"""Pictures copied beside an export under other names; the originals are only read."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from app.export.errors import export_error


def copy_pictures(pictures: Iterable[tuple[Path, str]], folder: Path) -> list[Path]:
    """Copy files into a folder, which is made where need be; one that is there already, unchanged, is left alone.

    Args:
        pictures: Each file, and the name that its copy gets.
        folder: Where they go.

    Returns:
        The files that are gone or cannot be read.

    Raises:
        ExportError: The copy cannot be written; there is no half of one.
    """
    missing: list[Path] = []
    try:
        folder.mkdir(exist_ok=True)
        for path, name in pictures:
            if not os.access(path, os.R_OK) or not path.is_file():
                missing.append(path)
            elif not _is_there(path, folder / name):
                _copy(path, folder / name)
    except OSError as error:
        raise export_error(error, str(folder)) from error
    return missing


def _is_there(path: Path, copy: Path) -> bool:
    """Whether a copy is the file as it is now, as far as size and time tell."""
    if not copy.is_file():
        return False
    one, other = path.stat(), copy.stat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _copy(path: Path, target: Path) -> None:
    temporary = target.with_name(f".fichario-{secrets.token_hex(8)}.tmp")
    try:
        shutil.copyfile(path, temporary)
        with contextlib.suppress(OSError):  # not every file system keeps times
            shutil.copystat(path, temporary)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
