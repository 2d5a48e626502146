"""Contrast: adaptive histogram equalisation of lightness, limited so that flat surfaces stay flat.

Measures ``spread``: how far the 5th and the 95th percentile of L* lie apart, in [0, 100].
"""

from collections.abc import Mapping

import cv2
import numpy as np

from inference.preprocess.colour import Photo, from_lab, small, to_lab

FLAT = 32.0
"""Spread of L* below which a photo looks dull."""
_CLIP, _TILES = 2.0, 8
_LEVELS = 65535
"""Of the 16-bit lightness that is equalised: eight bits would leave steps in smooth surfaces."""


def measure(photo: Photo) -> dict[str, float]:
    """How far lightness spreads."""
    low, high = np.percentile(to_lab(small(photo))[..., 0], (5, 95))
    return {"spread": float(high - low)}


def is_off(measured: Mapping[str, float]) -> bool:
    """Whether the photo is dull."""
    return measured["spread"] < FLAT


def correct(photo: Photo, _measured: Mapping[str, float]) -> Photo:
    """Equalise L* in 8 × 8 tiles, with a clip limit of 2.

    CLAHE: Zuiderveld (1994), "Contrast Limited Adaptive Histogram Equalization", Graphics Gems IV.
    """
    lab = to_lab(photo)
    levels = np.clip(lab[..., 0] * (_LEVELS / 100), 0, _LEVELS).astype(np.uint16)
    equalised = cv2.createCLAHE(clipLimit=_CLIP, tileGridSize=(_TILES, _TILES)).apply(levels)
    lab[..., 0] = equalised.astype(np.float32) * (100 / _LEVELS)
    return from_lab(lab)
