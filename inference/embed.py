"""Photo → unit vector: where photos stand to one another, and, where a space has words, to those.

One space is made by the vision tower that reads photos anyway: a vector is the mean of the rows that the projector
gives the text model for a photo, brought to unit length. It costs nothing where a card is written, since the rows are
there, and no download; it is one of pictures, and has no words. A space with words is made by :mod:`inference.words`.
Two vectors compare only within one space, which weights make; its name says which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from inference.engine import Engine, Photo, Prompt, Request
from inference.errors import EngineCrashed, InferenceError
from inference.events import Cancelled, Failed, Finished, JobId
from inference.run import run

Vector: TypeAlias = NDArray[np.float32]
"""``(dimension,)`` float32 of unit length."""


@dataclass(frozen=True, slots=True)
class Space:
    """What vectors can be compared in.

    Attributes:
        name: Tells it from every other: vectors of two names have nothing to say to each other.
        dimension: Numbers in a vector.
        model: Name of the file whose weights make it.
    """

    name: str
    dimension: int
    model: str


class Embedder(Protocol):
    """Something that places photos in a space."""

    @property
    def space(self) -> Space:
        """Where it places them."""
        ...

    def embed_image(self, photos: Sequence[Photo]) -> list[Vector | InferenceError]:
        """Place photos, in their order; in the stead of one that cannot be read stands why."""
        ...


class WordEmbedder(Embedder, Protocol):
    """Something that places photos and words in one space."""

    def embed_text(self, texts: Sequence[str]) -> list[Vector]:
        """Place texts, in their order: each near the photos that it describes."""
        ...


class TowerEmbedder:
    """Implements :class:`Embedder` by an engine that has a vision tower and nothing in flight.

    Args:
        engine: A loaded engine on this machine; its owner's thread calls the methods.
        space: The space of its tower.
    """

    def __init__(self, engine: Engine, space: Space) -> None:
        self._engine = engine
        self.space = space

    def embed_image(self, photos: Sequence[Photo]) -> list[Vector | InferenceError]:
        """Place photos, in their order."""
        placed: dict[JobId, Vector | InferenceError] = {}
        for event in run(self._engine, (glance(str(place), photo) for place, photo in enumerate(photos))):
            match event:
                case Finished(job=job, vectors=(vector, *_)):
                    placed[job] = vector
                case Failed(job=job, error=error):
                    placed[job] = error
                case Finished(job=job) | Cancelled(job=job):
                    placed[job] = EngineCrashed("no vector", reason="no vector")
        return [placed[str(place)] for place in range(len(photos))]


def glance(job: JobId, photo: Photo, *, awaited: bool = False) -> Request:
    """A request that looks at a photo and writes nothing; its :class:`Finished` brings the photo's vector.

    ``awaited`` says that somebody waits for it: it then gives way to nothing.
    """
    return Request(job, (photo,), {}, Prompt("", "", ""), answered=False, awaited=awaited)


def pooled(matrices: Sequence[NDArray[np.float32]]) -> Vector:
    """The vector of a photo.

    Args:
        matrices: ``(rows, dimension)`` float32 of each image that the photo was cut into; one row at least.

    Returns:
        ``(dimension,)`` float32 of unit length: the mean of all rows, over its length. Zeros where the mean is zero.
    """
    count = sum(len(matrix) for matrix in matrices)
    mean = sum((matrix.sum(axis=0, dtype=np.float64) for matrix in matrices), np.float64(0)) / count
    return np.asarray(mean / max(float(np.linalg.norm(mean)), np.finfo(np.float64).tiny), np.float32)


def similarity(one: Vector, other: Vector) -> float:
    """How alike two photos, or a photo and words, are by their vectors in one space: their cosine, in [-1, 1]."""
    return float(np.clip(np.dot(one, other), -1.0, 1.0))
