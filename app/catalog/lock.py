"""One program at a time generates and edits in a catalogue's folder."""

from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from app.catalog.errors import CatalogueInUse, translated

LOCK_NAME: Final = "catalogue.lock"

_PATIENCE: Final = 1.0
"""Seconds: a program that is just closing, or that was killed while it started another process, still has the lock."""


def lock(folder: Path) -> FileLock:
    """Take the folder's lock, or say who cannot have it.

    The operating system holds it for the program and lets it go when the program ends, however it ends; the file that
    stays behind means nothing.

    Returns:
        The lock, taken; whichever thread may release it.

    Raises:
        CatalogueInUse: Another program, or another :class:`~app.catalog.catalog.Catalog` of this one, has it.
        CatalogueUnwritable: The folder cannot be written.
    """
    taken = FileLock(folder / LOCK_NAME, thread_local=False)
    with translated(folder):
        try:
            taken.acquire(timeout=_PATIENCE, poll_interval=0.02)
        except Timeout as error:
            raise CatalogueInUse(path=str(folder)) from error
    return taken
