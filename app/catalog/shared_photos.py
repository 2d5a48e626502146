"""Photos of a catalogue that several computers share.

A photo that was dropped stays where it is: whoever sees the same folder can read it. What a person at this computer
drops is read through at this computer. A picture that was pasted has no folder: its bytes are kept in the catalogue
itself, and every computer that needs the file makes it.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, object_session

from app.catalog.desk_tables import PictureTable
from app.catalog.errors import translated
from app.catalog.files import write_whole
from app.catalog.ingest import Ingest
from app.catalog.jobs import Jobs
from app.catalog.photos import PhotoRef
from app.catalog.queueing import FIRST, WAITING
from app.catalog.tables import PhotoTable, ProductTable

_LOOKED_AT: Final = 1000
"""So many products that wait are looked at for one whose photos can be read here."""


class SharedPhotos(Ingest, Jobs):
    """The part that knows which photos can be read where."""

    def _keep_picture(self, session: Session, digest: str, data: bytes) -> None:
        session.merge(PictureTable(sha256=digest, data=data))

    def _reference(self, photo: PhotoTable) -> PhotoRef:
        """As the base says; the file of a picture that was pasted elsewhere is made first."""
        found = super()._reference(photo)
        session = object_session(photo)
        if photo.stored and session is not None and not found.path.exists():
            picture = session.get(PictureTable, photo.sha256)
            if picture is not None:
                with translated(self._folder):
                    write_whole(found.path, picture.data)
        return found

    def _of_mine(self) -> Sequence[ColumnElement[bool]]:
        return (or_(ProductTable.machine == self._machine, ProductTable.machine.is_(None)),)

    def _within_reach(self) -> Sequence[ColumnElement[bool]] | None:
        """The first product that waits whose photo is here: a slow disk is asked before the transaction, not in it."""
        query = (
            select(ProductTable.id, PhotoTable.path, or_(PhotoTable.stored, *self._of_mine()))
            .join(PhotoTable, (PhotoTable.product_id == ProductTable.id) & (PhotoTable.position == 0))
            .where(*WAITING)
            .order_by(*FIRST)
            .limit(_LOOKED_AT)
        )
        with self._reading() as session:
            waiting = session.execute(query).all()
        return next(((ProductTable.id == id_,) for id_, path, ours in waiting if ours or path.exists()), None)
