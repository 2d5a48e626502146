"""Writes JSON and picture, each either the old one or the new one whole."""

import contextlib
import errno
import io
import os
import secrets
from pathlib import Path

from PIL import Image

from app.benchmark.errors import ResultsUnwritable
from app.benchmark.report import Report


def write_json(path: Path, report: Report) -> None:
    """Write a report as JSON.

    Raises:
        ResultsUnwritable: The system refused.
    """
    # A file's name may hold bytes that are no text; they must not cost the report.
    _write(path, (report.model_dump_json(indent=1) + "\n").encode("utf-8", "backslashreplace"))


def write_picture(path: Path, picture: Image.Image) -> None:
    """Write a picture as PNG, whatever the file is called.

    Raises:
        ResultsUnwritable: The system refused.
    """
    octets = io.BytesIO()
    picture.save(octets, "PNG", optimize=True)
    _write(path, octets.getvalue())


def check_target(path: Path) -> None:
    """Find out before the work whether a file can be written after it.

    Raises:
        ResultsUnwritable: It cannot.
    """
    folder = path.absolute().parent
    for refused, number in (
        (not folder.is_dir(), errno.ENOENT),
        (path.is_dir(), errno.EISDIR),
        (not os.access(folder, os.W_OK), errno.EACCES),
    ):
        if refused:
            raise ResultsUnwritable(path=str(path), reason=os.strerror(number))


def _write(path: Path, octets: bytes) -> None:
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise ResultsUnwritable(path=str(path), reason=error.strerror or str(error)) from error
