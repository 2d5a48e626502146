"""Rows → a CSV file that is either the old one or the new one, never a part of either."""

import contextlib
import csv
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from app.export.errors import (
    ExportDiskFull,
    ExportError,
    ExportFailed,
    ExportFolderMissing,
    ExportForbidden,
    export_error,
)
from app.export.presets import Preset
from app.export.rows import defused

__all__ = ["ExportDiskFull", "ExportError", "ExportFailed", "ExportFolderMissing", "ExportForbidden", "write_csv"]


_UNFINISHED: Final = ".fichario-*.tmp"
_ABANDONED_AFTER: Final = 3600.0
"""Seconds since an unfinished file was last written to, after which nobody is writing it any more."""


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], preset: Preset) -> int:
    """Write a CSV file under another name, and give it its own when all of it is on the disk.

    Args:
        path: The file to write or to replace; a link is followed.
        header: Titles of the columns.
        rows: Cells in the order of ``header``; may be made on the way. What they raise passes through.
        preset: How to write them.

    Returns:
        How many rows were written, the header not counted.

    Raises:
        ExportError: The system refused; a file that stood there before is whole.
    """
    try:
        target = Path(os.path.realpath(path))
        with _replacing(target, preset) as file:
            count = _write(file, header, rows, preset)
        _sync_folder(target.parent)
        _sweep(target)
    except OSError as error:
        raise export_error(error, str(path)) from error
    return count


def _write(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]], preset: Preset) -> int:
    """Write everything into an open file; returns how many rows followed the header."""
    if preset.bom:
        file.write("\ufeff")
    writer = csv.writer(file, delimiter=preset.delimiter, lineterminator=preset.line_end)
    finish = defused if preset.defuse else str
    writer.writerow([finish(title) for title in header])
    count = 0
    for row in rows:
        writer.writerow([finish(cell) for cell in row])
        count += 1
    return count


@contextlib.contextmanager
def _replacing(target: Path, preset: Preset) -> Iterator[TextIO]:
    """A file to write into, which takes the target's place when the block ends well and vanishes when it does not."""
    temporary = target.with_name(_UNFINISHED.replace("*", secrets.token_hex(8)))
    try:
        # A photo's name may hold bytes that are no text in any encoding; they must not cost the whole export.
        with temporary.open("x", encoding=preset.encoding, errors="backslashreplace", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _sweep(written: Path) -> None:
    """Take away what programs that were killed left beside a file that was just written, by that folder's own clock.

    Another program may be exporting into the same folder right now: what is young stays.
    """
    with contextlib.suppress(OSError):
        now = written.stat().st_mtime
        for leftover in written.parent.glob(_UNFINISHED):
            if now - leftover.stat().st_mtime > _ABANDONED_AFTER:
                leftover.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets folders be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
