"""Exposure: levels and gamma in the lightness of CIELAB.

The light end is lifted to where white paper lies in a well-exposed photo; a photo in which nothing is dark gets a gamma
that puts its dark end back. Either end alone is moved, so a well-exposed photo stays as it is.

Measures ``dark_end``, ``middle``, ``light_end``: the 1st, 50th and 99th percentile of L*, in [0, 100].
"""

import math
from collections.abc import Mapping

import numpy as np

from inference.preprocess.colour import Photo, from_lab, small, to_lab

TOO_DARK = 60.0
"""L* that the light end of a photo reaches unless it is underexposed, or shows nothing light."""
TOO_LIGHT = 48.0
"""L* that the dark end of a photo stays below unless it is washed out, or shows nothing dark."""
_LIGHT, _DARK = 92.0, 25.0
_MOST_GAIN, _MOST_GAMMA = 3.0, 3.0


def measure(photo: Photo) -> dict[str, float]:
    """Where the photo's lightness lies."""
    dark, middle, light = np.percentile(to_lab(small(photo))[..., 0], (1, 50, 99))
    return {"dark_end": float(dark), "middle": float(middle), "light_end": float(light)}


def is_off(measured: Mapping[str, float]) -> bool:
    """Whether the photo is underexposed or washed out."""
    return measured["light_end"] < TOO_DARK or measured["dark_end"] > TOO_LIGHT


def correct(photo: Photo, measured: Mapping[str, float]) -> Photo:
    """Bring lightness to its full range.

    ``L' = 100 (gain · L / 100)^gamma`` with ``gain = 92 / light_end`` in [1, 3], and the gamma in [1, 3] that puts
    ``dark_end`` at 25. a* and b* grow with the gain, as they do with the light itself: L* and both of them are
    differences of cube roots of it (CIE 15:2004, §8.2.1).
    """
    gain = min(_MOST_GAIN, max(1.0, _LIGHT / max(measured["light_end"], 1.0)))
    dark = min(99.0, max(1.0, gain * measured["dark_end"]))
    gamma = min(_MOST_GAMMA, max(1.0, math.log(_DARK / 100) / math.log(dark / 100)))
    if gain == 1.0 and gamma == 1.0:
        return photo
    lab = to_lab(photo) * np.float32(gain)
    lab[..., 0] = 100 * (np.clip(lab[..., 0], 0, 100) / 100) ** np.float32(gamma)
    return from_lab(lab)
