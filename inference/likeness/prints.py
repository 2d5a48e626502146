"""Photo → print: the signs of its lowest frequencies, of the whole photo and of what could be left of it.

The perceptual hash of C. Zauner, *Implementation and benchmarking of perceptual image hash functions* (2010): a small
grey picture, its discrete cosine transform, one bit for each of the lowest frequencies. Two things are ours. A bit says
whether its frequency is positive rather than above the median, so that a mirrored picture has the same bits but for
those of the odd horizontal frequencies, which are turned: mirroring is one exclusive or with :data:`MIRROR`. And a
print has such a hash for each of :data:`WINDOWS`, since a hash does not survive that a tenth is cut off: the hash of
what is left is near that of the window which it shows.
"""

from typing import Final, TypeAlias, cast

import cv2
import numpy as np
from numpy.typing import NDArray

EDITION: Final = "1"
"""Grows when the same pixels get another print: photos are then looked at again."""

Frame: TypeAlias = tuple[float, float, float, float]
"""Left, top, width and height of a part of a photo, as parts of the photo's width and height."""
Print: TypeAlias = NDArray[np.uint64]
"""``(len(WINDOWS),)`` uint64: one hash for each window; 63 bits count."""

_SIDE: Final = 32
"""Of the small grey picture, in pixels."""
_KEPT: Final = 8
"""So many of the lowest frequencies in each direction; the very lowest, the mean, says nothing and its bit is 0."""
_PLACES: Final = (0.0, 0.05, 0.1)
"""Where a window of nine tenths begins. A hash bears about half of the distance between two of them."""


def _windows() -> tuple[Frame, ...]:
    whole: Frame = (0.0, 0.0, 1.0, 1.0)
    both = [(left, top, 0.9, 0.9) for left in _PLACES for top in _PLACES]
    wide = [(0.0, top, 1.0, 0.9) for top in _PLACES]
    high = [(left, 0.0, 0.9, 1.0) for left in _PLACES]
    return (whole, *both, *wide, *high, (0.1, 0.1, 0.8, 0.8))


WINDOWS: Final = _windows()
"""The whole photo first; then what is left when a tenth of the sides is cut off somewhere, or one all around."""

_WEIGHTS: Final = np.uint64(1) << np.arange(_KEPT * _KEPT, dtype=np.uint64)


def _mirror() -> np.uint64:
    odd = np.zeros((_KEPT, _KEPT), bool)
    odd[:, 1::2] = True
    return np.uint64(_WEIGHTS[odd.ravel()].sum())


MIRROR: Final = _mirror()
"""Turns a hash into that of the mirrored picture."""


def print_of(photo: NDArray[np.uint8]) -> Print:
    """The print of a photo.

    Args:
        photo: ``(height, width, 3)`` uint8, sRGB, upright; any size from 1 px, about 100 px do. It is not changed.
    """
    grey = cast("NDArray[np.uint8]", cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY))
    return np.array([_hash(_part(grey, frame)) for frame in WINDOWS], np.uint64)


def _part(grey: NDArray[np.uint8], frame: Frame) -> NDArray[np.uint8]:
    """A window of a photo, at least one pixel of it."""
    height, width = grey.shape
    left, top = round(frame[0] * width), round(frame[1] * height)
    right, bottom = round((frame[0] + frame[2]) * width), round((frame[1] + frame[3]) * height)
    return grey[min(top, height - 1) : max(bottom, top + 1), min(left, width - 1) : max(right, left + 1)]


def _hash(grey: NDArray[np.uint8]) -> np.uint64:
    small = cv2.resize(grey.astype(np.float32), (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    lowest = np.asarray(cv2.dct(small))[:_KEPT, :_KEPT].copy()
    lowest[0, 0] = 0
    return np.uint64(_WEIGHTS[lowest.ravel() > 0].sum())
