"""All photos of a catalogue on a plane, near to one another where they look alike.

The plane is that of the two directions in which the vectors of a sample differ most (principal components, by singular
value decomposition); the others are projected on it. Where a photo is it stays: what is new is put beside, and the
directions are taken anew only when there is twice as much to see.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.catalog.catalog import Catalog
from app.catalog.vectors import Owner
from app.pipeline.memory import Memory

_SAMPLE: Final = 1500
"""Vectors that the directions are taken from: more change nothing that is seen."""
_PART: Final = 128
"""Vectors read at once: whoever else asks the shelf waits for so many at most."""
_ROWS: Final = 2000
_FEWEST: Final = 3
"""Photos that make a plane."""


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """Photos, of each the same place in all of these, in the order of their numbers.

    Attributes:
        photos: ``(n,)`` int64, the photos' numbers.
        owners: Whose each is, and what that is.
        places: ``(n, 2)`` float32; the first direction is the one in which they differ most.
    """

    photos: NDArray[np.int64]
    owners: Sequence[Owner]
    places: NDArray[np.float32]

    def counted(self, of: Callable[[Owner], str]) -> list[tuple[str, int]]:
        """What the photos' products have of something, and how many photos, the most frequent first."""
        return sorted(Counter(map(of, self.owners)).items(), key=lambda pair: (-pair[1], pair[0]))


@dataclass(frozen=True, slots=True, eq=False)
class Directions:
    """Two directions of a space, from a middle.

    Attributes:
        middle: ``(d,)`` float32.
        axes: ``(d, 2)`` float32, orthogonal; along the first one the sample has a standard deviation of 1.
        of: Of how many vectors there were.
    """

    middle: NDArray[np.float32]
    axes: NDArray[np.float32]
    of: int

    @classmethod
    def taken(cls, sample: NDArray[np.float32], of: int) -> "Directions":
        """The two in which a sample differs most; the same sample always gives the same two.

        Args:
            sample: ``(n, d)`` float32, n and d at least 2.
            of: How many vectors it was drawn from.
        """
        middle = sample.mean(axis=0)
        _, lengths, rows = np.linalg.svd(sample - middle, full_matrices=False)
        strongest = np.abs(rows[:2]).argmax(axis=1)
        axes = rows[:2] * np.sign(rows[[0, 1], strongest])[:, None]  # which way round they point says nothing
        spread = max(float(lengths[0]) / len(sample) ** 0.5, 1e-3)
        return cls(middle, np.ascontiguousarray(axes.T / spread, np.float32), of)

    def project(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """``(n, d)`` float32 → ``(n, 2)`` float32."""
        return np.asarray((vectors - self.middle) @ self.axes, np.float32)


class Projection:
    """Brings the photos of a catalogue on a plane, and remembers where they are. One thread at a time."""

    def __init__(self, catalog: Catalog, memory: Memory) -> None:
        self.memory = memory
        self._catalog = catalog
        self._directions: Directions | None = None
        self._places: dict[tuple[int, str], NDArray[np.float32]] = {}

    def plane(self, stop: Callable[[], bool] = bool) -> Plane | None:
        """All photos that were looked at, as they stand now; some seconds the first time at 50,000, then less than one.

        Args:
            stop: Whether nobody wants it any more.

        Returns:
            ``None`` while there are too few of them, or when it was stopped.

        Raises:
            CatalogueError: The catalogue cannot be read.
        """
        owners = self._owners()
        if len(owners) < _FEWEST or not self._take_directions(owners):
            return None
        self._project(owners, stop)
        placed = [(photo, owner) for photo, owner in owners.items() if (photo, owner.tag) in self._places]
        if stop() or len(placed) < _FEWEST:
            return None
        places = np.stack([self._places[photo, owner.tag] for photo, owner in placed])
        return Plane(np.array([photo for photo, _ in placed], np.int64), [owner for _, owner in placed], places)

    def _owners(self) -> dict[int, Owner]:
        found: dict[int, Owner] = {}
        while part := self._catalog.placed(self.memory.space.name, max(found, default=0), _ROWS):
            found |= part
        return found

    def _take_directions(self, owners: Mapping[int, Owner]) -> bool:
        """Have directions that fit so many photos; whether there are any."""
        known = self._directions
        if known is not None and len(owners) < 2 * known.of:
            return True
        drawn = np.random.default_rng(0).permutation(np.fromiter(owners, np.int64))[:_SAMPLE].tolist()
        sample = [vector for part in self._read({photo: owners[photo] for photo in drawn}) for vector in part.values()]
        if len(sample) < _FEWEST:
            return False
        self._directions = Directions.taken(np.stack(sample), len(owners))
        self._places.clear()
        return True

    def _project(self, owners: Mapping[int, Owner], stop: Callable[[], bool]) -> None:
        """Find places for photos that have none."""
        directions = self._directions
        new = {photo: owner for photo, owner in owners.items() if (photo, owner.tag) not in self._places}
        for part in self._read(new):
            if stop() or directions is None:
                return
            if part:
                places = directions.project(np.stack(list(part.values())))
                tags = [(photo, owners[photo].tag) for photo in part]
                self._places.update(zip(tags, places, strict=True))

    def _read(self, owners: Mapping[int, Owner]) -> Iterator[dict[int, NDArray[np.float32]]]:
        """The vectors of photos, a few at a time."""
        rest = iter(owners.items())
        while part := dict(islice(rest, _PART)):
            shelved = self.memory.shelved(part)
            yield {item.id: item.vector for item in shelved if item.tag == owners[item.id].tag}
