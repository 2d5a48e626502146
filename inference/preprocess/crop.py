"""Crop: empty background around the product is cut off, with a margin left.

The background is what the photo's border mostly shows. Where the border has no common colour nothing is cut.

Measures ``plain``, the part of the border that has the background's colour, in [0, 1]; and ``left``, ``top``,
``width``, ``height``, the frame to keep, as parts of the photo's width and height (0, 0, 1, 1 where nothing is to be
cut).
"""

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.preprocess.colour import Photo, small, to_lab

PLAIN = 0.6
"""Part of the border that has to agree before there is a background."""
WORTHWHILE = 0.4
"""Part of the photo's area that the frame must not exceed to be worth cutting: what is framed well should stay so."""
_DIFFERENT = 12.0
"""Difference of colour (CIE 1976 ΔE*ab) to the background from which a pixel is something else."""
_BORDER = 0.04
_MARGIN = 0.06
"""Of the product's longer side, left free around it."""
_COMPANION = 0.2
"""Of the largest thing's area: what is as large belongs to it (the other shoe of a pair)."""
_SMALLEST = 0.01
"""Of the photo's area: what is smaller is no product."""


def measure(photo: Photo) -> dict[str, float]:
    """Find the background and the frame."""
    lab = to_lab(small(photo))
    border = _border(lab)
    background = np.median(border, axis=0)
    plain = float((np.linalg.norm(border - background, axis=1) < _DIFFERENT).mean())
    left, top, width, height = (0.0, 0.0, 1.0, 1.0)
    if plain >= PLAIN:
        different = (np.linalg.norm(lab - background, axis=2) >= _DIFFERENT).astype(np.uint8)
        left, top, width, height = _frame(different)
    return {"plain": plain, "left": left, "top": top, "width": width, "height": height}


def is_off(measured: Mapping[str, float]) -> bool:
    """Whether much of the photo is empty."""
    return measured["width"] * measured["height"] < WORTHWHILE


def correct(photo: Photo, measured: Mapping[str, float]) -> Photo:
    """Cut the photo to the frame."""
    height, width = photo.shape[:2]
    left, top = int(measured["left"] * width), int(measured["top"] * height)
    right = max(left + 1, min(width, round((measured["left"] + measured["width"]) * width)))
    bottom = max(top + 1, min(height, round((measured["top"] + measured["height"]) * height)))
    if (right - left, bottom - top) == (width, height):
        return photo
    return np.ascontiguousarray(photo[top:bottom, left:right])


def _border(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    """Pixels along the four edges, ``(n, 3)``."""
    depth = max(1, round(_BORDER * min(lab.shape[:2])))
    edges = (lab[:depth], lab[-depth:], lab[:, :depth], lab[:, -depth:])
    return np.concatenate([edge.reshape(-1, 3) for edge in edges])


def _frame(different: NDArray[np.uint8]) -> tuple[float, float, float, float]:
    """The frame around the largest thing and those that belong to it; the whole photo where there is none.

    Args:
        different: ``(h, w)`` uint8, 1 where something else than the background is.
    """
    height, width = different.shape
    closed = cv2.morphologyEx(different, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, _, found, middles = cv2.connectedComponentsWithStats(opened)
    areas = found[1:, cv2.CC_STAT_AREA]
    if areas.size == 0 or areas.max() < _SMALLEST * different.size:
        return 0.0, 0.0, 1.0, 1.0
    # What lies near the edge is more likely clutter than what lies in the middle.
    off_centre = np.abs(middles[1:] / (width, height) - 0.5).max(axis=1)
    weights = areas * (1 - off_centre)
    boxes = found[1:][weights >= _COMPANION * weights.max()]
    left, top = boxes[:, cv2.CC_STAT_LEFT].min(), boxes[:, cv2.CC_STAT_TOP].min()
    right = (boxes[:, cv2.CC_STAT_LEFT] + boxes[:, cv2.CC_STAT_WIDTH]).max()
    bottom = (boxes[:, cv2.CC_STAT_TOP] + boxes[:, cv2.CC_STAT_HEIGHT]).max()
    margin = _MARGIN * max(right - left, bottom - top)
    left, top = max(0.0, left - margin) / width, max(0.0, top - margin) / height
    right, bottom = min(width, right + margin) / width, min(height, bottom + margin) / height
    return float(left), float(top), float(right - left), float(bottom - top)
