"""The shelf on this machine: an embedded Qdrant in a folder.

The folder is the shelf's own::

    <folder>/shelf.json     which space, which shelf, and how large its files were when it was last let go of
    <folder>/shard/         the engine's files

What cannot be opened, or is not what the catalogue speaks of, is cleared away and begun anew.
"""

import logging
import shutil
import threading
import uuid
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from qdrant_edge import (
    CountRequest,
    Distance,
    EdgeConfig,
    EdgeShard,
    EdgeVectorParams,
    Point,
    Query,
    QueryRequest,
    UpdateOperation,
)

from app.search.passport import read_passport, write_passport
from app.search.shelf import Near, Shelved
from inference.embed import Space, Vector

_log = logging.getLogger(__name__)

_FORM = 1
_SHARD = "shard"
_ARRANGED = "arranged"
_TAG = "tag"
_HELD = "WouldBlock"
"""In what the engine says of files that another program has locked."""


class EdgeShelf:
    """Implements :class:`~app.search.shelf.VectorShelf`. Made by :meth:`open`.

    Attributes:
        identity: Names this very shelf.
        lost: Never.
    """

    lost = False

    def __init__(self, folder: Path, shard: Any, passport: dict[str, Any]) -> None:
        self.identity: str = passport["identity"]
        self._folder = folder
        self._shard = shard
        self._passport = passport
        self._lock = threading.Lock()
        self._closed = False

    @classmethod
    def open(cls, folder: Path, space: Space) -> Self:
        """Open the shelf of a folder, or begin one where there is none for this space that can be opened.

        Raises:
            OSError: The folder cannot be written, or another program has the shelf open.
        """
        passport = read_passport(folder)
        wanted = _wanted(space)
        if passport is not None and {key: passport.get(key) for key in wanted} == wanted:
            try:
                _check_sizes(folder / _SHARD, passport.get("sizes", {}))
                shard = EdgeShard.load(str(folder / _SHARD))
                passport.pop("sizes", None)  # they change from now on, until it is let go of
                write_passport(folder, passport)
                return cls(folder, shard, passport)
            except Exception as error:  # the engine has no other kind
                if _HELD in str(error):
                    raise BlockingIOError(f"another program has the shelf open: {folder}") from error
                _log.warning("the vectors are made anew: %s", error)
        return cls.begin(folder, space)

    @classmethod
    def begin(cls, folder: Path, space: Space) -> Self:
        """Begin a shelf in a folder, in place of whatever is there.

        Raises:
            OSError: The folder cannot be written.
        """
        shutil.rmtree(folder, ignore_errors=True)
        (folder / _SHARD).mkdir(parents=True)
        parameters = EdgeVectorParams(size=space.dimension, distance=Distance.Cosine)
        shard = EdgeShard.create(str(folder / _SHARD), EdgeConfig(vectors=parameters))
        passport = {**_wanted(space), "identity": uuid.uuid4().hex}
        write_passport(folder, passport)
        return cls(folder, shard, passport)

    @property
    def count(self) -> int:
        """How many vectors there are."""
        return int(self._shard.count(CountRequest()))

    def put(self, items: Sequence[Shelved]) -> None:
        """Put vectors, each in the place of what had its number."""
        points = [Point(item.id, item.vector.tolist(), {_TAG: item.tag}) for item in items]
        self._update(UpdateOperation.upsert_points(points))

    def take_out(self, ids: Collection[int]) -> None:
        """Take vectors out; numbers that are not there do not matter."""
        self._update(UpdateOperation.delete_points(list(ids)))

    def _update(self, operation: UpdateOperation) -> None:
        with self._lock:
            self._shard.update(operation)

    def flush(self) -> None:
        """Have on disk what was put and taken out."""
        with self._lock:
            self._shard.flush()

    def arrange(self, after: int = 1) -> None:
        """Build what makes finding quick, where there are so many more vectors than when that was done last."""
        count = self.count
        if count - int(self._passport.get(_ARRANGED, 0)) < after:
            return
        self._shard.optimize()
        self._passport[_ARRANGED] = count
        write_passport(self._folder, self._passport)

    def nearest(self, vector: Vector, limit: int) -> list[Near]:
        """The vectors that are nearest to one, nearest first."""
        query = QueryRequest(limit=limit, query=Query.Nearest(vector.tolist()), with_payload=True)
        with self._lock:
            found = [] if self._closed else self._shard.query(query)
        return [Near(int(point.id), str((point.payload or {}).get(_TAG)), float(point.score)) for point in found]

    def get(self, ids: Collection[int]) -> list[Shelved]:
        """The vectors under some numbers, those that are there."""
        with self._lock:
            found = [] if self._closed else self._shard.retrieve(list(ids), with_payload=True, with_vector=True)
        return [
            Shelved(int(record.id), str((record.payload or {}).get(_TAG)), np.asarray(record.vector, np.float32))
            for record in found
        ]

    def close(self) -> None:
        """Let go of the files; calling again is harmless."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._shard.flush()
            self._shard.close()
            write_passport(self._folder, {**self._passport, "sizes": dict(_sizes(self._folder / _SHARD))})


def _wanted(space: Space) -> dict[str, Any]:
    return {"form": _FORM, "space": space.name, "dimension": space.dimension}


def _sizes(shard: Path) -> Iterator[tuple[str, int]]:
    for path in shard.rglob("*"):
        if path.is_file():
            yield path.relative_to(shard).as_posix(), path.stat().st_size


def _check_sizes(shard: Path, expected: dict[str, int]) -> None:
    """See that no file is shorter than it was: the engine maps files into memory, and one cut off ends the program.

    Raises:
        OSError: One is gone or cut off.
    """
    for name, size in expected.items():
        path = shard / name
        if path.stat().st_size < size:
            raise OSError(f"cut off: {name}")
