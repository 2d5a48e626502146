"""White balance: the colour of the light, estimated from edges, is taken out.

Grey-edge: the average difference of neighbouring pixels in a scene is grey, so its colour is that of the light (van de
Weijer, Gevers, Gijsenij 2007, "Edge-Based Color Constancy", IEEE Trans. Image Processing 16 (9)): with n = 1, the
Minkowski norm p = 6 and a Gaussian of sigma = 1 px. An edge between a coloured product and its background misleads it,
so "automatic" asks a second witness, the brightest surfaces, and acts only where both see the same light.

Measures ``cast`` and ``bright_cast``, the angles in degrees between each estimate and white light in linear RGB;
``disagreement``, that between the two; and ``red``, ``green``, ``blue``, the light that is to be taken out, linear RGB
of mean 1.
"""

from collections.abc import Mapping
from typing import TypeAlias, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.preprocess.colour import Floats, Photo, from_linear, small, to_linear

CAST = 9.0
"""Degrees from white at which a light is seen as coloured."""
AGREEMENT = 0.5
"""How far the two estimates may lie apart, as a part of the cast."""
_NORM = 6
_SIGMA = 1.0
_CLIPPED = 0.95
"""Linear light above which a channel may have been cut off, so that its colour says nothing."""
_MOST_GAIN = 2.5

_Light: TypeAlias = NDArray[np.float64]
"""``(3,)``, linear RGB of unit length."""


def measure(photo: Photo) -> dict[str, float]:
    """The light's colour by both witnesses."""
    light = to_linear(small(photo))
    edges, bright = grey_edge(light), brightest(light)
    both = edges + bright
    red, green, blue = (float(value) for value in both / both.mean())
    return {
        "cast": _from_white(edges),
        "bright_cast": _from_white(bright),
        "disagreement": _angle(edges, bright),
        "red": red,
        "green": green,
        "blue": blue,
    }


def is_off(measured: Mapping[str, float]) -> bool:
    """Whether both estimates see the same coloured light."""
    cast_ = min(measured["cast"], measured["bright_cast"])
    return cast_ > CAST and measured["disagreement"] < AGREEMENT * cast_


def correct(photo: Photo, measured: Mapping[str, float]) -> Photo:
    """Divide linear light by the light's colour, channel by channel (von Kries); the luminance of white stays.

    Luminance weighs the channels as IEC 61966-2-1 does; no channel grows by more than 2.5.
    """
    colour = np.array([measured["red"], measured["green"], measured["blue"]], np.float32)
    gains = np.minimum(float(colour @ np.array([0.2126, 0.7152, 0.0722])) / np.maximum(colour, 1e-3), _MOST_GAIN)
    if np.allclose(gains, 1, atol=0.005):
        return photo
    return from_linear(to_linear(photo) * gains.astype(np.float32))


def grey_edge(light: Floats, norm: int = _NORM, sigma: float = _SIGMA) -> _Light:
    """Estimate the light from edges; white where there is none.

    Args:
        light: ``(h, w, 3)`` float32 in [0, 1], linear RGB.
        norm: Minkowski norm p.
        sigma: Of the Gaussian before the derivative, in pixels.
    """
    smooth = cv2.GaussianBlur(light, (0, 0), sigma)
    across, up = (cv2.Sobel(smooth, cv2.CV_32F, *order, ksize=3, scale=1 / 8) for order in ((1, 0), (0, 1)))
    edges = np.hypot(across, up)
    # A pixel beside one that was cut off has an edge that the cut made.
    clipped = cv2.dilate((light.max(axis=2) > _CLIPPED).astype(np.uint8), np.ones((7, 7), np.uint8))
    counted = edges[clipped == 0].astype(np.float64)
    return _unit((counted**norm).sum(axis=0) ** (1 / norm)) if counted.size else _unit(np.zeros(3))


def brightest(light: Floats, share: float = 0.1) -> _Light:
    """Estimate the light from the brightest surfaces, which tend to be white; where they are cut off they say white.

    Args:
        light: As :func:`grey_edge` takes it.
        share: Part of the pixels that count.
    """
    flat = cast("Floats", cv2.GaussianBlur(light, (0, 0), 1.0)).reshape(-1, 3)
    luminance = flat.sum(axis=1)
    bright = flat[luminance >= np.quantile(luminance, 1 - share)].astype(np.float64)
    return _unit(np.median(bright, axis=0))


def _unit(colour: _Light) -> _Light:
    """The colour at unit length; no light at all is white."""
    length = float(np.linalg.norm(colour))
    return colour / length if length > 1e-6 else np.full(3, 3**-0.5)


def _from_white(light: _Light) -> float:
    return _angle(light, np.full(3, 3**-0.5))


def _angle(first: _Light, second: _Light) -> float:
    """Degrees between two colours of unit length."""
    return float(np.degrees(np.arccos(np.clip(first @ second, -1, 1))))
