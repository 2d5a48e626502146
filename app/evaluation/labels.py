"""Reads the file of labels: which photos, and what is right for each.

A CSV in UTF-8 (a byte order mark is welcome), with ``,`` or ``;`` between its cells and these columns, in any order:

================  ===================================================================================
``photo``         the file; relative to the CSV, or absolute
a field's name    what that text field of the card should hold, e.g. ``category_standard``
``product_type``  the noun that ``product_name`` should begin with
``known``         0: a thing that the model need not know, and should say so; 1 or empty: one it should
``group``         figures are also made for each group
================  ===================================================================================

An empty cell says nothing about that row. ``|`` stands between several answers that are all right.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.spreading import spread
from app.evaluation.errors import (
    LabelsEmpty,
    LabelsMissing,
    LabelsUnreadable,
    LabelsWithoutPhotos,
    LabelsWrong,
    RowProblem,
)
from app.evaluation.yardstick import TYPE, Yardstick

PHOTO, KNOWN, GROUP = "photo", "known", "group"
ALTERNATIVE = "|"


@dataclass(frozen=True, slots=True)
class LabelledPhoto:
    """One row.

    Attributes:
        photo: As the file of labels has it; names the row in answers and reports, on any machine.
        path: Where the photo is.
        expected: Column → answers that are all right, for the cells that say something.
        known: Whether the model should know this thing.
        group: Empty where the row belongs to none.
    """

    photo: str
    path: Path
    expected: Mapping[str, tuple[str, ...]] = field(hash=False)
    known: bool = True
    group: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """A whole file of labels.

    Attributes:
        rows: In the file's order.
        unused: Columns that mean nothing to an evaluation.
    """

    rows: tuple[LabelledPhoto, ...]
    unused: tuple[str, ...] = ()

    def spread(self, limit: int | None) -> "Labels":
        """At most so many rows, taken evenly from the whole file: files are often sorted."""
        rows = spread(self.rows, limit)
        return self if rows is self.rows else Labels(tuple(rows), self.unused)


def read_labels(path: Path, yardstick: Yardstick) -> Labels:
    """Read a file of labels, and find everything that is wrong with it at once.

    Raises:
        EvaluationError: One of those named ``Labels…``.
    """
    table = _table(path)
    if not table:
        raise LabelsEmpty(path=str(path))
    header = [cell.strip() for cell in table[0]]
    if PHOTO not in header:
        raise LabelsWithoutPhotos(path=str(path), columns=", ".join(filter(None, header)))
    reader = _RowReader(path.absolute().parent, header, yardstick)
    rows = [row for number, cells in enumerate(table[1:], 2) for row in reader.read(number, cells)]
    if reader.problems:
        raise LabelsWrong(tuple(reader.problems), path=str(path))
    if not any(row.expected or not row.known for row in rows):
        raise LabelsEmpty(path=str(path))
    return Labels(tuple(rows), tuple(name for name in header if name and name not in reader.understood))


def _table(path: Path) -> list[list[str]]:
    """All cells; the delimiter is the one that the header has more of.

    Raises:
        EvaluationError: The file is not there, or is no CSV in UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise LabelsMissing(path=str(path), reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise LabelsUnreadable(path=str(path)) from error
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise LabelsUnreadable(path=str(path)) from error


class _RowReader:
    """Reads the rows of one file.

    Attributes:
        understood: Columns that mean something.
        problems: What was wrong so far.
    """

    def __init__(self, folder: Path, header: Sequence[str], yardstick: Yardstick) -> None:
        self._folder = folder
        self._header = header
        self._yardstick = yardstick
        self._seen: dict[str, int] = {}
        self.understood = {PHOTO, KNOWN, GROUP, TYPE, *yardstick.texts}
        self.problems: list[RowProblem] = []

    def read(self, number: int, cells: Sequence[str]) -> Iterator[LabelledPhoto]:
        """One row as a labelled photo, if it is one; an empty row is none."""
        if not any(cell.strip() for cell in cells):
            return
        before = len(self.problems)
        if len(cells) > len(self._header):
            self._wrong(number, "too_many_cells", cells=str(len(cells)), columns=str(len(self._header)))
        row = {name: cell.strip() for name, cell in zip(self._header, cells, strict=False) if cell.strip()}
        photo = self._photo(number, row)
        known = self._known(number, row)
        expected = {
            name: self._answers(number, name, row[name]) for name in (TYPE, *self._yardstick.texts) if name in row
        }
        if len(self.problems) == before:
            yield LabelledPhoto(photo, self._folder / photo, expected, known, row.get(GROUP, ""))

    def _photo(self, number: int, row: Mapping[str, str]) -> str:
        photo = row.get(PHOTO, "")
        if not photo:
            self._wrong(number, "no_photo")
        elif (first := self._seen.setdefault(photo, number)) != number:
            self._wrong(number, "twice", photo=photo, first=str(first))
        return photo

    def _known(self, number: int, row: Mapping[str, str]) -> bool:
        said = row.get(KNOWN, "1")
        if said not in {"0", "1"}:
            self._wrong(number, "known", said=said)
        return said != "0"

    def _answers(self, number: int, name: str, cell: str) -> tuple[str, ...]:
        said = tuple(filter(None, (answer.strip() for answer in cell.split(ALTERNATIVE))))
        if not said:
            self._wrong(number, "no_answer", column=name)
        if name not in self._yardstick.closed:
            return said
        entries = {answer: self._yardstick.listed(name, answer) for answer in said}
        for answer in [answer for answer, entry in entries.items() if entry is None]:
            self._wrong(number, "not_in_list", column=name, said=answer)
        return tuple(entry for entry in entries.values() if entry)

    def _wrong(self, number: int, reason: str, **facts: str) -> None:
        self.problems.append(RowProblem(f"labels.row.{reason}", {"row": str(number), **facts}))
