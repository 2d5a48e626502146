"""Which photos of a product the model saw when it wrote the card, and how that is said."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.catalog.photos import PhotoRef
from app.pipeline.generation import SEEN


def place_of(provenance: Mapping[str, Any], photos: Sequence[PhotoRef], photo: PhotoRef) -> int | None:
    """A photo's place among those that a model saw; ``None`` where it saw others.

    Args:
        provenance: As the catalogue keeps it. Cards that were written before it said so are about the main photo.
        photos: The product's photos.
        photo: Which.
    """
    seen: Sequence[str] | None = provenance.get(SEEN)
    if seen is None:
        return 0 if photo.id == photos[0].id else None
    return seen.index(photo.sha256) if photo.sha256 in seen else None


def told_seen(provenance: Mapping[str, Any], photos: Sequence[PhotoRef], photo: PhotoRef) -> str:
    """What is to be said of the photos that the model saw; nothing where they are those that there are."""
    if not provenance:
        return ""
    seen: Sequence[str] | None = provenance.get(SEEN)
    if place_of(provenance, photos, photo) is None:
        return QCoreApplication.translate("Seen", "O modelo não viu esta foto ao escrever a ficha.")
    here = [each for each in photos if place_of(provenance, photos, each) is not None]
    if len(here) < len(photos):
        words = QCoreApplication.translate("Seen", "O modelo viu {seen} das {count} fotos.")
        return words.format(seen=len(here), count=len(photos))
    if seen is not None and len({*seen}) > len({each.sha256 for each in here}):
        return QCoreApplication.translate("Seen", "A ficha foi escrita também com fotos que já não estão aqui.")
    return ""
