"""Photos made worse on purpose, each in one way that shops know: pure functions of pixels and a seed.

All take and give ``(h, w, 3)`` uint8 sRGB. Light is changed where a camera changes it, in linear light (IEC 61966-2-1),
and cut off at white.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.preprocess.colour import from_linear, to_bytes, to_linear

Photo: TypeAlias = NDArray[np.uint8]
Degrade: TypeAlias = Callable[[Photo, np.random.Generator], Photo]

CLEAN: Final = "clean"

_CLUTTER = 6
"""Things around the product."""


def degraded(photo: Photo, condition: str, seed: int) -> Photo:
    """A photo under a condition; the same seed gives the same photo.

    Raises:
        KeyError: There is no such condition.
    """
    return photo if condition == CLEAN else CONDITIONS[condition](photo, np.random.default_rng(seed))


def _lit(*gains: float) -> Degrade:
    """Light of another strength or colour: gains of linear red, green and blue."""
    factors = np.array(gains, np.float32)

    def relit(photo: Photo, _random: np.random.Generator) -> Photo:
        return from_linear(np.multiply(to_linear(photo), factors))

    return relit


def _dull(photo: Photo, _random: np.random.Generator) -> Photo:
    """A grey veil: 30 % of the range of each channel is left, around the middle."""
    return to_bytes(np.multiply(photo, 0.3 / 255, dtype=np.float32) + np.float32(0.35))


def _noisy(photo: Photo, random: np.random.Generator) -> Photo:
    """Grain of a dark room: independent in each channel, with a standard deviation of 25 steps of 8 bits."""
    grain = random.normal(0, 25, photo.shape)
    return np.clip(np.rint(photo + grain), 0, 255).astype(np.uint8)


def _blurred(photo: Photo, _random: np.random.Generator) -> Photo:
    """Out of focus: a Gaussian whose sigma is 1.2 % of the longer side."""
    return cast("Photo", cv2.GaussianBlur(photo, (0, 0), 0.012 * max(photo.shape[:2])))


def _rotated(photo: Photo, random: np.random.Generator) -> Photo:
    """A quarter turn, either way, that no metadata tells of."""
    return np.ascontiguousarray(np.rot90(photo, random.choice([1, 3])))


def _tilted(photo: Photo, random: np.random.Generator) -> Photo:
    """Held askew by 8 to 15 degrees, either way; what comes into the frame is what was at its edge."""
    height, width = photo.shape[:2]
    angle = random.uniform(8, 15) * random.choice([-1, 1])
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cast("Photo", cv2.warpAffine(photo, turn, (width, height), borderMode=cv2.BORDER_REPLICATE))


def _far(photo: Photo, random: np.random.Generator) -> Photo:
    """The product small in the frame, off its middle: the photo fills half of either side, its ground the rest."""
    return _framed(photo, random)[0]


def _cluttered(photo: Photo, random: np.random.Generator) -> Photo:
    """As far away, with boxes and balls in plain colours lying around it, none over it."""
    canvas, (left, top) = _framed(photo, random)
    height, width = photo.shape[:2]
    side = max(4, min(height, width) // 4)
    placed = 0
    while placed < _CLUTTER:
        x, y = int(random.integers(0, canvas.shape[1] - side)), int(random.integers(0, canvas.shape[0] - side))
        if left - side < x < left + width and top - side < y < top + height:
            continue
        colour = [int(value) for value in random.integers(20, 236, 3)]
        if random.random() < 0.5:
            cv2.rectangle(canvas, (x, y), (x + side, y + side * 3 // 4), colour, -1)
        else:
            cv2.circle(canvas, (x + side // 2, y + side // 2), side // 2, colour, -1, cv2.LINE_AA)
        placed += 1
    return canvas


def _framed(photo: Photo, random: np.random.Generator) -> tuple[Photo, tuple[int, int]]:
    """The photo on a ground of its border's median colour, twice as wide and high; and where its corner lies."""
    height, width = photo.shape[:2]
    border = np.concatenate([photo[0], photo[-1], photo[:, 0], photo[:, -1]])
    canvas = np.empty((2 * height, 2 * width, 3), np.uint8)
    canvas[:] = np.median(border, axis=0).astype(np.uint8)
    left, top = int(random.uniform(0.25, 0.75) * width), int(random.uniform(0.25, 0.75) * height)
    canvas[top : top + height, left : left + width] = photo
    return canvas, (left, top)


CONDITIONS: Final[Mapping[str, Degrade]] = MappingProxyType(
    {
        "dark": _lit(0.2, 0.2, 0.2),
        "bright": _lit(2.5, 2.5, 2.5),
        "warm": _lit(1.35, 0.95, 0.5),
        "cool": _lit(0.6, 0.95, 1.45),
        "dull": _dull,
        "noisy": _noisy,
        "blurred": _blurred,
        "rotated": _rotated,
        "tilted": _tilted,
        "far": _far,
        "cluttered": _cluttered,
    }
)
"""Condition → what makes a photo so, in the order in which they are measured after the clean photo."""
