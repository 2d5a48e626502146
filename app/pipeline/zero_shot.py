"""The category that words see in a photo, without having been taught any: zero-shot, after Radford et al. (2021).

In a space that has words, the names of the categories have places, too, and a photo's category is the one whose name is
nearest to it. How far that counts beside what the model writes is said by the catalogue's own approved cards
(:mod:`app.pipeline.standing`); until they say enough it counts nothing.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.catalog.catalog import Catalog
from app.domain.card import CATEGORY_FIELD
from app.pipeline.belief import LATEST
from app.pipeline.memory import Memory
from app.pipeline.naming import nameable, sentences
from app.pipeline.standing import Opinion, Standing, Trial, standing
from app.wording import Language
from inference.embed import Vector, WordEmbedder

_log = logging.getLogger(__name__)

_AT_ONCE: Final = 4
"""Names in a step: whoever types words meanwhile waits for one at most."""
_PART: Final = 500


class Placed:
    """Names that have places.

    Attributes:
        names: The labels.
    """

    def __init__(self, names: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Take ``(names, dimension)`` float32 of unit length, in the names' order."""
        self.names = tuple(names)
        self._vectors = vectors

    def opinion(self, photo: Vector) -> Opinion | None:
        """The name that a photo is nearest to, and by how much more of a cosine; ``None`` where there is no choice."""
        if len(self.names) < 2:  # a name has to stand before another
            return None
        near = self._vectors @ photo
        second, first = np.argsort(near)[-2:]
        return Opinion(self.names[first], float(near[first] - near[second]))


class ZeroShot:
    """The opinion of a pair of towers on the categories of a catalogue's products.

    One thread places names and learns, any thread asks.

    Args:
        catalog: Whose products.
        pair: Places names among photos.
        memory: Of that space.
        languages: That the tower of words knows; empty where that is not known.
    """

    def __init__(
        self, catalog: Catalog, pair: WordEmbedder, memory: Memory, languages: Collection[Language] = ()
    ) -> None:
        self._catalog = catalog
        self._pair = pair
        self._memory = memory
        self._languages = frozenset(languages)
        self._wanted: tuple[str, ...] = ()
        self._steps: Iterator[Vector] = iter(())
        self._rows: list[Vector] = []
        self._placed = Placed((), np.empty((0, memory.space.dimension), np.float32))
        self.standing = Standing()

    def place(self, categories: Sequence[str]) -> bool:
        """Find places for the next few names of a list; another list than before is begun with its first.

        Args:
            categories: The labels from which cards choose.

        Returns:
            Whether there are more. After the last one the approved cards are asked how far the opinion counts.

        Raises:
            ModelBroken: The tower fails.
            CatalogueError: The catalogue cannot be read.
        """
        names = nameable(categories)
        if names != self._wanted:
            self._wanted, self._rows, self.standing = names, [], Standing()
            self._steps = map(self._place, names)
        self._rows += islice(self._steps, _AT_ONCE)
        if len(self._rows) < len(names):
            return True
        if self._placed.names != names:
            self._placed = Placed(names, np.array(self._rows, np.float32).reshape(len(names), -1))
        self.standing = standing(list(self._trials()))
        return False

    def opinion(self, product_id: int, categories: Sequence[str]) -> Opinion | None:
        """What the main photo of a product looks like among the names of a list.

        Returns:
            ``None`` where this counts nothing, where the list is another one, or where the photo was not looked at yet.
        """
        placed = self._placed
        if not self.standing.counts or placed.names != nameable(categories):
            return None
        try:
            vectors = self._memory.vectors_of(product_id)
            return placed.opinion(vectors[0]) if vectors else None
        except Exception as error:  # of the catalogue or the shelf: a card is written without, and the queue goes on
            _log.info("no name for product %s: %s", product_id, error)
            return None

    def _place(self, category: str) -> Vector:
        """The mean of the places of the sentences with a name, at unit length (Radford et al. 2021, 3.1.4)."""
        mean = np.mean(self._pair.embed_text(sentences(category, self._languages)), axis=0, dtype=np.float64)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), np.finfo(np.float64).tiny), np.float32)

    def _trials(self) -> Iterator[Trial]:
        """The approved cards whose photos have places, and whose categories are among the names."""
        placed, names = self._placed, set(self._placed.names)
        choices = iter(self._catalog.choices(CATEGORY_FIELD, LATEST))
        while part := {choice.photo_id: choice for choice in islice(choices, _PART)}:
            for item in self._memory.shelved(part):
                choice = part[item.id]
                opinion = placed.opinion(item.vector) if item.tag == choice.tag else None
                if opinion is not None and choice.approved in names:
                    yield Trial(choice.written, choice.approved, opinion)
