"""What a photo is to the text model, rows of embeddings, and an album of those that were asked about.

Rows are found by what they were made from: every pixel that was encoded, and whatever encodes it (the projector's
file, its mending, the runtime). The last ones asked about are in memory, more of them on disk where there is a place
for them, in float32: rounded to half of that, they changed five of 24 cards, and the confidence of every field.
"""

import hashlib
import struct
import weakref
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from llama_cpp import mtmd_cpp
from numpy.typing import NDArray

from inference.cache import DiskCache, Place

MEMORY = 128 << 20  # bytes: some ten photos of a large model, hundreds of a small one
_SHAPE = struct.Struct("<QQ")

Matrix: TypeAlias = NDArray[np.float32]


class Rows:
    """One image's rows, as the text model takes them.

    Attributes:
        chunk: The runtime's own description of them (grid, positions), which holds the photo's pixels too, often more
            than the rows themselves; ``None`` where it is not needed.
        embeddings: ``(rows, width)`` float32.
        cells: KV cells that they take.
        positions: Positions that they take, of which what follows is counted.
    """

    def __init__(self, chunk: Any, embeddings: Matrix, *, plain: bool) -> None:
        self.embeddings = embeddings
        self.cells = len(embeddings)
        self.positions: int = mtmd_cpp.mtmd_input_chunk_get_n_pos(chunk)
        self.chunk = None if plain else mtmd_cpp.mtmd_input_chunk_copy(chunk)
        if self.chunk is not None:
            weakref.finalize(self, mtmd_cpp.mtmd_input_chunk_free, self.chunk)

    @property
    def plain(self) -> bool:
        """Whether each row is to the text model what a token is: one position, no sight of those behind it."""
        return self.chunk is None


@dataclass(frozen=True, slots=True)
class Encoded:
    """A photo as the text model takes it: rows, between whatever tokens this kind of model wants around them."""

    parts: tuple[Rows | tuple[int, ...], ...]

    @property
    def cells(self) -> int:
        """KV cells that it takes."""
        return sum(part.cells if isinstance(part, Rows) else len(part) for part in self.parts)

    @property
    def matrices(self) -> list[Matrix]:
        """Its rows, image by image."""
        return [part.embeddings for part in self.parts if isinstance(part, Rows)]


class Album:
    """Photos that were encoded.

    The engine's thread looks into the memory, the tower's thread at the disk: neither waits for the other.

    Args:
        encoder: Names whatever encodes.
        place: Where more of them are kept; ``None`` for nowhere.
        memory: Bytes of the rows in memory.
    """

    def __init__(self, encoder: bytes = b"", place: Place | None = None, memory: int = MEMORY) -> None:
        self._encoder = encoder
        self._disk = DiskCache(place) if place is not None and place.limit > 0 else None
        self._memory = memory
        self._held = 0
        self._recent: OrderedDict[bytes, Encoded] = OrderedDict()

    def key(self, photo: NDArray[np.uint8]) -> bytes:
        """Names a photo by its pixels, and by who encodes them.

        Args:
            photo: ``(height, width, 3)`` uint8, C-contiguous.
        """
        digest = hashlib.blake2b(self._encoder + repr(photo.shape).encode(), digest_size=32)
        digest.update(photo.data)
        return digest.digest()

    def recall(self, key: bytes) -> Encoded | None:
        """A photo that is in memory."""
        if key in self._recent:
            self._recent.move_to_end(key)
        return self._recent.get(key)

    def remember(self, key: bytes, encoded: Encoded) -> None:
        """Keep a photo in memory, as long as there is no newer one in its place."""
        self._held += _size(encoded) - _size(self._recent.pop(key, None))
        self._recent[key] = encoded
        while self._held > self._memory:
            self._held -= _size(self._recent.popitem(last=False)[1])

    def read(self, key: bytes, shapes: Sequence[tuple[int, int]]) -> list[Matrix] | None:
        """A photo's rows on disk.

        Args:
            key: Which photo.
            shapes: ``(rows, width)`` of each image; anything else that is there is not what is meant.

        Returns:
            A float32 matrix for each image, not to be written to; ``None`` where they are not there.
        """
        kept = self._disk.get(key) if self._disk is not None else None
        head = b"".join(_SHAPE.pack(*shape) for shape in shapes)
        sizes = [rows * width for rows, width in shapes]
        if kept is None or kept[: len(head)] != head or len(kept) != len(head) + 4 * sum(sizes):
            return None
        parts = np.split(np.frombuffer(kept, np.float32, offset=len(head)), np.cumsum(sizes[:-1], dtype=int))
        return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]

    def write(self, key: bytes, matrices: Sequence[Matrix]) -> None:
        """Keep a photo's rows on disk."""
        if self._disk is not None:
            head = b"".join(_SHAPE.pack(*matrix.shape) for matrix in matrices)
            self._disk.put(key, head, *(matrix.tobytes() for matrix in matrices))

    def close(self) -> None:
        """Let go of what is in memory."""
        self._recent.clear()
        self._held = 0


def _size(encoded: Encoded | None) -> int:
    return sum(matrix.nbytes for matrix in encoded.matrices) if encoded is not None else 0
