"""Where the photos of a shared catalogue lie: a folder of the network, or a bucket; else the catalogue itself.

Which it is, this computer says (the environment variable :data:`VARIABLE`, or what its person chose: a folder of the
network has another name on each system), else the catalogue, which knows what whoever chose first has said.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.catalog.deposit_errors import PhotosAway, PhotosEmpty
from app.catalog.depot import unchanged
from app.catalog.errors import StorageFull, translated
from app.catalog.files import write_whole
from app.pipeline.storage import Storage, storage_at
from app.pipeline.storage_errors import StorageFailure
from app.pipeline.storage_errors import StorageFull as NoRoom
from app.settings import choices_path, load_choices

if TYPE_CHECKING:
    from app.catalog.shared import SharedCatalog

VARIABLE: Final = "FICHARIO_PHOTOS"
"""Environment variable: where the photos of shared catalogues lie, before what was chosen."""
PLACE: Final = "photos.place"
"""Under which name a catalogue keeps where its photos lie."""
_FOLDER: Final = "fichario-catalogue"
"""In a folder that somebody named. Not that of a server: there, what is old is taken away."""


def depot_of(catalog: "SharedCatalog", address: str) -> "PhotoDepot | None":
    """Where the photos of an open catalogue lie; ``None`` for in itself. Nothing is asked of that place yet.

    Args:
        catalog: Which.
        address: Under which it was opened.
    """
    chosen = load_choices(choices_path()).catalogue
    said = os.environ.get(VARIABLE, "").strip() or (chosen.photos if chosen.address == address else "")
    place = said or str(catalog.setting(PLACE, ""))
    return PhotoDepot(place, catalog.has_brought) if place else None


def tell_place(catalog: "SharedCatalog") -> None:
    """Let the catalogue say to other desks where its photos lie, unless it does already."""
    if catalog.depot is not None and not catalog.setting(PLACE, ""):
        catalog.set_setting(PLACE, catalog.depot.place)


class PhotoDepot:
    """Implements :class:`~app.catalog.depot.Depot` by a storage, which is begun when it is first wanted."""

    def __init__(self, place: str, used: Callable[[], bool]) -> None:
        """Mean a place.

        Args:
            place: A folder's path, or an address like ``s3://bucket/photos``.
            used: Asks whether photos were brought to a folder before; one without any is then not begun anew.
        """
        self._place = place
        self._used = used
        self._lock = threading.Lock()
        self._storage: Storage | None = None

    @property
    def place(self) -> str:
        """As it was said."""
        return self._place

    def bring(self, file: Path, digest: str) -> bool:
        """As the protocol says."""
        with self._reached() as storage:
            if storage.has(_name(digest)):
                return True
            if (data := unchanged(file, digest)) is None:
                return False
            with storage.draft() as draft:
                draft.write_bytes(data)
                storage.keep(draft, _name(digest))
        return True

    def holds(self, digest: str) -> bool:
        """As the protocol says."""
        with self._reached() as storage:
            return storage.has(_name(digest))

    def fetch(self, digest: str, target: Path) -> bool:
        """As the protocol says."""
        with self._reached() as storage:
            try:
                with storage.file(_name(digest)) as file:
                    data = file.read_bytes()
            except FileNotFoundError:
                return False
        if sha256(data).hexdigest() != digest:
            raise PhotosAway(place=self._place, reason=f"SHA-256 {digest}")
        with translated(target.parent):
            write_whole(target, data)
        return True

    def try_out(self) -> None:
        """Make sure that photos can be kept there and read again.

        Raises:
            PhotosAway: They cannot.
            StorageFull: There is no room.
        """
        name = "trial/0"
        with self._reached() as storage, storage.draft() as draft:
            draft.write_bytes(b"0")
            storage.keep(draft, name)
            with storage.file(name) as file:
                file.read_bytes()

    @contextlib.contextmanager
    def _reached(self) -> Iterator[Storage]:
        try:
            yield self._begun()
        except NoRoom as error:
            raise StorageFull(path=self._place) from error
        except StorageFailure as error:
            raise PhotosAway(place=self._place, reason=error.facts.get("reason", "")) from error

    def _begun(self) -> Storage:
        with self._lock:
            if "://" not in self._place:
                self._check_folder()
            self._storage = self._storage or storage_at(self._place, _FOLDER)
            return self._storage

    def _check_folder(self) -> None:
        """Make sure that a folder of the network is there now: one made in its stead would be seen by nobody.

        Raises:
            PhotosAway: It is not, or something else is in its place.
        """
        if not Path(self._place).is_dir():
            raise PhotosAway(place=self._place, reason=os.strerror(2))
        if not (Path(self._place) / _FOLDER).is_dir() and (self._storage is not None or self._used()):
            raise PhotosEmpty(place=self._place, folder=_FOLDER, reason=os.strerror(2))


def _name(digest: str) -> str:
    return f"catalogue/{digest[:2]}/{digest}"
