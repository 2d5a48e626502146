"""Files of a report, each either the old one or the new one whole; never a part of either."""

import contextlib
import os
import secrets
from pathlib import Path

from app.evaluation.errors import ReportUnwritable
from app.evaluation.report import Report


def write_text(path: Path, text: str) -> None:
    """Write a file under another name, and give it its own when all of it is on the disk.

    Raises:
        ReportUnwritable: The system refused.
    """
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(4)}.tmp")
    try:
        # A photo's name may hold bytes that are no text; they must not cost the report.
        with temporary.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise ReportUnwritable(path=str(path), reason=error.strerror or str(error)) from error


def write_report(path: Path, report: Report) -> None:
    """Write a report as JSON; a baseline is such a file.

    Raises:
        ReportUnwritable: The system refused.
    """
    write_text(path, report.model_dump_json(indent=1) + "\n")
