"""Which photos have vectors: what waits to be looked at, and what waits to be put on the shelf or taken off it.

Vectors are made elsewhere and kept elsewhere. Here is only what must be said in the same transaction as what happens to
photos: so the shelf, which learns of it later, can be behind, but is never believed against the catalogue.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from sqlalchemy import delete, exists, func, insert, or_, select, update

from app.catalog.photos import PhotoRef
from app.catalog.queueing import TURN
from app.catalog.store import SEEN, VISIBLE, Store, chunks
from app.catalog.tables import PhotoTable, ProductTable, SettingTable
from app.catalog.vector_tables import StrayVectorTable, StrayWordVectorTable, VectorTable, WordVectorTable
from app.domain.states import State

SHELF: Final = "vectors.shelf"
"""Setting: the identity of the shelf that the rows speak of."""
_PART: Final = 1000
"""Rows a transaction, so that a save from the window does not wait long."""
_TAG: Final = 16
_OWNERS: Final = (
    select(PhotoTable.id, PhotoTable.product_id, PhotoTable.sha256, ProductTable.state, ProductTable.category)
    .join(ProductTable, ProductTable.id == PhotoTable.product_id)
    .where(VISIBLE, PhotoTable.sha256.is_not(None))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A vector that is not on the shelf yet.

    Attributes:
        id: Of this very vector.
        photo_id: Whose it is.
        tag: Names the photo's contents.
        data: float32, little-endian.
    """

    id: int
    photo_id: int
    tag: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a photo is.

    Attributes:
        product_id: The product.
        tag: Names the photo's contents.
        state: Where the product stands.
        category: Of its card; empty without one.
    """

    product_id: int
    tag: str
    state: State
    category: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the photos of visible products have vectors.

    Attributes:
        photos: Photos that were read through.
        seen: Of those, photos with a vector.
    """

    photos: int
    seen: int


class Vectors(Store):
    """The part that keeps vectors in step with photos: those of the tower, or, by other tables, of another space."""

    _vector: ClassVar[type[VectorTable] | type[WordVectorTable]] = VectorTable
    _stray: ClassVar[type[StrayVectorTable] | type[StrayWordVectorTable]] = StrayVectorTable
    _shelf_key: ClassVar[str] = SHELF
    _besides: ClassVar[tuple[State, ...]] = (State.QUEUED, State.GENERATING)
    """Products in these states get vectors by their cards."""

    def adopt_shelf(self, identity: str, space: str) -> None:
        """Speak of this shelf from now on; what another had, or what is of another space, counts no more.

        Stopped half-way, it is done again the next time: who the rows speak of is said last.
        """
        with self._reading() as session:
            known = session.get(SettingTable, self._shelf_key)
            same = known is not None and known.value == identity
        foreign = self._vector.space != space
        lost = foreign if same else or_(foreign, self._vector.data.is_(None))
        rows = select(self._vector.id).where(lost).limit(_PART)
        gone = 1
        while gone:
            with self._writing() as session:
                found = delete(self._vector).where(self._vector.id.in_(rows))
                gone = session.connection().execute(found).rowcount
        if same:
            return
        with self._writing() as session:
            session.execute(delete(self._stray))
            session.merge(SettingTable(key=self._shelf_key, value=identity))

    def unseen_photos(self, after: int, limit: int) -> list[PhotoRef]:
        """Photos without a vector, by their numbers; where cards bring vectors, without those that wait for theirs."""
        shown = exists().where(
            ProductTable.id == PhotoTable.product_id, VISIBLE, ProductTable.state.not_in(self._besides)
        )
        seen = exists().where(self._vector.photo_id == PhotoTable.id)
        query = (
            select(PhotoTable)
            .where(PhotoTable.id > after, PhotoTable.width.is_not(None), ~seen, shown)
            .order_by(PhotoTable.id)
            .limit(limit)
        )
        with self._reading() as session:
            return [self._reference(photo) for photo in session.scalars(query)]

    def next_unseen(self) -> PhotoRef | None:
        """The main photo of the product whose turn it is, where it has no vector yet."""
        with self._reading() as session:
            product = session.scalar(TURN)
            if product is None:
                return None
            photo = self._photos(session, product.id)[0]
            seen = select(self._vector.id).where(self._vector.photo_id == photo.id)
            return photo if session.scalar(seen) is None else None

    def keep_vectors(self, space: str, vectors: Mapping[int, bytes]) -> None:
        """Have photos' vectors put on the shelf; photos that are gone, or were never read through, get none.

        Args:
            space: In which they are.
            vectors: Photo → float32, little-endian.
        """
        with self._writing() as session:
            there = select(PhotoTable.id).where(PhotoTable.id.in_(vectors), PhotoTable.sha256.is_not(None))
            ids = list(session.scalars(there))
            session.execute(delete(self._vector).where(self._vector.photo_id.in_(ids)))
            rows = [{"photo_id": id_, "space": space, "data": vectors[id_]} for id_ in ids]
            if rows:
                session.execute(insert(self._vector), rows)

    def waiting_vectors(self, space: str, limit: int) -> list[Waiting]:
        """Vectors of a space that are to be put on its shelf, in the order in which they came."""
        query = (
            select(self._vector.id, self._vector.photo_id, PhotoTable.sha256, self._vector.data)
            .join(PhotoTable, PhotoTable.id == self._vector.photo_id)
            .where(self._vector.data.is_not(None), self._vector.space == space)
            .order_by(self._vector.id)
            .limit(limit)
        )
        with self._reading() as session:
            return [
                Waiting(id_, photo_id, tag_of(digest), data or b"")
                for id_, photo_id, digest, data in session.execute(query)
            ]

    def vectors_on_the_way(self, space: str, photo_ids: Collection[int]) -> dict[int, bytes]:
        """Photo → float32, little-endian, of those of these photos whose vector is not on its space's shelf yet."""
        query = select(self._vector.photo_id, self._vector.data).where(
            self._vector.photo_id.in_(photo_ids),
            self._vector.space == space,
            self._vector.data.is_not(None),
        )
        with self._reading() as session:
            return {photo_id: data for photo_id, data in session.execute(query) if data is not None}

    def some_shelved(self, limit: int) -> list[int]:
        """Photos of which a vector is on the shelf, drawn by lot."""
        query = select(self._vector.photo_id).where(self._vector.data.is_(None)).order_by(func.random()).limit(limit)
        with self._reading() as session:
            return list(session.scalars(query))

    def shelved(self, ids: Iterable[int]) -> None:
        """These very vectors are on the shelf, and on its disk."""
        with self._writing() as session:
            for part in chunks(ids):
                session.execute(update(self._vector).where(self._vector.id.in_(part)).values(data=None))

    def stray_vectors(self, limit: int) -> list[int]:
        """Photos whose vectors are to be taken off the shelf."""
        with self._reading() as session:
            return list(session.scalars(select(self._stray.photo_id).limit(limit)))

    def taken_off(self, photo_ids: Collection[int]) -> None:
        """The vectors of these photos are off the shelf, and off its disk."""
        with self._writing() as session:
            session.execute(delete(self._stray).where(self._stray.photo_id.in_(photo_ids)))

    def owners(self, photo_ids: Collection[int]) -> dict[int, Owner]:
        """Photo → whose it is; only those of visible products."""
        with self._reading() as session:
            return _owners(session.execute(_OWNERS.where(PhotoTable.id.in_(photo_ids))))

    def placed(self, space: str, after: int, limit: int) -> dict[int, Owner]:
        """Photo → whose it is, of photos of visible products with a vector of a space, in the order of their numbers.

        Args:
            space: Which.
            after: Only photos of higher numbers.
            limit: How many at most; none are left where none are given.
        """
        query = _OWNERS.join(self._vector, self._vector.photo_id == PhotoTable.id).where(self._vector.space == space)
        with self._reading() as session:
            return _owners(session.execute(query.where(PhotoTable.id > after).order_by(PhotoTable.id).limit(limit)))

    def shelved_count(self) -> int:
        """How many vectors are said to be on the shelf."""
        with self._reading() as session:
            return session.scalar(select(func.count()).where(self._vector.data.is_(None))) or 0

    def coverage(self) -> Coverage:
        """How many photos have vectors."""
        photos = select(func.count()).select_from(PhotoTable).where(PhotoTable.width.is_not(None), SEEN)
        seen = exists().where(self._vector.photo_id == PhotoTable.id)
        with self._reading() as session:
            return Coverage(session.scalar(photos) or 0, session.scalar(photos.where(seen)) or 0)


def _owners(found: Iterable[Any]) -> dict[int, Owner]:
    """What :data:`_OWNERS` found."""
    return {
        id_: Owner(product_id, tag_of(digest), state, category or "")
        for id_, product_id, digest, state, category in found
    }


def tag_of(digest: str | None) -> str:
    """Names the contents of a photo, by the hash of its file."""
    return (digest or "")[:_TAG]
