"""Vectors of photos in a space that has words: kept in step with photos as those of the tower are, for a second shelf.

No card brings them, so every photo that was read through waits for one, wherever its product stands.
"""

from app.catalog.photos import PhotoRef
from app.catalog.shared_vectors import SharedVectors
from app.catalog.store import Store
from app.catalog.tables import PhotoTable
from app.catalog.vector_tables import StrayWordVectorTable, WordVectorTable
from app.catalog.vectors import Vectors

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

    def _reference(self, photo: PhotoTable) -> PhotoRef:
        return self._catalog._reference(photo)


class SharedWordVectors(WordVectors, SharedVectors):
    """Those of a catalogue that several desks share, each with a shelf of its own."""
