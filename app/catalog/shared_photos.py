"""Photos of a catalogue that several computers share.

A photo that was dropped stays where it is, and is read through at the computer at which that was. From there its bytes
are brought (:mod:`app.pipeline.depositing`) to where all desks find them: a folder or a bucket, the
:attr:`SharedPhotos.depot`, or the catalogue itself where there is none. So are those of a pasted picture, which has no
folder. What was brought is noted in the table ``deposit``: what is not, is brought some other time.

A desk reads its own photos where they were dropped, and never those of others: the same path may be another photo
there. For them it has copies in its own folder, named for what is in them, which :meth:`SharedPhotos.fetch` makes when
they are wanted, and of which there are never too many (:mod:`app.catalog.desk_copies`).
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, object_session

from app.catalog.copies import PHOTOS, copy_of
from app.catalog.deposit_errors import PhotosAway, PhotosNowhere, PhotoUnderway
from app.catalog.depot import Depot, unchanged
from app.catalog.desk_copies import DeskCopies
from app.catalog.desk_tables import DepositTable, PictureTable, brought_to_folders
from app.catalog.errors import CatalogueError, translated
from app.catalog.files import write_whole
from app.catalog.ingest import Ingest
from app.catalog.jobs import Jobs
from app.catalog.photos import PhotoRef
from app.catalog.queueing import FIRST, WAITING
from app.catalog.server_database import ServerDatabase
from app.catalog.tables import PhotoTable, ProductTable

_LOOKED_AT: Final = 1000
"""So many products that wait are looked at for one whose photos can be read here."""
_AWAY_SECONDS: Final = 30
"""So long photos of others are not asked for again where they could not be had."""
_PASTE: Final = "INSERT INTO picture (sha256, data) VALUES (%s, %s) ON CONFLICT DO NOTHING"


class SharedPhotos(Ingest, Jobs):
    """The part that knows which photos can be read where.

    Attributes:
        depot: Where this desk finds the photos of all, and brings its own; ``None`` for the catalogue itself.
        copies: What this desk keeps of photos that it reads elsewhere.
    """

    depot: Depot | None = None
    copies: DeskCopies
    _database: ServerDatabase
    _asked_again = 0.0

    def _keep_picture(self, session: Session, digest: str, data: bytes) -> None:
        # Not as an object: a session would keep what is in many pictures until its end.
        session.execute(insert(PictureTable).values(sha256=digest, data=data).on_conflict_do_nothing())

    def _keep_file(self, session: Session, photo: PhotoTable, data: bytes) -> None:
        digest, depot = photo.sha256 or "", None if photo.stored else self.depot
        if depot is None:
            self._keep_picture(session, digest, data)
        else:
            depot.bring(copy_of(photo, self._folder), digest)
        if not photo.stored:
            session.merge(DepositTable(sha256=digest, place=depot.place if depot else ""))

    def _data(self, photo: PhotoTable) -> bytes | None:
        """As the base says; what this desk has no copy of, or a spoiled one, is brought as :meth:`fetch` says."""
        copy = copy_of(photo, self._folder)
        if (data := super()._data(photo)) is not None:
            return data
        with translated(self._folder):
            copy.unlink(missing_ok=True)
        with suppress(PhotoUnderway, PhotosNowhere):
            self.fetch(copy)
        return super()._data(photo)

    def _reference(self, photo: PhotoTable) -> PhotoRef:
        """As the base says; a photo that was dropped elsewhere is read from this desk's copy."""
        found = super()._reference(photo)
        session = object_session(photo)
        is_here = session is None or self._is_here(session, photo)
        return replace(found, path=found.origin if is_here and not photo.stored else copy_of(photo, self._folder))

    def _is_here(self, session: Session, photo: PhotoTable) -> bool:
        """Whether a photo that was dropped is to be read where that was."""
        machine = session.get_one(ProductTable, photo.product_id).machine
        if machine not in (None, self._machine):
            return False
        return photo.path.exists() or session.get(DepositTable, photo.sha256 or "") is None

    def fetch(self, path: Path) -> None:
        """As the base says.

        Raises:
            PhotoUnderway: Nobody has brought it yet.
            PhotosAway: The place for photos does not answer.
            PhotosNowhere: It is at a place of which this desk was told nothing.
            CatalogueError: The catalogue cannot be read, or the copy not be written.
        """
        if path.parent == self._folder / PHOTOS and not self.copies.want(path):
            self._make_copy(path)
            self.copies.added(path, self._elsewhere)

    def _make_copy(self, path: Path) -> None:
        with self._reading() as session:
            picture = session.get(PictureTable, path.stem)
            deposit = session.get(DepositTable, path.stem)
            same = select(PhotoTable.path, ProductTable.machine).where(PhotoTable.sha256 == path.stem)
            dropped = session.execute(same.join(ProductTable, ProductTable.id == PhotoTable.product_id)).all()
        if picture is not None:
            with translated(self._folder):
                write_whole(path, picture.data)
        elif not any(self._copied(origin, path) for origin, _ in dropped):
            self._take(path, deposit, next((machine or "" for _, machine in dropped), ""))

    def _copied(self, origin: Path, copy: Path) -> bool:
        """Make a copy of a photo whose folder is seen here, too, where it is that very photo."""
        with suppress(OSError), origin.open("rb") as file:
            if file_digest(file, "sha256").hexdigest() == copy.stem:
                file.seek(0)
                with translated(self._folder):
                    write_whole(copy, file.read())
                return True
        return False

    def _take(self, path: Path, deposit: DepositTable | None, machine: str) -> None:
        if deposit is None:
            raise PhotoUnderway(path=str(path), machine=machine)
        if self.depot is None or not self.depot.fetch(path.stem, path):
            raise PhotosNowhere(place=deposit.place)

    def _elsewhere(self, digests: Sequence[str]) -> set[str]:
        """Which of these photos can be had again when this desk's copies of them are gone."""
        found = set[str]()
        with suppress(CatalogueError):
            with self._reading() as session:
                in_itself = select(PictureTable.sha256).where(PictureTable.sha256.in_(digests))
                found.update(session.scalars(in_itself))
                brought = select(DepositTable.sha256).where(DepositTable.sha256.in_(digests))
                there = set(session.scalars(brought)) - found
            # That it was brought there once is no proof that it still is.
            found.update(digest for digest in there if self.depot is not None and self.depot.holds(digest))
        return found

    def has_brought(self) -> bool:
        """Whether photos were brought to a folder, whatever each desk calls it."""
        with self._reading() as session:
            return session.scalar(select(brought_to_folders())) or False

    def undeposited(self, after: int, limit: int) -> list[PhotoRef]:
        """Photos that were dropped at this computer and that nobody else can read yet, by their numbers."""
        there = exists().where(DepositTable.sha256 == PhotoTable.sha256)
        query = (
            select(PhotoTable)
            .join(ProductTable, ProductTable.id == PhotoTable.product_id)
            .where(PhotoTable.id > after, PhotoTable.sha256.is_not(None), PhotoTable.stored.is_(False), ~there)
            .where(*self._of_mine())
            .order_by(PhotoTable.id)
            .limit(limit)
        )
        with self._reading() as session:
            return [self._reference(photo) for photo in session.scalars(query)]

    def deposit(self, photo: PhotoRef) -> bool:
        """Bring a photo to where all desks find it; done again, nothing changes.

        Returns:
            Whether it is there now; one whose file is gone, or is another by now, is not.

        Raises:
            PhotosAway: It cannot be brought now.
            CatalogueError: As the database's errors are translated.
        """
        digest = photo.sha256 or ""
        brought = self.depot.bring(photo.path, digest) if self.depot else self._bring(photo.path, digest)
        if brought:
            with self._writing() as session:
                session.merge(DepositTable(sha256=digest, place=self.depot.place if self.depot else ""))
        return brought

    def _bring(self, file: Path, digest: str) -> bool:
        """Keep a photo in the catalogue; not in a transaction of its own kind, in which nobody else could write."""
        if (data := unchanged(file, digest)) is None:
            return False
        with self._database.asking():
            connection = self._database.connect()
            try:
                connection.cursor().execute(_PASTE, (digest, data))
                connection.commit()
            finally:
                connection.close()
        return True

    def _of_mine(self) -> Sequence[ColumnElement[bool]]:
        return (or_(ProductTable.machine == self._machine, ProductTable.machine.is_(None)),)

    def _within_reach(self) -> Sequence[ColumnElement[bool]] | None:
        """The first product that waits whose photos are here; what is slow is asked before the transaction."""
        mine = or_(PhotoTable.stored, *self._of_mine())
        query = (
            select(ProductTable.id, PhotoTable.path, mine, exists().where(DepositTable.sha256 == PhotoTable.sha256))
            .join(PhotoTable, (PhotoTable.product_id == ProductTable.id) & (PhotoTable.position == 0))
            .where(*WAITING)
            .order_by(*FIRST)
            .limit(_LOOKED_AT)
        )
        with self._reading() as session:
            waiting = session.execute(query).all()
        ours = ((id_, ours or ((brought or path.exists()) and self._had(id_))) for id_, path, ours, brought in waiting)
        return next(((ProductTable.id == id_,) for id_, near in ours if near), None)

    def _had(self, product_id: int) -> bool:
        """Whether all photos of a product of another desk are at this one now."""
        if time.monotonic() < self._asked_again:
            return False
        try:
            for path in self._paths(product_id):
                self.fetch(path)
        except (PhotosAway, PhotosNowhere):
            self._asked_again = time.monotonic() + _AWAY_SECONDS
            return False
        except PhotoUnderway:
            return False
        return True

    def _paths(self, product_id: int) -> Iterator[Path]:
        with self._reading() as session:
            photos = self._photos(session, product_id)
        return (photo.path for photo in photos)
