"""A whole catalogue into another, which is empty: from a folder to a server, and back.

All of it comes in one transaction, and is read back in it: row by row it must be what was read from the other one, or
nothing is kept. Files of photos come along where they are the catalogue's own, as pasted pictures are, or were dropped
at other computers than this one, and are held to their hashes; the others stay where they are. What belongs to a place
is not taken along: who has it open, and the shelves of vectors, for which the photos are looked at again.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, and_, delete, exists, func, insert, select
from sqlalchemy.orm import Session

from app.catalog.copies import copy_of
from app.catalog.depot import unchanged
from app.catalog.desk_tables import DepositTable, DeskTable, PictureTable
from app.catalog.errors import CatalogueError, translated
from app.catalog.files import write_whole
from app.catalog.ingest import Ingest
from app.catalog.numbering import last_number, set_last_number
from app.catalog.own_fields import OwnFields
from app.catalog.tables import Base, DeedTable, PhotoTable, ProductTable, SettingTable
from app.catalog.vector_tables import StrayVectorTable, StrayWordVectorTable, VectorTable, WordVectorTable

_VECTORS: Final = (VectorTable, StrayVectorTable, WordVectorTable, StrayWordVectorTable)
_OF_DESKS: Final = (DepositTable, DeskTable, PictureTable)
_LEFT_OUT: Final = frozenset(table.__tablename__ for table in (*_OF_DESKS, SettingTable, *_VECTORS))
_OF_THIS_PLACE: Final = ("vectors.", "photos.")
"""Settings whose names begin so speak of a shelf, or of where photos lie."""
_PAGE: Final = 500
_PHOTOS: Final = PhotoTable.__tablename__


class TargetNotEmpty(CatalogueError):
    """There is something in the catalogue into which another was to be copied. Facts: ``path``."""

    code = "copy.not_empty"


class CopyDiffers(CatalogueError):
    """What was copied is not what was read; nothing was kept. Facts: ``table``."""

    code = "copy.differs"


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied.

    Attributes:
        products: Also those that were removed, which can be brought back.
        photos: How many photos they have.
        rows: Rows of all tables.
        files: Photos whose bytes came along: pasted ones, and what was dropped at computers other than this one.
        missing: Of such photos, those whose bytes are not to be had.
    """

    products: int
    photos: int
    rows: int
    files: int
    missing: int


class Copying(Ingest, OwnFields):
    """The part that takes in another catalogue."""

    def copy_from(self, other: "Copying", told: Callable[[int, int], None]) -> Copied:
        """Take in all of another catalogue, as it is at this moment.

        Args:
            other: Where from; nothing in it changes.
            told: Hears, once in a while, how many rows and files have come and how many there are.

        Raises:
            TargetNotEmpty: This one has products already.
            CopyDiffers: What came is not what went; nothing was kept.
            CatalogueError: As both databases' errors are translated; nothing was kept.
        """
        with other._reading() as source, self._writing() as session:
            _check_empty(session, str(self._folder))
            counts = {table.name: _count(source, table) for table in _tables()}
            done, total = 0, sum(counts.values())
            for table in _tables():
                for number in self._copy_table(source, session, table, counts[table.name]):
                    done += number
                    told(done, total + counts[_PHOTOS])
            _copy_settings(source, session)
            came: list[bool] = []
            for number, brought in enumerate(self._copy_files(other, source, session), start=1):
                came += [brought] if brought is not None else []
                told(done + number, total + counts[_PHOTOS])
        self.take_up_lists()
        return Copied(counts[ProductTable.__tablename__], counts[_PHOTOS], total, sum(came), came.count(False))

    def _copy_table(self, source: Session, session: Session, table: Table, count: int) -> Iterator[int]:
        """Bring the rows of a table, and make sure that they came. Yields how many came each time."""
        expected, found = _Digest(), _Digest()
        coming = self._rows(source, table)
        while rows := list(islice(coming, _PAGE)):
            session.connection().execute(insert(table), rows)
            expected.add(rows)
            yield len(rows)
        found.add(_all(session, table))
        if expected.said != found.said or found.count != count:
            raise CopyDiffers(table=table.name)
        set_last_number(session, table, last_number(source, table))

    def _rows(self, source: Session, table: Table) -> Iterator[dict[str, Any]]:
        """The rows of a table as they are to be here: nobody works on them yet."""
        for row in _all(source, table):
            if table.name == ProductTable.__tablename__:
                row |= {"claimed_by": None, "machine": self._machine and (row["machine"] or self._machine)}
            yield row

    def _copy_files(self, other: "Copying", source: Session, session: Session) -> Iterator[bool | None]:
        """Bring the files of photos along. Yields for each photo whether its file came; ``None`` where none was to."""
        seen: set[Path] = set()
        for photo in _photos(source):
            file = copy_of(photo, other._folder)
            if file in seen or other._reference(photo).path != file:
                yield None
                continue
            seen.add(file)
            yield self._copy_file(other, session, photo)

    def _copy_file(self, other: "Copying", session: Session, photo: PhotoTable) -> bool:
        """Bring the bytes of a photo along, if they are to be had. Returns whether that was so."""
        if (data := other._data(photo)) is None:
            return False
        file = copy_of(photo, self._folder)
        with translated(self._folder):
            write_whole(file, data)
        if unchanged(file, photo.sha256 or "") is None:
            raise CopyDiffers(table=_PHOTOS)
        self._keep_file(session, photo, data)
        return True


class _Digest:
    """What some rows say, in a few bytes."""

    def __init__(self) -> None:
        self._hash = sha256()
        self.count = 0

    @property
    def said(self) -> str:
        return self._hash.hexdigest()

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        for row in rows:
            self.count += 1
            self._hash.update(json.dumps(row, default=_plain).encode() + b"\n")


def _plain(value: object) -> str:
    """What JSON does not know, as it knows it."""
    match value:
        case datetime():
            return value.isoformat()
        case bytes():
            return sha256(value).hexdigest()
        case _:
            return str(value)


def _tables() -> list[Table]:
    """What is copied row by row, in an order in which nothing speaks of what is not there yet."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _LEFT_OUT]


def _all(session: Session, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table in the order of their keys, some hundreds at a time."""
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_PAGE)
    for row in session.connection().execute(query).mappings():
        yield dict(row)


def _photos(session: Session) -> Iterator[PhotoTable]:
    """All photos, some hundreds at a time."""
    last = 0
    query = select(PhotoTable).order_by(PhotoTable.id).limit(_PAGE)
    while page := session.scalars(query.where(PhotoTable.id > last)).all():
        yield from page
        last = page[-1].id


def _count(session: Session, table: Table) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _check_empty(session: Session, path: str) -> None:
    for table in (ProductTable, DeedTable):
        if session.scalar(select(exists().select_from(table))):
            raise TargetNotEmpty(path=path)


def _copy_settings(source: Session, session: Session) -> None:
    kept = and_(*(SettingTable.key.not_like(f"{place}%") for place in _OF_THIS_PLACE))
    session.execute(delete(SettingTable).where(kept))
    rows = [{"key": row.key, "value": row.value} for row in source.scalars(select(SettingTable).where(kept))]
    if rows:
        session.execute(insert(SettingTable), rows)
