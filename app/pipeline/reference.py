"""A person's own photo as the reference that others are lit like."""

from pathlib import Path

from app.errors import Failure
from inference.photos import read_photo
from inference.preprocess.histogram import FLATTEST, quantiles

_SIDE = 256
"""Longer side at which lightness is measured, in pixels."""


class ReferenceFlat(Failure):
    """The photo has hardly any range of light and dark that others could be given."""

    code = "photo.flat"


def reference_of(photo: Path) -> tuple[float, ...]:
    """How light and dark are spread in a photo, as :class:`~inference.preprocess.options.Corrections` takes it.

    Raises:
        PhotoUnreadable: It cannot be decoded.
        ReferenceFlat: It is all but evenly light.
    """
    found = quantiles(read_photo(photo, _SIDE))
    if found[-1] - found[0] < FLATTEST:
        raise ReferenceFlat(path=str(photo))
    return found
