"""Tens of thousands of dots as a picture, by plain arithmetic: some milliseconds, where a painter takes a hundred.

It is few steps over all dots rather than many over some: between two of them any other thread may take the interpreter.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_EDGE = 24
"""Pixels around the picture for dots that reach over its edge."""


class Layer(NamedTuple):
    """Dots of one size; each lies on those before it.

    Attributes:
        middles: ``(n, 2)`` float32, in pixels, all of them in the picture.
        colours: ``(n,)`` uint32, ``0xAARRGGBB``.
        radius: In pixels, below 24.
    """

    middles: NDArray[np.float32]
    colours: NDArray[np.uint32]
    radius: float


def drawn(size: tuple[int, int], layers: Iterable[Layer], ground: int) -> NDArray[np.uint32]:
    """Draw dots.

    Args:
        size: Of the picture, in pixels.
        layers: Each lies on those before it.
        ground: ``0xAARRGGBB`` of what no dot covers.

    Returns:
        ``(height, width)`` uint32, ``0xAARRGGBB``; a part of a larger array.
    """
    width, height = size[0] + 2 * _EDGE, size[1] + 2 * _EDGE
    picture = np.full(width * height, ground, np.uint32)
    for middles, colours, radius in layers:
        whole = middles.astype(np.int32)
        first = (whole[:, 1] + _EDGE) * width + whole[:, 0] + _EDGE
        # Of what is written twice into one place, the later stays: dots are written in their order.
        picture[first[:, None] + _disc(radius, width)] = colours[:, None]
    return picture.reshape(height, width)[_EDGE : _EDGE + size[1], _EDGE : _EDGE + size[0]]


def _disc(radius: float, width: int) -> NDArray[np.int32]:
    """How far the pixels of a disc are from its middle, in a picture of lines of this width."""
    reach = range(-int(radius), int(radius) + 1)
    inside = [(right, down) for down in reach for right in reach if right * right + down * down <= radius * radius]
    return np.array([down * width + right for right, down in inside], np.int32)
