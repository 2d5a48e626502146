"""Which of a key's photos are most alike: their vectors as one matrix, fetched once and held while it is searched."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.server.vectors import Vectors
from inference.embed import Vector

_HELD = 4
"""Matrices: each is 40 MB for ten thousand photos of 1,024 numbers."""


@dataclass(frozen=True, slots=True)
class Wall:
    """The photos of one key in one space, and their vectors.

    Attributes:
        photos: As many as there are rows.
        matrix: ``(photos, dimension)`` float32, rows of unit length.
    """

    photos: tuple[str, ...] = ()
    matrix: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 0), np.float32))


class Gallery:
    """The walls of the keys that searched last; any thread may use it."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors
        self._walls: OrderedDict[tuple[str, str], Wall] = OrderedDict()
        self._lock = threading.Lock()

    def nearest(self, owner: str, space: str, vector: Vector) -> tuple[tuple[str, ...], NDArray[np.float32]]:
        """All photos of a key that have a vector, the most alike first.

        Args:
            owner: The key.
            space: That of the vector.
            vector: ``(dimension,)`` float32 of unit length.

        Returns:
            The photos, and ``(photos,)`` float32 the cosines, falling.
        """
        wall = self._wall(owner, space)
        if not wall.photos:
            return (), np.empty(0, np.float32)
        cosines = np.clip(wall.matrix @ vector, -1.0, 1.0)
        order = np.argsort(-cosines, kind="stable")
        return tuple(wall.photos[place] for place in order), cosines[order]

    def _wall(self, owner: str, space: str) -> Wall:
        """The wall as it is now: only what is new is fetched."""
        photos = self._vectors.all(owner, space)
        with self._lock:
            held = self._walls.pop((owner, space), Wall())
        if set(held.photos) != set(photos):
            held = self._hung(held, owner, space, photos)
        with self._lock:
            self._walls[owner, space] = held
            while len(self._walls) > _HELD:
                self._walls.popitem(last=False)
        return held

    def _hung(self, held: Wall, owner: str, space: str, photos: list[str]) -> Wall:
        rows = dict(zip(held.photos, held.matrix, strict=True))
        rows |= self._vectors.find(owner, space, [photo for photo in photos if photo not in rows])
        there = tuple(photo for photo in photos if photo in rows)
        return Wall(there, np.stack([rows[photo] for photo in there])) if there else Wall()
