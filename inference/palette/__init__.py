"""The colours of a product, read off its photo's pixels: independent of any model.

The product is taken apart from its background (:mod:`inference.palette.separation`), and the colours of both are
gathered into groups (:mod:`inference.palette.clusters`). The same pixels always give the same palette. What the colours
are called is for others to say.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from inference.palette.clusters import clusters
from inference.palette.separation import middle, separate
from inference.preprocess.colour import Floats, from_lab, reduced, to_lab

__all__ = ["EDITION", "SIDE", "Group", "Lab", "Palette", "palette"]

EDITION = "1"
"""Grows when the same pixels get another palette: what was found before is then found again."""
SIDE = 112
"""Longer side, in pixels, at which a photo is looked at. Larger ones took longer and named no more photos rightly."""

Lab: TypeAlias = tuple[float, float, float]
"""A colour in CIELAB with the white point D65: L* in [0, 100], a* and b* in about [-127, 127]."""
_ALIKE = 14.0
"""Difference of colour (CIE 1976 ΔE*ab) below which the background has a colour of the product, too."""
_MUCH = 0.08
"""Share of the background from which on a colour of it counts."""


@dataclass(frozen=True, slots=True)
class Group:
    """Like colours.

    Attributes:
        lab: Their mean.
        swatch: The same as ``#rrggbb`` (sRGB), clipped to its gamut.
        share: The part of the product, or of the background, that has them, in [0, 1].
    """

    lab: Lab
    swatch: str
    share: float


@dataclass(frozen=True, slots=True)
class Palette:
    """What colours a photo shows.

    Attributes:
        product: Those of the product, the largest share first; what lies near the photo's middle counts more. At most
            six, at least one.
        background: Those of everything else.
        sure: The share of the product whose colours the background does not have, in [0, 1]: how far the separation is
            to be believed.
        whole: Nothing stood out in the photo's middle, which was taken for the product: it seems to fill the photo.
            ``sure`` says nothing then.
    """

    product: tuple[Group, ...]
    background: tuple[Group, ...]
    sure: float
    whole: bool


def palette(photo: NDArray[np.uint8]) -> Palette:
    """Find the colours of the product that a photo shows.

    Args:
        photo: ``(height, width, 3)`` uint8, sRGB, upright; any size from 1 px. It is not changed.
    """
    small = reduced(photo, SIDE)
    lab = to_lab(small)
    separation = separate(small, lab)
    product = separation.product
    means, shares = clusters(lab[product], middle(*product.shape)[product])
    others, parts = clusters(lab[~product])
    seen = others[parts >= _MUCH]
    apart = np.ones(len(means), bool)
    if len(seen):
        apart = np.linalg.norm(means[:, None] - seen[None], axis=2).min(1) >= _ALIKE
    return Palette(_groups(means, shares), _groups(others, parts), float(shares[apart].sum()), separation.whole)


def _groups(means: Floats, shares: Floats) -> tuple[Group, ...]:
    if len(means) == 0:
        return ()
    swatches = from_lab(means[None])[0]
    return tuple(
        Group((float(lab[0]), float(lab[1]), float(lab[2])), f"#{bytes(swatch).hex()}", float(share))
        for lab, swatch, share in zip(means, swatches, shares, strict=True)
    )
