"""Noise reduction by non-local means.

Measures ``sigma``: the standard deviation of the noise, in steps of 8-bit luma (BT.601).
"""

from collections.abc import Mapping
from typing import cast

import cv2
import numpy as np

from inference.preprocess.colour import Photo

NOISY = 8.0
"""Standard deviation of luma from which grain is plain to see."""
_MOST = 25.0
_MASK = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
"""The difference of two Laplacians, blind to flat and evenly rising surfaces; its squares sum to 36."""
_MEDIAN = 0.6745
"""Median of the absolute values of a standard normal variable."""


def measure(photo: Photo) -> dict[str, float]:
    """Estimate the noise.

    The mask is that of Immerkær (1996), "Fast Noise Variance Estimation", Computer Vision and Image Understanding 64
    (2). Of its answers the median is taken instead of the mean, since edges and textures answer, too.
    """
    if min(photo.shape[:2]) < 3:
        return {"sigma": 0.0}
    luma = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY).astype(np.float32)
    answers = np.abs(cv2.filter2D(luma, cv2.CV_32F, _MASK)[1:-1, 1:-1])
    return {"sigma": float(np.median(answers)) / (_MEDIAN * 6)}


def is_off(measured: Mapping[str, float]) -> bool:
    """Whether the photo is noisy."""
    return measured["sigma"] > NOISY


def correct(photo: Photo, measured: Mapping[str, float]) -> Photo:
    """Average patches that look alike, the more the noisier the photo is.

    Buades, Coll, Morel (2011), "Non-Local Means Denoising", IPOL 1, as OpenCV does it in CIELAB: patches of 5 × 5 in
    windows of 15 × 15, and a filter strength of 0.8 sigma for lightness and for colour.
    """
    strength = 0.8 * min(measured["sigma"], _MOST)
    if strength < 1:
        return photo
    bgr = np.ascontiguousarray(photo[..., ::-1])
    quiet = cv2.fastNlMeansDenoisingColored(bgr, None, strength, strength, 5, 15)
    return np.ascontiguousarray(cast("Photo", quiet)[..., ::-1])
