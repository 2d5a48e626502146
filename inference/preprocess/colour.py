"""Colour spaces of the corrections, all on ``(h, w, 3)`` arrays in RGB order; pure functions.

CIELAB is that of CIE 15:2004 with the white point D65, as OpenCV computes it from sRGB: L* in [0, 100], a* and b* in
about [-127, 127]. Linear light is sRGB decoded by IEC 61966-2-1, in [0, 1].
"""

from typing import TypeAlias, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Photo: TypeAlias = NDArray[np.uint8]
"""``(height, width, 3)`` uint8, 0-255, RGB, sRGB, upright, at least one pixel."""

Floats: TypeAlias = NDArray[np.float32]

_SMALL = 256
"""Longer side, in pixels, of what is measured where details do not count."""


def to_lab(photo: Photo) -> Floats:
    """From sRGB to CIELAB, ``(h, w, 3)`` float32."""
    scaled = photo.astype(np.float32) / np.float32(255)
    return cast("Floats", cv2.cvtColor(scaled, cv2.COLOR_RGB2LAB))


def from_lab(lab: Floats) -> Photo:
    """From CIELAB to sRGB; what lies outside its gamut is clipped."""
    return to_bytes(cast("Floats", cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)))


def to_linear(photo: Photo) -> Floats:
    """From sRGB to linear light, ``(h, w, 3)`` float32 in [0, 1]."""
    encoded = np.arange(256, dtype=np.float32) / 255
    table = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return table.astype(np.float32)[photo]


def from_linear(light: Floats) -> Photo:
    """Linear light → sRGB; clipped to [0, 1] first."""
    clipped = np.clip(light, 0, 1)
    return to_bytes(np.where(clipped <= 0.0031308, clipped * 12.92, 1.055 * clipped ** np.float32(1 / 2.4) - 0.055))


def to_bytes(scaled: Floats) -> Photo:
    """[0, 1] → 0-255, rounded and clipped."""
    return np.clip(np.rint(scaled * 255), 0, 255).astype(np.uint8)


def small(photo: Photo) -> Photo:
    """The photo with at most 256 pixels along its longer side.

    What is measured on it hardly depends on the photo's size, and costs little.
    """
    return reduced(photo, _SMALL)


def reduced(photo: Photo, side: int) -> Photo:
    """The photo with at most so many pixels along its longer side, by area averaging; itself where it is small."""
    scale = side / max(photo.shape[:2])
    if scale >= 1:
        return photo
    size = (max(1, round(photo.shape[1] * scale)), max(1, round(photo.shape[0] * scale)))
    return cast("Photo", cv2.resize(photo, size, interpolation=cv2.INTER_AREA))
