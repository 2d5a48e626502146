"""What a tiny pair makes of photos and words, reckoned by plain NumPy, with Pillow's filters written out."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tests.words.tiny import MEAN, SIDE, SPREAD, WEIGHTS

Pixels = NDArray[np.float64]
Filter = tuple[Callable[[Pixels], Pixels], float]


def _cubic(at: Pixels) -> Pixels:
    """Catmull and Rom's cubic (a = -1/2): ``(x, …)`` → weights."""
    x = np.abs(at)
    near, far = 1.5 * x**3 - 2.5 * x**2 + 1, -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    return np.asarray(np.where(x < 1, near, np.where(x < 2, far, 0.0)), np.float64)


def _tent(at: Pixels) -> Pixels:
    return np.asarray(np.maximum(1 - np.abs(at), 0.0), np.float64)


BICUBIC: Filter = (_cubic, 2.0)
BILINEAR: Filter = (_tent, 1.0)


def resized(photo: NDArray[np.uint8], width: int, height: int, by: Filter) -> Pixels:
    """``(h, w, 3)`` → ``(height, width, 3)``: a filter that widens as the picture shrinks, rows first, both rounded."""
    across = np.einsum("nw,hwc->hnc", _weights(photo.shape[1], width, by), photo.astype(np.float64))
    across = np.clip(np.round(across), 0, 255)
    down = np.einsum("nh,hwc->nwc", _weights(photo.shape[0], height, by), across)
    return np.asarray(np.clip(np.round(down), 0, 255), np.float64)


def _weights(before: int, after: int, by: Filter) -> Pixels:
    """``(after, before)``: what each old pixel counts for in each new one."""
    scale = before / after
    wide = max(scale, 1.0)
    centres = (np.arange(after) + 0.5) * scale
    first = np.maximum((centres - by[1] * wide + 0.5).astype(int), 0)
    last = np.minimum((centres + by[1] * wide + 0.5).astype(int), before)
    places = np.arange(before)
    weights = by[0]((places[None] + 0.5 - centres[:, None]) / wide)
    weights *= (places[None] >= first[:, None]) & (places[None] < last[:, None])
    weights /= weights.sum(axis=1, keepdims=True)
    return np.asarray(weights, np.float64)


def as_clip(photo: NDArray[np.uint8]) -> Pixels:
    """The shorter side brought to size, the middle cut out; ``(3, SIDE, SIDE)``."""
    height, width, _ = photo.shape
    short = min(height, width)
    small = resized(photo, int(SIDE * width / short), int(SIDE * height / short), BICUBIC)
    top, left = (small.shape[0] - SIDE) // 2, (small.shape[1] - SIDE) // 2
    return _normal(small[top : top + SIDE, left : left + SIDE])


def as_siglip(photo: NDArray[np.uint8]) -> Pixels:
    """Squeezed; ``(3, SIDE, SIDE)``."""
    return _normal(resized(photo, SIDE, SIDE, BILINEAR))


def placed(pixels: Pixels) -> Pixels:
    """Where the tower of photos puts it: ``(DIMENSION,)`` of unit length."""
    return unit(pixels.mean(axis=(1, 2)) @ WEIGHTS)


def unit(vector: Pixels) -> Pixels:
    """A vector over its length."""
    return np.asarray(vector / np.linalg.norm(vector))


def _normal(values: Pixels) -> Pixels:
    return np.asarray(((values / 255 - np.array(MEAN)) / np.array(SPREAD)).transpose(2, 0, 1), np.float64)
