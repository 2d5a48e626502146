"""Files that are whole or not there."""

import os
import tempfile
from pathlib import Path
from typing import Final

UNFINISHED: Final = ".part"
"""Suffix of a file that is being written; one that is left over was never finished."""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is either whole or not there, also after a power cut; one of this size is kept as it is.

    Args:
        path: Named for its content, so that a file of this name holds these bytes. Its folder is made if need be.
        data: All of it.

    Raises:
        OSError: As the system says; nothing is left behind.
    """
    if path.exists() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=UNFINISHED, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        put_whole(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def put_whole(draft: Path, path: Path) -> None:
    """Give a finished file its name, under which it is whole or not there, also after a power cut.

    Args:
        draft: On the same disk; it is gone afterwards.
        path: What it takes the place of, if something is there.

    Raises:
        OSError: As the system says.
    """
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last; Windows does that by itself and cannot open a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
