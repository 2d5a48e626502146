"""A file of JSON lines that survives a kill: each is synced before the next, and one that was cut off is taken away."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from app.evaluation.errors import ReportUnwritable

Line = TypeVar("Line", bound=BaseModel)


class Lines(Generic[Line]):
    """An open file of lines of one model.

    Attributes:
        path: Where it is.
    """

    def __init__(self, path: Path, model: type[Line], *, fresh: bool = False) -> None:
        """Open the file; it and its folder are made if they are not there.

        Args:
            path: Where it is.
            model: What a line holds.
            fresh: Forget what is there.

        Raises:
            ReportUnwritable: The system refused.
        """
        self.path = path
        self._model = model
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: BinaryIO = path.open("w+b" if fresh else "a+b")
        except OSError as error:
            raise ReportUnwritable(path=str(path), reason=error.strerror or str(error)) from error

    def close(self) -> None:
        """Close the file; calling again is harmless."""
        self._file.close()

    def append(self, line: Line) -> None:
        """Keep a line; it is on the disk when this returns.

        Raises:
            ReportUnwritable: The system refused.
        """
        try:
            self._file.write(line.model_dump_json().encode("utf-8", "backslashreplace") + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise ReportUnwritable(path=str(self.path), reason=error.strerror or str(error)) from error

    def read(self) -> Iterator[Line]:
        """Read what is whole, and cut off what is not once all of it is read."""
        self._file.seek(0)
        whole = 0
        for line in self._file:
            try:
                found = self._model.model_validate_json(line)
            except ValidationError:
                break
            if not line.endswith(b"\n"):
                break
            whole += len(line)
            yield found
        self._file.truncate(whole)
