"""Tens of thousands of dots as a picture, by plain arithmetic: some milliseconds, where a painter takes a hundred."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_EDGE = 20
"""Pixels around the picture for dots that reach over its edge: more than twice a dot's largest radius."""


class Layer(NamedTuple):
    """Dots of one kind.

    Attributes:
        middles: ``(n, 2)`` float32, in pixels; those out of sight are left out.
        colour: ``0xAARRGGBB``.
        radius: In pixels, below 9.
    """

    middles: NDArray[np.float32]
    colour: int
    radius: float


def drawn(size: tuple[int, int], layers: Iterable[Layer], ground: int) -> NDArray[np.uint32]:
    """Draw dots.

    Args:
        size: Of the picture, in pixels.
        layers: Each lies on those before it.
        ground: ``0xAARRGGBB`` of what no dot covers.

    Returns:
        ``(height, width)`` uint32, ``0xAARRGGBB``.
    """
    width, height = size[0] + 2 * _EDGE, size[1] + 2 * _EDGE
    picture = np.full(width * height, ground, np.uint32)
    for middles, colour, radius in layers:
        seen = ((middles > -radius) & (middles < np.array(size, np.float32) + np.float32(radius))).all(axis=1)
        whole = (middles[seen] + np.float32(_EDGE)).astype(np.int32)
        flat = whole[:, 1] * width + whole[:, 0]
        for offset in _disc(radius, width):
            picture[flat + offset] = colour
    return picture.reshape(height, width)[_EDGE : _EDGE + size[1], _EDGE : _EDGE + size[0]]


def _disc(radius: float, width: int) -> list[int]:
    """How far the pixels of a disc are from its middle, in a picture of lines of this width."""
    reach = range(-int(radius), int(radius) + 1)
    return [down * width + right for down in reach for right in reach if right * right + down * down <= radius * radius]
