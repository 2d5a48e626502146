"""What can go wrong on the way out.

::

    ExportError
    ├── ExportDiskFull          no room for the new file              → make room
    ├── ExportForbidden         the system does not allow it, or      → close the spreadsheet that has the file open,
    │                           another program has the file open       or choose another folder
    ├── ExportFolderMissing     there is no such folder               → choose one that exists
    └── ExportFailed            anything else                         → try another folder

Whichever it is: a file that stood there before is whole, and nothing else was left in its folder.
"""

import errno

from app.errors import Failure


class ExportError(Failure):
    """Root of everything that can go wrong here. Facts, of all: ``path``."""

    code = "export"


class ExportDiskFull(ExportError):
    """There is no room for the new file. Facts: ``path``."""

    code = "export.disk_full"


class ExportForbidden(ExportError):
    """The folder or the file cannot be written, or another program has the file open. Facts: ``path``."""

    code = "export.forbidden"


class ExportFolderMissing(ExportError):
    """The folder does not exist. Facts: ``path``."""

    code = "export.folder_missing"


class ExportFailed(ExportError):
    """Anything else that the system refuses. Facts: ``path``, ``reason``."""

    code = "export.failed"


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_MISSING = (errno.ENOENT, errno.ENOTDIR)


def export_error(error: OSError, path: str) -> ExportError:
    """Name what the system refused."""
    kinds = ((_FULL, ExportDiskFull), (_FORBIDDEN, ExportForbidden), (_MISSING, ExportFolderMissing))
    for numbers, kind in kinds:
        if error.errno in numbers:
            return kind(path=path)
    return ExportFailed(path=path, reason=str(error))
