"""Photos come in: found, listed at once, then hashed, checked and given a thumbnail one by one."""

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from PIL import UnidentifiedImageError

from app.catalog.catalog import Catalog
from app.catalog.photos import Duplicate, PhotoRef
from app.domain.colours.found import FoundColours
from app.domain.photo_names import MOST_VIEWS
from app.pipeline.gathering import gathering_of
from app.pipeline.surveying import Surveyor, look
from app.pipeline.together import By, together
from inference.errors import PhotoUnreadable
from inference.palette import EDITION
from inference.photos import is_photo_name, survey_photo

_log = logging.getLogger(__name__)

_ROWS_A_TRANSACTION = 50
"""Few enough that a save from the window waits for about ten milliseconds at most."""
_MANY = 8
"""Photos that are worth a process: it is at work half a second after it is started."""


@dataclass(frozen=True, slots=True)
class Listed:
    """New products stand in the queue.

    Attributes:
        products: Their ids.
        already: How many of the photos the catalogue had, by path.
    """

    products: tuple[int, ...]
    already: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A product's photo was read through: it has a thumbnail and may be generated."""

    product: int


@dataclass(frozen=True, slots=True)
class Coloured:
    """The colours of a product's photo were looked for, which came in before anybody did, or when others were found."""

    product: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A product's photo cannot be read; the product failed, with the reason."""

    product: int


@dataclass(frozen=True, slots=True)
class Doubled:
    """The same file, byte for byte, is in the catalogue under another path: the new product was taken out again."""

    product: int
    of: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """All photos of a drop are listed, each as a product, though some of them seem to be of the same.

    Attributes:
        products: The new products.
        groups: By what the names of their files say, or their folders; those of one product together.
        by: What says so; ``NONE`` where nothing does, and only the person may know.
    """

    products: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]
    by: By


Taken: TypeAlias = Listed | Prepared | Coloured | Refused | Doubled


def find_photos(paths: Iterable[Path]) -> Iterator[Path]:
    """Walk what was dropped.

    A file that somebody named stands for itself, whatever it is; in folders, only what is named like a photo counts,
    and hidden files and folders do not. Links to folders are not followed, so the walk always ends.

    Args:
        paths: Files and folders.

    Yields:
        Absolute paths, those of a folder in the order of their names.
    """
    for path in paths:
        absolute = path.absolute()
        if not os.path.isdir(absolute):  # noqa: PTH112  # Path.is_dir raises for names that the system cannot take
            yield absolute
            continue
        for folder, folders, names in os.walk(absolute):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
            for name in sorted(names):
                if not name.startswith(".") and is_photo_name(Path(name)):
                    yield Path(folder, name)


def take_photos(catalog: Catalog, paths: Iterable[Path]) -> Iterator[Listed | Gathered]:
    """Put a product for every photo in the queue, or for photos of the same where the catalogue wants that.

    No photo is opened.

    Yields:
        What was listed, a transaction at a time; at the end what could be put together, where it is to be asked.
    """
    gathering = gathering_of(catalog)
    products = together(find_photos(paths), gathering.at_once)
    placed: dict[Path, int] = {}
    while chunk := _few(products):
        added = catalog.add_products(chunk)
        yield Listed(tuple(added.ids), added.already)
        if gathering.proposes:
            placed |= catalog.main_photos(added.ids)
    if (gathered := _gathered(placed)) is not None:
        yield gathered


def _few(products: Iterator[tuple[Path, ...]]) -> list[tuple[Path, ...]]:
    """The next products, as many as go into a transaction."""
    chunk: list[tuple[Path, ...]] = []
    while sum(map(len, chunk)) < _ROWS_A_TRANSACTION and (product := next(products, None)) is not None:
        chunk.append(product)
    return chunk


def _gathered(placed: dict[Path, int]) -> Gathered | None:
    """What of these products, by the paths of their photos, seems to be one; ``None`` where nobody would join any."""
    everything = tuple(placed.values())
    for by in (By.NAME, By.FOLDER):
        groups = [photos for photos in together(placed, by) if len(photos) > 1]
        # A lone folder is what was dropped anyway; several of a few photos each are products in the shop's order.
        if groups and (by is By.NAME or (len(groups) > 1 and max(map(len, groups)) <= MOST_VIEWS)):
            return Gathered(everything, tuple(tuple(placed[path] for path in group) for group in groups), by)
    return Gathered(everything, (), By.NONE) if 1 < len(everything) <= MOST_VIEWS else None


def prepare_photos(catalog: Catalog, apart: Surveyor | None = None) -> Iterator[Taken]:
    """Read every photo through that has not been: hash, decode, thumbnail, colours.

    Stopped half-way, by whatever, it goes on where it was when it is called again.

    Args:
        catalog: Whose photos.
        apart: Who reads where many are waiting; a few are read here, before somebody else were at work.

    Yields:
        What became of each.
    """
    while waiting := catalog.unprepared(limit=_ROWS_A_TRANSACTION):
        surveyor = _who(apart, len(waiting))
        for photo in waiting:
            yield _prepare(catalog, photo, surveyor)


def colour_photos(catalog: Catalog, apart: Surveyor | None = None) -> Iterator[Taken]:
    """Look for the colours of every photo in which nobody has, by what holds now; goes on where it was stopped.

    Args:
        catalog: Whose photos.
        apart: As :func:`prepare_photos` takes it.

    Yields:
        Whose they are.
    """
    last = 0
    while waiting := catalog.uncoloured(EDITION, last, limit=_ROWS_A_TRANSACTION):
        surveyor = _who(apart, len(waiting))
        for last, thumbnail in waiting:
            try:
                product = catalog.coloured(last, surveyor.look(thumbnail))
            except UnidentifiedImageError:
                _log.warning("the thumbnail of photo %s cannot be read", last)
                continue
            if product is not None:
                yield Coloured(product)


def colours_in(photo: Path) -> FoundColours | None:
    """The colours of a photo that is in no catalogue; ``None`` where it cannot be read any more."""
    try:
        return look(survey_photo(photo).pixels).colours
    except PhotoUnreadable:
        return None


def _who(apart: Surveyor | None, waiting: int) -> Surveyor:
    return Surveyor() if apart is None or waiting < _MANY else apart


def _prepare(catalog: Catalog, photo: PhotoRef, surveyor: Surveyor) -> Taken:
    try:
        preparation = surveyor.survey(photo.path)
    except PhotoUnreadable as error:
        catalog.unreadable(photo.id, error.code, error.facts)
        return Refused(photo.product_id)
    match catalog.prepared(photo.id, preparation):
        case Duplicate(of=other):
            return Doubled(photo.product_id, other)
        case _:
            return Prepared(photo.product_id)
