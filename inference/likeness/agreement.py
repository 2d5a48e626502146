"""Two photos laid over each other: how well they agree where they overlap, and what of the one the other shows."""

from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.likeness.prints import Frame
from inference.preprocess.colour import to_lab

_SIDE: Final = 64
"""Of what is compared, in pixels: enough for print on a packet to show, and quick to lay over."""
_COARSE: Final = 2.0
"""Standard deviation, in those pixels, of the blur whose result does not count: light, and outlines that many share."""
_FINE: Final = 0.8
"""That of the blur against what recompression leaves."""
_TINTS: Final = 1.5
"""That of the blur under which colours are compared: files keep them at half of the size."""
_MOSTLY: Final = 90
"""Per cent of the surface whose colours are no further apart than what is told: a word laid over it does not count."""
_STEPS: Final = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 40, 1e-4)
_LEAST: Final = 0.45
"""Share of a photo that another one must show at least: what is laid over less has slipped."""
_MOST: Final = 1.2
_FLAT: Final = 1.0
"""Standard deviation, in grey levels, below which there is nothing to compare."""

_Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Placement:
    """How a photo is to be laid over another.

    Attributes:
        frame: The part of the other that it is supposed to show.
        mirrored: Whether it shows it mirrored.
    """

    frame: Frame = (0.0, 0.0, 1.0, 1.0)
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well two photos agree.

    Attributes:
        correlation: Of their details, in [-1, 1]; 0 where nothing can be compared.
        share: The part of the other's surface that the one shows: below 1 it was cut out of it.
        lighter: By how much the one is lighter, in L* of CIELAB; negative: darker.
        colour: The difference of their colours without their lightness (CIE 1976, in a* and b*), over nearly all.
    """

    correlation: float = 0.0
    share: float = 1.0
    lighter: float = 0.0
    colour: float = 0.0


def compare(photo: NDArray[np.uint8], other: NDArray[np.uint8], placement: Placement) -> Agreement:
    """Compare a photo with the part of another that it may show.

    Where exactly it lies is found by maximising the enhanced correlation coefficient (G. Evangelidis and E. Psarakis,
    2008), from the placement on; lightness and contrast do not matter to that.

    Args:
        photo: ``(height, width, 3)`` uint8, sRGB, upright.
        other: As ``photo``, of any other size.
        placement: Where to begin.
    """
    one, two = _lab(photo, mirrored=placement.mirrored), _lab(other)
    place = _laid_over(one[..., 0], two[..., 0], placement.frame)
    share = float(np.linalg.det(place[:, :2]))
    if not _LEAST <= share <= _MOST:
        return Agreement()
    moved = _moved(two, place)
    seen = _moved(np.ones((_SIDE, _SIDE), np.float32), place) > 0.99
    if not seen.any():
        return Agreement()
    apart = np.asarray(cv2.GaussianBlur(one - moved, (0, 0), _TINTS))[seen]
    colour = float(np.percentile(np.linalg.norm(apart[:, 1:], axis=1), _MOSTLY))
    correlation = _correlation(_details(one[..., 0])[seen], _details(moved[..., 0])[seen])
    return Agreement(correlation, min(share, 1.0), float(apart[:, 0].mean()), colour)


def _lab(photo: NDArray[np.uint8], *, mirrored: bool = False) -> _Floats:
    """``(64, 64, 3)`` float32 in CIELAB; the photo's proportions are given up."""
    small = cast("NDArray[np.uint8]", cv2.resize(photo, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA))
    return to_lab(np.ascontiguousarray(small[:, ::-1]) if mirrored else small)


def _laid_over(one: _Floats, other: _Floats, frame: Frame) -> _Floats:
    """``(2, 3)`` float32: from pixels of ``one`` to those of ``other``; the frame's own where none better is found."""
    left, top, width, height = frame
    begin = np.array(
        [[width, 0, left * _SIDE + (width - 1) / 2], [0, height, top * _SIDE + (height - 1) / 2]], np.float32
    )
    if min(float(one.std()), float(other.std())) < _FLAT:
        return begin
    try:
        _, found = cv2.findTransformECC(one, other, begin.copy(), cv2.MOTION_AFFINE, _STEPS, None)
    except cv2.error:  # it went astray: the two have little to do with each other
        return begin
    return cast("_Floats", found)


def _moved(picture: _Floats, place: _Floats) -> _Floats:
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cast("_Floats", cv2.warpAffine(picture, place, (_SIDE, _SIDE), flags=flags))


def _details(lightness: _Floats) -> _Floats:
    fine, coarse = (cv2.GaussianBlur(lightness, (0, 0), deviation) for deviation in (_FINE, _COARSE))
    return cast("_Floats", fine - coarse)


def _correlation(one: _Floats, other: _Floats) -> float:
    """Of two lists of numbers around 0."""
    length = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
    if length < _FLAT**2 * 0.01 * len(one):
        return 0.0
    return float(np.dot(one, other)) / length
