"""The product apart from its background, on a small photo; pure functions.

GrabCut (Rother, Kolmogorov and Blake 2004, "GrabCut: interactive foreground extraction using iterated graph cuts"),
seeded without a person: what the photo's border mostly shows is background, and what differs from the border's colours
and lies near the middle is product. Those two priors, contrast and place, are what salient objects are mostly told by
(Borji et al. 2015, "Salient object detection: a benchmark").
"""

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.palette.clusters import clusters
from inference.preprocess.colour import Floats, Photo

_BORDER = 0.05
"""Depth of the border, of the photo's shorter side."""
_OFTEN = 0.12
"""Share of the border from which on a colour is the background's."""
_ALIKE = 10.0
"""Difference (CIE 1976 ΔE*ab) to one of the background's colours below which a pixel of the border is background."""
_DIFFERENT = 22.0
"""Difference from which on a pixel in the middle is product, whatever else the photo shows."""
_LEAST = 6.0
"""Difference below which nothing is taken to stand out."""
_CORE, _VAGUE = 0.85, 5.0
"""Nearness to the middle, and difference, from which on a pixel is worth a try."""
_WIDE = 0.6
"""Spread of the middle (standard deviation, in halves of the photo's sides)."""
_TURNS = 2
_SMALLEST = 0.01
"""Part of the photo below which what was found is no product."""
_CENTRAL = 0.15
"""Part of the photo's middle that the product has to cover, unless the border is plain. What covers less is mostly
clutter beside a product that reaches the border: without this rule the colours of 7 in 100 labelled photos are lost."""
_PLAIN = 0.9
"""Part of the border that has one colour, from which on it is plain, and the product may be small."""
_ONE_COLOUR = 12.0
"""Difference up to which that is one colour."""
_FEWEST = 8
"""Pixels along the shorter side below which nothing can be separated."""
_SEED = 0


@dataclass(frozen=True, slots=True)
class Separation:
    """Where the product is.

    Attributes:
        product: ``(h, w)`` bool, at least one pixel true.
        whole: Nothing stood out from the border, or nothing in the middle; the photo's middle is taken for the product.
    """

    product: NDArray[np.bool_]
    whole: bool


def separate(photo: Photo, lab: Floats) -> Separation:
    """Tell the product from its background.

    Args:
        photo: ``(h, w, 3)`` uint8, RGB, sRGB, small.
        lab: The same in CIELAB.
    """
    near = middle(*lab.shape[:2])
    inner = near >= min(_WIDE, float(near.max()))
    if min(lab.shape[:2]) >= _FEWEST:
        marks = _seeds(lab, near)
        if marks is not None:
            product = _cut(photo, marks)
            if product.mean() >= _SMALLEST and (product[inner].mean() >= _CENTRAL or _is_plain(lab)):
                return Separation(product, whole=False)
    return Separation(inner, whole=True)


def middle(height: int, width: int) -> Floats:
    """How near the photo's middle each pixel is, ``(h, w)`` float32 in (0, 1]: a bell of the photo's proportions."""
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height * 2 - 1
    columns = (np.arange(width, dtype=np.float32) + 0.5) / width * 2 - 1
    return cast("Floats", np.exp(-(rows[:, None] ** 2 + columns[None] ** 2) / np.float32(2 * _WIDE**2)))


def _seeds(lab: Floats, near: Floats) -> NDArray[np.uint8] | None:
    """What GrabCut begins with, ``(h, w)`` uint8 of its marks; ``None`` where nothing stands out, or everything."""
    edge = _edge(*lab.shape[:2])
    means, shares = clusters(lab[edge])
    usual = means[shares >= min(_OFTEN, float(shares.max()))]
    difference = np.linalg.norm(lab[:, :, None] - usual, axis=3).min(2)
    salient = difference * near
    product = salient >= min(_DIFFERENT, max(_LEAST, _threshold(salient)))
    product |= (near > _CORE) & (difference >= _VAGUE)
    marks = np.where(product, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    marks[edge & (difference < _ALIKE)] = cv2.GC_BGD
    product = marks == cv2.GC_PR_FGD
    return marks if product.any() and not product.all() else None


def _cut(photo: Photo, marks: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """GrabCut from these marks; its mixtures of colours start from a fixed seed, so that nothing is left to chance."""
    found, inner, outer = marks.copy(), np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(_SEED)
    cv2.grabCut(np.ascontiguousarray(photo), found, (0, 0, 0, 0), outer, inner, _TURNS, cv2.GC_INIT_WITH_MASK)
    return np.isin(found, (cv2.GC_PR_FGD, cv2.GC_FGD))


def _is_plain(lab: Floats) -> bool:
    """Whether the border mostly has one colour."""
    edge = lab[_edge(*lab.shape[:2])]
    return bool((np.linalg.norm(edge - np.median(edge, axis=0), axis=1) < _ONE_COLOUR).mean() >= _PLAIN)


def _edge(height: int, width: int) -> NDArray[np.bool_]:
    depth = max(1, round(_BORDER * min(height, width)))
    edge = np.ones((height, width), np.bool_)
    edge[depth:-depth, depth:-depth] = False
    return edge


def _threshold(values: Floats) -> float:
    """What parts them best in two (Otsu 1979, "A threshold selection method from gray-level histograms")."""
    steps = np.clip(values * 2, 0, 255).astype(np.uint8)
    return cv2.threshold(steps, 0, 255, cv2.THRESH_OTSU)[0] / 2
