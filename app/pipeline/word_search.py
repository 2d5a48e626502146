"""Photos in a space that has words: they get vectors there while nothing else is to do, and words find them.

It stands beside the engine that writes the cards and knows nothing of it; whoever calls says when there is time.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, Self

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError
from app.catalog.photos import PhotoRef
from app.catalog.rows import ProductFilter
from app.catalog.vectors import Coverage
from app.models.store import InstalledModel
from app.pipeline.memory import Alike, Memory
from app.pipeline.pairs import load_pair
from app.pipeline.zero_shot import ZeroShot
from app.search.edge import EdgeShelf
from app.search.fusion import fused
from app.search.shelf import Shelves
from app.wording import Language
from inference.embed import Vector
from inference.engine import PhotoFile
from inference.errors import InferenceError
from inference.words.pair import WordPair

LIMIT: Final = 200
"""Products that words find by their photos at most, and as many are ranked by their texts; nobody looks further."""
_AT_ONCE: Final = 4
"""Photos that are looked at before somebody else may have the processor: half a second."""
_AHEAD: Final = 50
_SOON: Final = 8
"""Products that are looked at before their cards are written: as many as an engine may claim at once."""
_FEW: Final = 2
"""Of so few photos nothing is usual."""
_NOTHING: Final = 1e-4
"""Below this spread words say nothing of these photos, and what is nearer by it is so by rounding."""
_OUT: Final = 0.5
"""Standard deviations above the mean from which a photo stands out: more would leave out what most photos show."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Words, and what they found.

    Attributes:
        words: As they were typed.
        photos: The products whose photos look like them, the most like first.
    """

    words: str
    photos: tuple[int, ...]


class WordSearch:
    """A pair of towers over a catalogue. One thread looks and updates, any thread asks.

    Attributes:
        zero_shot: What it says of categories.
    """

    def __init__(self, catalog: Catalog, pair: WordPair, memory: Memory, languages: Collection[Language] = ()) -> None:
        self._catalog = catalog
        self._pair = pair
        self._memory = memory
        self._asked: _Asked | None = None
        self._last = 0
        self._refused: set[int] = set()
        self.zero_shot = ZeroShot(catalog, pair, memory, languages)

    @classmethod
    def open(cls, catalog: Catalog, model: InstalledModel, shelves: Shelves = EdgeShelf) -> Self:
        """Load the tower of words, and open the shelf.

        Args:
            catalog: Whose photos.
            model: For searching.
            shelves: What keeps vectors.

        Raises:
            InferenceError: The model cannot be loaded.
            ImportError: The libraries are not installed.
            CatalogueError: The catalogue cannot be written.
            OSError: The shelf's folder cannot be written.
        """
        pair = load_pair(model)
        memory = Memory.open(catalog, pair.space, shelves, words=True)
        return cls(catalog, pair, memory, model.manifest.languages)

    @property
    def lost(self) -> bool:
        """Whether the shelf is not there any more: no photo is found until this is opened anew."""
        return self._memory.lost

    def look(self) -> bool:
        """Look at the next few photos that have no vector; on a thread that gives way.

        Returns:
            Whether there may be more. After the last one the tower of photos is let go of.

        Raises:
            InferenceError: The model cannot be loaded, or fails.
            CatalogueError: The catalogue cannot be read or written.
        """
        photos = self._next()
        if not photos:
            self._pair.rest()
            return False
        self._look_at(photos)
        return True

    def look_ahead(self) -> bool:
        """Look at the next few photos whose cards are written soon, so that what words see in them is known by then.

        Returns:
            Whether there were any.

        Raises:
            InferenceError: The model cannot be loaded, or fails.
            CatalogueError: The catalogue cannot be read or written.
        """
        soon = self._catalog.word_vectors.soon_photos(_SOON, _SOON)
        photos = [photo for photo in soon if photo.id not in self._refused][:_AT_ONCE]
        if photos:
            self._look_at(photos)
        return bool(photos)

    def _look_at(self, photos: Sequence[PhotoRef]) -> None:
        for photo in photos:
            with suppress(CatalogueError):  # of one that cannot be had, the pair says that it is gone
                self._catalog.fetch(photo.path)
        found = self._pair.embed_image([PhotoFile(photo.path) for photo in photos])
        kept = {}
        for photo, one in zip(photos, found, strict=True):
            if isinstance(one, InferenceError):
                self._refused.add(photo.id)
            else:
                kept[photo.id] = one.astype("<f4").tobytes()
        self._catalog.word_vectors.keep_vectors(self._pair.space.name, kept)

    def update(self) -> Coverage:
        """Put on the shelf what was looked at; says how far that is.

        Raises:
            CatalogueError: The catalogue cannot be read or written.
            OSError: The shelf cannot be.
        """
        if sum(self._memory.update()):
            self._asked = None
        return self._catalog.word_vectors.coverage()

    def sought(self, shown: ProductFilter) -> ProductFilter:
        """A filter that lets through what its words find in texts and in photos, the best first."""
        if not shown.text.strip() or shown.only is not None:
            return shown
        photos = self._photos(shown.text)
        texts, held = self._catalog.ranked_by_text(shown.text, LIMIT, among=photos)
        seen = {product: product in held for product in photos}
        return replace(shown, ranked=tuple(fused([texts, photos])), seen=seen)

    def close(self) -> None:
        """Let go of the shelf."""
        self._memory.close()

    def _photos(self, words: str) -> tuple[int, ...]:
        asked = self._asked
        if asked is None or asked.words != words:
            (vector,) = self._pair.embed_text([words])
            found = described(self._memory, vector, LIMIT)
            asked = self._asked = _Asked(words, tuple(alike.product_id for alike in found))
        return asked.photos

    def _next(self) -> Sequence[PhotoRef]:
        """The next photos without a vector; after the last one it begins with the first again."""
        while photos := self._catalog.word_vectors.unseen_photos(self._last, _AHEAD):
            fresh = [photo for photo in photos if photo.id not in self._refused][:_AT_ONCE]
            self._last = (fresh or photos)[-1].id
            if fresh:
                return fresh
        self._last = 0
        return ()


def described(memory: Memory, vector: Vector, limit: int) -> list[Alike]:
    """The products with photos that words describe, the nearest first: those that stand out from what is usual.

    How near photos and words are differs from pair to pair of towers, and from word to word. So what a sample of the
    catalogue's photos has of it is taken for what any photo has, and only what is nearer than that by part of its
    spread counts.

    Args:
        memory: Of a space that has words.
        vector: Of the words.
        limit: How many products at most.
    """
    sample = memory.sample()
    usual = sample @ vector if len(sample) > _FEW else None
    if usual is not None and usual.std() < _NOTHING:
        return []
    floor = -1.0 if usual is None else float(usual.mean() + _OUT * usual.std())
    return [alike for alike in memory.nearest(vector, limit) if alike.similarity > floor]
