"""Which photos become one product as they come in: none by itself, those of a folder, or those whose names say so."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from app.catalog.photos import MOST_PHOTOS
from app.domain.photo_names import group_names, in_showing_order


class By(StrEnum):
    """What tells that photos are of the same product."""

    NONE = "none"
    FOLDER = "folder"
    NAME = "name"


def together(photos: Iterable[Path], by: By) -> Iterator[tuple[Path, ...]]:
    """Put photos of the same product together, the main one first.

    Only photos of one folder that come one after the other are put together. Where a folder holds more of them than a
    product may have, it holds many products.

    Args:
        photos: Absolute paths.
        by: What tells so.

    Yields:
        The products; each photo is in one of them, or in several where it is to be its own and comes several times.
    """
    if by is By.NONE:
        yield from ((path,) for path in photos)
        return
    grouped: Callable[[Sequence[str]], Sequence[Sequence[str]]] = group_names if by is By.NAME else _whole
    for folder, run in groupby(photos, key=lambda path: path.parent):
        names = list(dict.fromkeys(path.name for path in run))
        for group in grouped(names):
            yield tuple(folder / name for name in group)


def _whole(names: Sequence[str]) -> Sequence[Sequence[str]]:
    return [in_showing_order(names)] if len(names) <= MOST_PHOTOS else [(name,) for name in names]
