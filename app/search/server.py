"""Shelves on a Qdrant server: each is a collection of its own, and the folder only says which.

The folder holds ``shelf.json``: the server's address, the collection, and where the folder is, so that a copy of it,
here or on another computer, begins a collection of its own and leaves this one alone. What the server has confirmed, it
has in its log; one that was set back to a former state has fewer vectors than the catalogue says, and is begun anew.
"""

import contextlib
import platform
import shutil
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
from qdrant_client import QdrantClient
from qdrant_client.common.client_exceptions import QdrantException
from qdrant_client.http.exceptions import ApiException, UnexpectedResponse
from qdrant_client.models import Distance, PointStruct, VectorParams

from app.search.passport import read_passport, write_passport
from app.search.shelf import AWAY, REFUSED, Near, ShelfAway, ShelfLost, Shelved
from inference.embed import Space, Vector

_Item = TypeVar("_Item")

_FORM: Final = "server 1"
_TAG: Final = "tag"
_COLLECTION: Final = "fichario-{identity}"
_SECONDS: Final = 10
"""Until a server that does not answer counts as away."""
_PART: Final = 100
"""Vectors a request: some hundred kilobytes, which the window's thread does not notice being put into words."""
_UNAUTHORISED: Final = frozenset({401, 403})


class ServerShelf:
    """Implements :class:`~app.search.shelf.VectorShelf`. Made by :class:`ServerShelves`.

    Once the server could not be used it is lost: nothing is found on it, and what is to be kept is refused. Open it
    anew then; what stood there is found again.

    Attributes:
        identity: Names this very shelf.
        lost: Whether the server could not be used.
    """

    def __init__(self, client: QdrantClient, host: str, identity: str) -> None:
        self.identity = identity
        self.lost = False
        self._client = client
        self._host = host
        self._collection = _COLLECTION.format(identity=identity)
        self._closed = False

    @property
    def count(self) -> int:
        """How many vectors there are.

        Raises:
            ShelfLost: The server is away.
        """
        with self._asking():
            return int(self._client.count(self._collection, exact=True).count)

    def put(self, items: Sequence[Shelved]) -> None:
        """Put vectors, each in the place of what had its number."""
        for part in _parts(items):
            points = [PointStruct(id=item.id, vector=item.vector.tolist(), payload={_TAG: item.tag}) for item in part]
            with self._asking():
                self._client.upsert(self._collection, points, wait=True)

    def take_out(self, ids: Collection[int]) -> None:
        """Take vectors out; numbers that are not there do not matter."""
        for part in _parts(ids):
            with self._asking():
                self._client.delete(self._collection, part, wait=True)

    def flush(self) -> None:
        """Nothing waits: the server has confirmed all of it."""

    def arrange(self, after: int = 1) -> None:
        """The server does so by itself."""

    def nearest(self, vector: Vector, limit: int) -> list[Near]:
        """The vectors that are nearest to one, nearest first."""
        with contextlib.suppress(ShelfLost), self._asking():
            found = self._client.query_points(self._collection, vector.tolist(), limit=limit, with_payload=True).points
            return [Near(int(point.id), _tag(point), float(point.score)) for point in found]
        return []

    def get(self, ids: Collection[int]) -> list[Shelved]:
        """The vectors under some numbers, those that are there."""
        with contextlib.suppress(ShelfLost), self._asking():
            return [
                Shelved(int(point.id), _tag(point), np.asarray(point.vector, np.float32))
                for part in _parts(ids)
                for point in self._client.retrieve(self._collection, part, with_payload=True, with_vectors=True)
            ]
        return []

    def close(self) -> None:
        """Let go of the server; calling again is harmless."""
        if not self._closed:
            self._closed = True
            self._client.close()

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        """Ask the server.

        Raises:
            ShelfLost: It was let go of.
            ShelfAway: It cannot be used; from now on it is not asked any more.
        """
        if self._closed:
            raise ShelfLost("the shelf was closed")
        if self.lost:
            raise ShelfAway(self._host, AWAY)
        try:
            with _translated(self._host):
                yield
        except ShelfAway:
            self.lost = not self._closed
            raise


class ServerShelves:
    """Implements :class:`~app.search.shelf.Shelves`.

    Args:
        host: Names the server, for people and in passports.
        connect: Makes a client of it.
    """

    def __init__(self, host: str, connect: Callable[[], QdrantClient]) -> None:
        self._host = host
        self._connect = connect

    def open(self, folder: Path, space: Space) -> ServerShelf:
        """Open the shelf that a folder speaks of, or begin one.

        Raises:
            OSError: The folder cannot be written.
            ShelfAway: The server cannot be used now.
        """
        held = self._held(folder)
        with self._client() as client:
            if held is not None and (held.get("space"), held.get("dimension")) == (space.name, space.dimension):
                with _translated(self._host):
                    there = client.collection_exists(_COLLECTION.format(identity=held["identity"]))
                if there:
                    return ServerShelf(client, self._host, held["identity"])
            return self._begun(client, folder, space)

    def begin(self, folder: Path, space: Space) -> ServerShelf:
        """Begin a shelf for a folder, in place of the one that it speaks of.

        Raises:
            OSError: The folder cannot be written.
            ShelfAway: The server cannot be used now.
        """
        with self._client() as client:
            return self._begun(client, folder, space)

    def _begun(self, client: QdrantClient, folder: Path, space: Space) -> ServerShelf:
        held, identity = self._held(folder), uuid.uuid4().hex
        with _translated(self._host):
            form = VectorParams(size=space.dimension, distance=Distance.COSINE)
            client.create_collection(_COLLECTION.format(identity=identity), vectors_config=form)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        said = {"space": space.name, "dimension": space.dimension, "identity": identity}
        write_passport(folder, {**self._here(folder), **said})
        if held is not None:
            with contextlib.suppress(ShelfAway), _translated(self._host):  # it is only in the way
                client.delete_collection(_COLLECTION.format(identity=held["identity"]))
        return ServerShelf(client, self._host, identity)

    def _held(self, folder: Path) -> dict[str, Any] | None:
        """What a folder says, where it speaks of a shelf on this server and nobody else has the same folder."""
        passport, here = read_passport(folder) or {}, self._here(folder)
        return passport if {name: passport.get(name) for name in here} == here else None

    def _here(self, folder: Path) -> dict[str, str]:
        return {"form": _FORM, "server": self._host, "place": f"{platform.node()}:{folder.resolve()}"}

    @contextlib.contextmanager
    def _client(self) -> Iterator[QdrantClient]:
        """A client, which is let go of where anything goes wrong."""
        try:
            client = self._connect()
        except ValueError as error:  # an address that is none
            raise ShelfAway(self._host, AWAY) from error
        try:
            yield client
        except BaseException:
            client.close()
            raise


def connected(url: str, key: str) -> QdrantClient:
    """A client of a server; it is not asked for anything yet.

    Args:
        url: ``http`` or ``https``; the port is 6333 where none is said.
        key: That the server wants to see; empty for none.

    Raises:
        ValueError: The address cannot be understood.
    """
    headers = {"api-key": key} if key else None
    return QdrantClient(url=url, headers=headers, timeout=_SECONDS, check_compatibility=False)


@contextlib.contextmanager
def _translated(host: str) -> Iterator[None]:
    """Turn what the client raises into :class:`~app.search.shelf.ShelfAway`."""
    try:
        yield
    except UnexpectedResponse as error:
        raise ShelfAway(host, REFUSED if error.status_code in _UNAUTHORISED else AWAY, str(error)) from error
    except (ApiException, QdrantException) as error:
        raise ShelfAway(host, AWAY, str(getattr(error, "source", error))) from error


def _parts(items: Collection[_Item]) -> Iterator[list[_Item]]:
    rest = iter(items)
    while part := list(islice(rest, _PART)):
        yield part


def _tag(point: Any) -> str:
    return str((point.payload or {}).get(_TAG))
