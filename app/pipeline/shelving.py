"""Where the vectors of photos are kept: on this computer, or on a Qdrant server that somebody chose.

The server's key lies in the system's keyring, or in the environment variable :data:`KEY`, and nowhere else.
"""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.pipeline.endpoints import key_for
from app.search.shelf import UNEQUIPPED, ShelfAway, Shelves, VectorShelf
from app.settings import Settings
from inference.embed import Space
from inference.endpoint.address import Address

if TYPE_CHECKING:
    from app.search.server import ServerShelves

ADDRESS: Final = "FICHARIO_VECTORS"
"""Environment variable: the server's address, before that of the settings."""
KEY: Final = "FICHARIO_VECTORS_KEY"


def shelves_of(settings: Settings, here: Shelves) -> Shelves:
    """What keeps the vectors.

    Args:
        settings: What was chosen.
        here: What keeps them on this computer.
    """
    url = os.environ.get(ADDRESS, "").strip() or settings.vectors
    return _OnServer(server_at(url)) if url else here


def server_at(url: str) -> Address:
    """A Qdrant server, by its address as the settings take it."""
    try:
        host = urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        host = ""
    return Address(url.rstrip("/"), host or url, local=False)


class _OnServer:
    """Implements :class:`~app.search.shelf.Shelves`; nothing is loaded and no key looked for before it is asked."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def open(self, folder: Path, space: Space) -> VectorShelf:
        return self._found().open(folder, space)

    def begin(self, folder: Path, space: Space) -> VectorShelf:
        return self._found().begin(folder, space)

    def _found(self) -> "ServerShelves":
        if find_spec("qdrant_client") is None:
            raise ShelfAway(self._address.host, UNEQUIPPED)
        from app.search.server import ServerShelves, connected  # noqa: PLC0415 - an extra, and half a second

        address = self._address
        return ServerShelves(address.url, lambda: connected(address.url, key_for(address, KEY)))
