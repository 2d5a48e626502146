"""The catalogue's memory of pictures: vectors go from the catalogue to a shelf, and what is alike is found there.

There are two, each with a shelf and rows of its own: in the space of the tower, and in one that has words.

The catalogue decides. What stands on the shelf counts only as long as its photo is there, shows what it showed when it
was looked at, and belongs to a product that is seen; so a shelf that is behind, by whatever ended the program, is only
behind. One that is lost or damaged is begun anew, and the photos are looked at again.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from app.catalog.catalog import Catalog
from app.catalog.vectors import Vectors, tag_of
from app.domain.states import State
from app.search.edge import EdgeShelf
from app.search.shelf import Near, Shelved, Shelves, VectorShelf
from inference.embed import Space, Vector

FOLDER: Final = "vectors"
"""Of the shelf, within the catalogue's."""
WORDS_FOLDER: Final = "word_vectors"
"""Of the shelf of the space that has words."""
_STEP: Final = 200
_ARRANGED_AFTER: Final = 5000
"""Vectors that may be put before the shelf is arranged again: below, every one of them is looked at in milliseconds."""
_MORE: Final = 3
"""How many photos are looked at for each product that is asked for: some are of the same product, or out of date."""
_MOST: Final = 4000
"""Photos that are looked at at most: behind so many nothing is like anything."""
_SAMPLE: Final = 256
_PRIOR, _WEIGHT = 0.5, 16
"""How alike any two photos are thought to be before any were seen, and how many seen ones that counts for."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A product that looks like what was asked for.

    Attributes:
        product_id: Which.
        photo_id: Its photo that is most alike.
        similarity: The cosine of the two photos' vectors, in [-1, 1].
        state: Where the product stands.
        likeness: How much more alike they are than any two photos of the catalogue, in [0, 1]: 1 for the same picture.
        category: Of the product's card; empty without one.
    """

    product_id: int
    photo_id: int
    similarity: float
    state: State
    likeness: float = 0.0
    category: str = ""


class Memory:
    """The shelf of a catalogue, open. Any thread may ask; one at a time brings it up to date.

    Attributes:
        space: In which vectors are compared.
    """

    def __init__(self, catalog: Catalog, shelf: VectorShelf, space: Space, outbox: Vectors | None = None) -> None:
        self.space = space
        self._catalog = catalog
        self._outbox = outbox or catalog
        self._shelf = shelf
        self._usual: float | None = None
        self._sampled: NDArray[np.float32] | None = None

    @classmethod
    def open(cls, catalog: Catalog, space: Space, shelves: Shelves = EdgeShelf, *, words: bool = False) -> Self:
        """Open a memory of a catalogue for one space; what it holds of another is forgotten.

        Args:
            catalog: Whose photos.
            space: In which vectors are compared.
            shelves: What keeps them.
            words: Whether it is the memory of the space that has words.

        Raises:
            CatalogueError: The catalogue cannot be written.
            OSError: The shelf's folder cannot be written.
        """
        outbox = catalog.word_vectors if words else catalog
        folder = catalog.folder / (WORDS_FOLDER if words else FOLDER)
        shelf = shelves.open(folder, space)
        outbox.adopt_shelf(shelf.identity, space.name)
        if shelf.count < outbox.shelved_count():  # what was put on it is not there, whatever became of it
            shelf.close()
            shelf = shelves.begin(folder, space)
            outbox.adopt_shelf(shelf.identity, space.name)
        return cls(catalog, shelf, space, outbox)

    @property
    def lost(self) -> bool:
        """Whether the shelf is not there any more: nothing is found until the memory is opened anew."""
        return self._shelf.lost

    def update(self) -> Iterator[int]:
        """Bring the shelf up to date, a bounded step at a time; stopped anywhere, it goes on the next time.

        Yields:
            How many vectors a step has put.

        Raises:
            CatalogueError: The catalogue cannot be read or written.
            OSError: The shelf cannot be.
        """
        while stray := self._outbox.stray_vectors(_STEP):
            self._shelf.take_out(stray)
            self._shelf.flush()
            self._outbox.taken_off(stray)
            yield 0
        while waiting := self._outbox.waiting_vectors(self.space.name, _STEP):
            items = [Shelved(each.photo_id, each.tag, np.frombuffer(each.data, "<f4")) for each in waiting]
            self._shelf.put(items)
            self._shelf.flush()
            self._outbox.shelved(each.id for each in waiting)
            self._usual = self._sampled = None
            yield len(waiting)
        self._shelf.arrange(_ARRANGED_AFTER)

    def nearest(
        self, vector: Vector, limit: int, besides: Collection[int] = (), *, states: Collection[State] | None = None
    ) -> list[Alike]:
        """The products with the photos that are nearest to a vector, nearest first.

        Args:
            vector: In this memory's space.
            limit: How many products at most.
            besides: Products that are not meant.
            states: Only products in one of these; ``None`` for all. Few of many are found where they are near.
        """
        wanted, seen = _MORE * (limit + len(besides)), -1
        while True:
            near = self._shelf.nearest(vector, wanted)
            found = self._products(near, besides, states)
            if len(found) >= limit or len(near) in {seen, 0} or len(near) < wanted or wanted >= _MOST:
                return found[:limit]
            wanted, seen = 4 * wanted, len(near)

    def like(self, product_id: int, limit: int, *, states: Collection[State] | None = None) -> list[Alike]:
        """The products that look most like one, by any of its photos; none while it has no vector.

        Args:
            product_id: Which.
            limit: How many at most.
            states: Only products in one of these; ``None`` for all.

        Raises:
            ProductGone: There is no such product.
        """
        best: dict[int, Alike] = {}
        for vector in self.vectors_of(product_id):
            for alike in self.nearest(vector, limit, besides=(product_id,), states=states):
                held = best.get(alike.product_id)
                if held is None or held.similarity < alike.similarity:
                    best[alike.product_id] = alike
        return sorted(best.values(), key=lambda alike: -alike.similarity)[:limit]

    def vectors_of(self, product_id: int) -> list[Vector]:
        """The vectors of a product's photos, of those that have one, on the shelf or on their way to it.

        Raises:
            ProductGone: There is no such product.
        """
        photos = {photo.id: tag_of(photo.sha256) for photo in self._catalog.product(product_id).photos}
        shelved = {item.id: item.vector for item in self._shelf.get(photos) if item.tag == photos[item.id]}
        waiting = self._outbox.vectors_on_the_way(self.space.name, photos)
        found = {**shelved, **{id_: np.frombuffer(data, "<f4") for id_, data in waiting.items()}}
        return [found[id_] for id_ in photos if id_ in found]

    def shelved(self, photo_ids: Collection[int]) -> list[Shelved]:
        """What stands on the shelf of these photos, whatever they show by now."""
        return self._shelf.get(photo_ids)

    def sample(self) -> NDArray[np.float32]:
        """``(count, dimension)``: vectors of photos that were drawn by lot, the same until there are more."""
        sampled = self._sampled
        if sampled is None:
            found = [item.vector for item in self._shelf.get(self._outbox.some_shelved(_SAMPLE))]
            sampled = self._sampled = np.array(found, np.float32).reshape(len(found), self.space.dimension)
        return sampled

    def likeness(self, similarity: float) -> float:
        """How much more alike two photos are than any two of the catalogue, in [0, 1]; 1 for the same picture.

        Towers put all photos close together, each in its own measure, so that the cosine itself says little: what two
        photos that were drawn by lot have of it counts as nothing. Of few photos little is known, so a guess is mixed
        in, as if some had been seen before.
        """
        usual = self._usual
        if usual is None:
            usual = self._usual = self._reckon_usual()
        return float(np.clip((similarity - usual) / max(1.0 - usual, 1e-6), 0.0, 1.0))

    def around(self, photo_id: int, limit: int) -> list[Alike] | None:
        """The products with the photos that are nearest to one photo, its own product left out.

        Returns:
            The nearest first; ``None`` where the photo has no vector, or is of no product that is seen.
        """
        owner = self._catalog.owners([photo_id]).get(photo_id)
        item = next((item for item in self._shelf.get([photo_id]) if owner and item.tag == owner.tag), None)
        if owner is None or item is None:
            return None
        return self.nearest(item.vector, limit, besides=(owner.product_id,))

    def close(self) -> None:
        """Let go of the shelf; calling again is harmless."""
        self._shelf.close()

    def _reckon_usual(self) -> float:
        """The mean cosine of two photos of the catalogue."""
        sample = self.sample()
        count = len(sample)
        mean = _PRIOR
        if count > 1:
            # The length of their sum: n of its n² products are of each with itself, and 1.
            mean = (float(np.square(np.sum(sample, axis=0, dtype=np.float64)).sum()) - count) / (count * (count - 1))
        return (count * mean + _WEIGHT * _PRIOR) / (count + _WEIGHT)

    def _products(
        self, near: list[Near], besides: Collection[int], states: Collection[State] | None = None
    ) -> list[Alike]:
        """Whose these photos are; of each product the most alike."""
        owners = self._catalog.owners([each.id for each in near])
        found: dict[int, Alike] = {}
        for each in near:
            owner = owners.get(each.id)
            if owner is None or owner.tag != each.tag or owner.product_id in besides:
                continue
            if states is None or owner.state in states:
                likeness = self.likeness(each.similarity)
                alike = Alike(owner.product_id, each.id, each.similarity, owner.state, likeness, owner.category)
                found.setdefault(owner.product_id, alike)
        return list(found.values())
