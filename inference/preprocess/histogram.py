"""Histogram match: lightness is spread as it is in a reference.

Only luma (Y of YCrCb, BT.601) is matched. Colour differences are left alone: the colours of a product are what they
are, and no other photo's.

Measures ``distance``: the mean distance between the photo's luma and the reference's, quantile by quantile (the first
Wasserstein distance), in steps of 8 bits; and, where the reference is not the built-in one, the reference itself, by
which what was done can be done again: ``reference_00`` and on.
"""

from collections.abc import Mapping, Sequence

import cv2
import numpy as np

from inference.preprocess.colour import Photo, small

FAR = 50.0
"""Distance from which a photo is lit unlike the reference."""

FLATTEST = 64.0
"""Fewest steps between the darkest and the lightest of a reference: one without a range would take every photo's."""

REFERENCE = (7, 42, 54, 64, 74, 84, 94, 105, 115, 126, 136, 146, 156, 166, 178, 193, 245)
"""Luma at the quantiles 0, 1/16, …, 1, in [0, 255]: the mean over 2,000 photos of clothes and groceries as people sell
them, none of which is among those that the steps are measured on."""


_REFERENCE = "reference_"


def quantiles(photo: Photo) -> tuple[float, ...]:
    """Luma of a photo at as many quantiles as the reference has."""
    luma = cv2.cvtColor(small(photo), cv2.COLOR_RGB2YCrCb)[..., 0]
    return tuple(float(value) for value in np.quantile(luma, np.linspace(0, 1, len(REFERENCE))))


def measure(photo: Photo, reference: Sequence[float] = ()) -> dict[str, float]:
    """How far the photo lies from a reference; from the built-in one where that is empty."""
    told = {f"{_REFERENCE}{place:02}": float(luma) for place, luma in enumerate(reference)}
    return {"distance": float(np.abs(np.subtract(quantiles(photo), reference or REFERENCE)).mean()), **told}


def reference_in(measured: Mapping[str, float]) -> tuple[float, ...]:
    """The reference that a photo was measured by; empty for the built-in one."""
    return tuple(measured[name] for name in sorted(measured) if name.startswith(_REFERENCE))


def is_off(measured: Mapping[str, float]) -> bool:
    """Whether the photo is lit unlike the reference."""
    return measured["distance"] > FAR


def correct(photo: Photo, measured: Mapping[str, float]) -> Photo:
    """Match the photo to the reference that it was measured by."""
    return matched(photo, reference_in(measured) or REFERENCE)


def matched(photo: Photo, reference: Sequence[float]) -> Photo:
    """Give a photo's luma the distribution of a reference.

    Gonzalez, Woods, "Digital Image Processing", §3.3.2: ``Y' = G⁻¹(F(Y))``, F being the photo's distribution and G⁻¹
    the reference's quantile function, both taken as straight between quantiles.

    Args:
        photo: Any photo.
        reference: Luma at evenly spaced quantiles from 0 to 1, never falling, in [0, 255]; at least two.
    """
    yuv = cv2.cvtColor(photo, cv2.COLOR_RGB2YCrCb)
    counts = np.bincount(yuv[..., 0].ravel(), minlength=256)
    middle = (np.cumsum(counts) - counts / 2) / counts.sum()  # a level stands for the middle of its pixels
    levels = np.interp(middle, np.linspace(0, 1, len(reference)), reference)
    yuv[..., 0] = np.rint(levels).astype(np.uint8)[yuv[..., 0]]
    return np.asarray(cv2.cvtColor(yuv, cv2.COLOR_YCrCb2RGB), np.uint8)
