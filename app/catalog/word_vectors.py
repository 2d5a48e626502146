"""Vectors of photos in a space that has words: kept in step with photos as those of the tower are, for a second shelf.

No card brings them, so every photo that was read through waits for one, wherever its product stands.
"""

from sqlalchemy import exists, or_, select

from app.catalog.photos import PhotoRef
from app.catalog.queueing import FIRST, WAITING
from app.catalog.shared_vectors import SharedVectors
from app.catalog.store import VISIBLE, Store
from app.catalog.tables import PhotoTable, ProductTable
from app.catalog.vector_tables import StrayWordVectorTable, WordVectorTable
from app.catalog.vectors import Vectors
from app.domain.states import State

SHELF = "vectors.words"
"""Setting: the identity of the shelf of words that the rows speak of."""


class WordVectors(Vectors):
    """As :class:`~app.catalog.vectors.Vectors`, of the other tables of a catalogue, which has one.

    Args:
        catalog: Whose database and photos.
    """

    _vector = WordVectorTable
    _stray = StrayWordVectorTable
    _shelf_key = SHELF
    _besides = ()

    def __init__(self, catalog: Store) -> None:
        super().__init__(catalog._database, catalog._folder, catalog._clock, catalog._headline, catalog._who)
        self._catalog = catalog

    def soon_photos(self, products: int, limit: int) -> list[PhotoRef]:
        """Main photos without a vector, of products whose cards are being written, and of those whose turns come next.

        Args:
            products: Of how many of the latter.
            limit: How many photos at most.
        """
        turns = select(ProductTable.id).where(*WAITING).order_by(*FIRST).limit(products).subquery()
        writes = (ProductTable.state == State.GENERATING) & VISIBLE
        seen = exists().where(self._vector.photo_id == PhotoTable.id)
        query = (
            select(PhotoTable)
            .join(ProductTable, ProductTable.id == PhotoTable.product_id)
            .where(or_(writes, ProductTable.id.in_(select(turns.c.id))))
            .where(PhotoTable.position == 0, PhotoTable.width.is_not(None), ~seen)
            .order_by(writes.desc(), *FIRST)
            .limit(limit)
        )
        with self._reading() as session:
            return [self._reference(photo) for photo in session.scalars(query)]

    def _reference(self, photo: PhotoTable) -> PhotoRef:
        return self._catalog._reference(photo)


class SharedWordVectors(WordVectors, SharedVectors):
    """Those of a catalogue that several desks share, each with a shelf of its own."""
