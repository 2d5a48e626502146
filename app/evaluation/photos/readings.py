"""What a model said of a photo under one condition, with every variant of corrections; kept on disk."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from app.evaluation.answers import stamp_of
from app.evaluation.labels import LabelledPhoto
from app.evaluation.lines import Lines


class Cell(BaseModel):
    """One variant.

    Attributes:
        values: The facts of the card; ``None`` where there are none.
        changed: Whether the corrections changed the photo.
    """

    model_config = ConfigDict(frozen=True)

    values: dict[str, Any] | None
    changed: bool


class Reading(BaseModel):
    """One photo under one condition.

    Attributes:
        photo: As the labels name it.
        stamp: Size and time of change of its file.
        condition: Its name.
        cells: Variant → what came of it.
        error: Code of what went wrong first; empty where all went well.
        facts: Of that error.
    """

    model_config = ConfigDict(frozen=True)

    photo: str
    stamp: str
    condition: str
    cells: dict[str, Cell] = {}
    error: str = ""
    facts: dict[str, str] = {}


class ReadingFile:
    """The readings of one run and those before it."""

    def __init__(self, folder: Path, fingerprint: str, *, fresh: bool = False) -> None:
        """Open the file.

        Raises:
            ReportUnwritable: The folder or the file cannot be written.
        """
        self._lines = Lines(folder / f"readings-{fingerprint}.jsonl", Reading, fresh=fresh)
        self._readings = {(found.photo, found.condition): found for found in self._lines.read()}

    def close(self) -> None:
        """Close the file; calling again is harmless."""
        self._lines.close()

    def of(self, row: LabelledPhoto, condition: str) -> Reading | None:
        """What came of a photo, if it is still the same file."""
        found = self._readings.get((row.photo, condition))
        return found if found and found.stamp == stamp_of(row.path) else None

    def waits(self, row: LabelledPhoto, condition: str) -> bool:
        """Whether a photo is still to be read; what failed is tried again."""
        found = self.of(row, condition)
        return found is None or bool(found.error)

    def append(self, reading: Reading) -> None:
        """Keep a reading; it is on the disk when this returns.

        Raises:
            ReportUnwritable: The system refused.
        """
        self._lines.append(reading)
        self._readings[reading.photo, reading.condition] = reading
