"""Photos that may be the same picture are found when they come in: by their bytes, then by prints, looked at closely.

A photo is compared once with all that have a print by then; whatever comes later is compared with it in its turn. The
limits were chosen on one half of the photos of ``tests/benchmarks/bench_duplicates.py``, which draws the curve: of the
other half's altered photos 99 in 100 are found, and of what is told 96 in 100 are right; nearly all of the others were
taken of the same thing one after the other.
"""

import logging
from collections.abc import Generator, Iterator
from typing import Final

import numpy as np
from PIL import UnidentifiedImageError

from app.catalog.catalog import Catalog
from app.catalog.likeness_rows import Face, Found, Kind
from app.catalog.photos import PhotoRef, Printed
from app.catalog.rows import Json
from app.pipeline.surveying import decoded, printed
from app.search.prints import PrintIndex, Resembling
from inference.likeness import EDITION, Agreement, compare

_log = logging.getLogger(__name__)

BITS: Final = 18
"""In how many of 63 bits two prints may differ for the photos to be looked at closely."""
CLOSELY: Final = 12
"""How many of the nearest are looked at closely, each for some milliseconds."""
CORRELATION: Final = 0.75
"""From which correlation of their details on two photos are one picture."""
COLOUR: Final = 17.0
"""Up to which difference of colour: the same photo of another colour of a product is another product."""

PAIRS: Final = 3
"""How many pairs a photo makes at most with those before it: of a hundred copies nobody decides on five thousand."""

_STEP: Final = 20
"""Photos between two chances to stop."""
_LOADED: Final = 1000


class PictureSearch:
    """Knows the prints of a catalogue, and looks for pictures that are there twice. One thread at a time.

    Args:
        catalog: Whose photos.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._index = PrintIndex()
        self._last = 0

    def update(self) -> Generator[int, None, None]:
        """Compare every photo that has not been; a bounded step at a time, and stopped anywhere, it goes on later.

        Yields:
            How many likenesses a step found.

        Raises:
            CatalogueError: The catalogue cannot be read or written.
        """
        yield from self._print_older()
        while waiting := self._catalog.uncompared(EDITION, _STEP):
            self._catch_up()
            found = [each for photo_id, data in waiting for each in self._like(photo_id, data)]
            self._catalog.compared((photo_id for photo_id, _ in waiting), found)
            yield len(found)

    def _print_older(self) -> Iterator[int]:
        """Make prints of photos that came in before anybody made them, or when others were made."""
        last = 0
        while waiting := self._catalog.unprinted(EDITION, last, _STEP):
            made: dict[int, Printed] = {}
            for last, thumbnail in waiting:
                try:
                    made[last] = printed(decoded(thumbnail))
                except UnidentifiedImageError:
                    _log.warning("the thumbnail of photo %s cannot be read", last)
            self._catalog.keep_prints(made)
            yield 0

    def _catch_up(self) -> None:
        while rows := self._catalog.prints(EDITION, self._last, _LOADED):
            for self._last, photo_id, data in rows:
                self._index.put(photo_id, np.frombuffer(data, "<u8"))

    def _like(self, photo_id: int, data: bytes) -> list[Found]:
        """What a photo may be the same as, the surest first and of equally sure ones the oldest."""
        near = self._index.resembling(np.frombuffer(data, "<u8"), BITS, CLOSELY + 1)
        faces = self._catalog.faces([photo_id, *(each.id for each in near)])
        mine = faces.pop(photo_id, None)
        if mine is None:
            return []
        copies = sorted(photo.id for photo in self._catalog.photos_by_sha(mine.sha256) if _apart(photo, mine))
        found = [Found(photo_id, other, Kind.FILE, {}) for other in copies[:PAIRS]]
        room = PAIRS - len(found)  # what is removed just now takes none, but is known when it comes back
        for each in near:
            other = faces.get(each.id)
            if room and other is not None and _apart(other, mine) and each.id not in copies:
                same = _same(mine, other, each)
                found += same
                room -= len(same) if other.seen else 0
        return found


def same_picture(agreement: Agreement) -> bool:
    """Whether two photos that were laid over each other are one picture."""
    return agreement.correlation >= CORRELATION and agreement.colour <= COLOUR


def _apart(photo: PhotoRef | Face, mine: Face) -> bool:
    return photo.product_id != mine.product_id


def _same(mine: Face, other: Face, resembling: Resembling) -> list[Found]:
    """That two photos are one file or one picture, if they are."""
    if mine.sha256 == other.sha256:
        return [Found(mine.photo_id, other.photo_id, Kind.FILE, {})]
    facts = _facts(mine, other, resembling)
    return [] if facts is None else [Found(mine.photo_id, other.photo_id, Kind.PICTURE, facts)]


def _facts(mine: Face, other: Face, resembling: Resembling) -> Json | None:
    """By what two photos are one picture; ``None`` where they are not, or cannot be read."""
    laid, under = (mine, other) if resembling.inner else (other, mine)
    try:
        agreement = compare(decoded(laid.thumbnail), decoded(under.thumbnail), resembling.placement)
    except UnidentifiedImageError:
        _log.warning("the thumbnails of photos %s and %s cannot be compared", mine.photo_id, other.photo_id)
        return None
    if not same_picture(agreement):
        return None
    return {
        "laid": laid.photo_id,
        "mirrored": resembling.placement.mirrored,
        "share": round(agreement.share, 3),
        "lighter": round(agreement.lighter, 1),
        "correlation": round(agreement.correlation, 3),
    }
