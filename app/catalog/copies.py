"""The files of photos in a catalogue's own folder: of pasted pictures, and copies of what was dropped elsewhere.

Each is named for what is in it.
"""

from pathlib import Path
from typing import Final

from app.catalog.photos import PhotoRef
from app.catalog.tables import PhotoTable
from app.domain.paths import as_written

PHOTOS: Final = "photos"
"""Their folder, within the catalogue's."""


def copy_of(photo: PhotoTable, folder: Path) -> Path:
    """Where a photo's bytes are in the folder of its catalogue, if they are there; those of a pasted one always are.

    One that has not been read through has no hash yet, and nobody can have its copy.
    """
    if photo.stored:
        return folder / photo.path
    return folder / PHOTOS / f"{photo.sha256 or photo.id}{as_written(photo.path).suffix.lower()}"


def reference_to(photo: PhotoTable, folder: Path) -> PhotoRef:
    """A photo as the others know it; read from its copy, where there is one, otherwise where it was dropped."""
    copy = copy_of(photo, folder)
    origin = copy if photo.stored else photo.path
    path = copy if copy.exists() else origin
    return PhotoRef(photo.id, photo.product_id, path, photo.sha256, photo.stored, photo.width, photo.height, origin)
