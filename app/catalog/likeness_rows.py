"""What the catalogue takes and tells of photos that may be the same: frozen, plain, free of the database."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.catalog.photos import PhotoRef
from app.catalog.rows import Json


class Kind(StrEnum):
    """What two photos may have in common; the surest first."""

    FILE = "file"
    """Their bytes."""
    PICTURE = "picture"
    """What they show, pixel for pixel, though perhaps at another size or cut, mirrored, compressed again."""
    PRODUCT = "product"
    """What was photographed."""


RANKS: Final = {kind: rank for rank, kind in enumerate(Kind)}
"""Kind → its place among them."""


@dataclass(frozen=True, slots=True)
class Found:
    """That a photo may be the same as another.

    Attributes:
        one_id: The photo.
        other_id: The other one.
        kind: What they have in common.
        facts: By what that was recognised.
    """

    one_id: int
    other_id: int
    kind: Kind
    facts: Json


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two photos of two products that may be the same.

    Attributes:
        one: The photo that came in first.
        other: The later one.
        kind: What they have in common.
        facts: By what that was recognised.
    """

    one: PhotoRef
    other: PhotoRef
    kind: Kind
    facts: Json

    @property
    def products(self) -> tuple[int, int]:
        """Whose they are."""
        return self.one.product_id, self.other.product_id


@dataclass(frozen=True, slots=True)
class Face:
    """What a photo is compared by.

    Attributes:
        photo_id: Which.
        product_id: Whose it is.
        sha256: Of its file.
        seen: Whether that is not removed.
        thumbnail: An encoded small picture.
    """

    photo_id: int
    product_id: int
    sha256: str
    seen: bool
    thumbnail: bytes = field(repr=False)
