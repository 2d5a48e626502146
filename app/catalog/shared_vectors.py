"""Vectors of a catalogue that several desks share, each with a shelf of its own.

The vectors stay in the catalogue, and a shelf is brought up to date from where it stands: the number of the last vector
on it is kept under its name. What is to be taken off is not told; a shelf is never believed against the catalogue, and
the vector that takes another's place comes like any new one.
"""

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import func, select

from app.catalog.photos import PhotoRef
from app.catalog.tables import PhotoTable, SettingTable
from app.catalog.vectors import Vectors, Waiting, tag_of

_SHELVES: Final = "vectors."


class SharedVectors(Vectors):
    """The part that fills each desk's shelf."""

    _shelf = ""

    def adopt_shelf(self, identity: str, space: str) -> None:
        """Speak of this shelf from now on; one that nobody has seen yet has nothing on it."""
        self._shelf = f"{_SHELVES}{identity}"[:64]

    def waiting_vectors(self, space: str, limit: int) -> list[Waiting]:
        """Vectors of a space that are not on this desk's shelf, in the order in which they came."""
        with self._reading() as session:
            standing = session.get(SettingTable, self._shelf)
            query = (
                select(
                    self._vector.id,
                    self._vector.photo_id,
                    PhotoTable.sha256,
                    self._vector.data,
                )
                .join(PhotoTable, PhotoTable.id == self._vector.photo_id)
                .where(self._vector.id > (standing.value if standing else 0), self._vector.space == space)
                .order_by(self._vector.id)
                .limit(limit)
            )
            found = session.execute(query)
            return [Waiting(id_, photo_id, tag_of(digest), data or b"") for id_, photo_id, digest, data in found]

    def shelved(self, ids: Iterable[int]) -> None:
        """These very vectors, and all before them, are on the shelf, and on its disk."""
        last = max(ids, default=0)
        with self._writing() as session:
            session.merge(SettingTable(key=self._shelf, value=last))

    def some_shelved(self, limit: int) -> list[int]:
        """Photos of which a vector is on this desk's shelf, drawn by lot."""
        with self._reading() as session:
            standing = session.get(SettingTable, self._shelf)
            there = self._vector.id <= (standing.value if standing else 0)
            return list(
                session.scalars(select(self._vector.photo_id).where(there).order_by(func.random()).limit(limit))
            )

    def next_unseen(self) -> PhotoRef | None:
        """The main photo of the product whose turn it is, where it has no vector yet and can be read here."""
        found = super().next_unseen()
        return found if found is not None and found.path.exists() else None

    def stray_vectors(self, limit: int) -> list[int]:
        """None: the shelves are not told."""
        return []

    def taken_off(self, photo_ids: Collection[int]) -> None:
        """Nothing is to be taken off."""

    def shelved_count(self) -> int:
        """How many vectors are said to be on the shelf."""
        with self._reading() as session:
            standing = session.get(SettingTable, self._shelf)
            last = standing.value if standing else 0
            return session.scalar(select(func.count()).where(self._vector.id <= last)) or 0
