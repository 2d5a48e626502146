"""What passes in and out about photos: frozen, plain, free of the database."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from app.domain.colours.found import FoundColours
from app.domain.paths import as_written

MOST_PHOTOS: Final = 48
"""So many photos may show one product; whoever joins more has chosen the wrong ones."""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding photos.

    Attributes:
        ids: The new products, in the order of the photos.
        already: How many photos were there before.
    """

    ids: tuple[int, ...]
    already: int = 0


@dataclass(frozen=True, slots=True)
class PhotoRef:
    """A photo of a product.

    Attributes:
        id: The photo's own number.
        product_id: Whose photo it is.
        path: Absolute; where its bytes are to be read at this computer, once :meth:`Catalog.fetch` has seen to it.
        sha256: Of the file's bytes, in hexadecimal; ``None`` until it is known.
        stored: Pasted: the file is the catalogue's own.
        width: In pixels, upright; ``None`` until prepared.
        height: In pixels, upright; ``None`` until prepared.
        origin: Where it was dropped, at whichever computer; for what it is called. That of a pasted one is its path.
    """

    id: int
    product_id: int
    path: Path
    sha256: str | None
    stored: bool
    width: int | None
    height: int | None
    origin: Path

    @property
    def file_name(self) -> str:
        """What its file is called where it was dropped; empty for a pasted one."""
        return "" if self.stored else as_written(self.origin).name


@dataclass(frozen=True, slots=True)
class Looked:
    """The colours that were found in a photo.

    Attributes:
        colours: What was found.
        edition: Of what found them, at most 16 characters.
    """

    colours: FoundColours
    edition: str


@dataclass(frozen=True, slots=True)
class Printed:
    """By what a photo is recognised.

    Attributes:
        data: Its print, as it is kept.
        edition: Of what made it, at most 16 characters.
    """

    data: bytes
    edition: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """What reading a photo for the first time found.

    Attributes:
        sha256: Of the file's bytes, in hexadecimal.
        width: In pixels, upright.
        height: In pixels, upright.
        thumbnail: An encoded small picture, upright, ready to be shown.
        looked: The photo's colours, where they were looked for.
        printed: By what the photo is recognised, where that was made.
    """

    sha256: str
    width: int
    height: int
    thumbnail: bytes = field(repr=False)
    looked: Looked | None = None
    printed: Printed | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The photo is new: its product stays."""

    product_id: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same picture is there already: the new product is gone again.

    Attributes:
        product_id: The product that was taken out.
        of: The product that has the picture.
    """

    product_id: int
    of: int


PreparedOutcome: TypeAlias = Kept | Duplicate
