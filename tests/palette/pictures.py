"""Simple products drawn before simple backgrounds, with where they are."""

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.preprocess.colour import Photo

Mask = NDArray[np.bool_]
RED, BLUE, GREEN, WHITE = (190, 30, 35), (35, 70, 170), (40, 130, 60), (244, 244, 242)
GREY, WOOD, BLACK = (150, 150, 152), (176, 138, 96), (22, 22, 24)


def drawn(
    product: tuple[int, int, int], background: tuple[int, int, int], *, grain: float = 4, side: int = 320, seed: int = 0
) -> tuple[Photo, Mask]:
    """A rounded product with shading and grain before a background that darkens downwards; and where it is."""
    random = np.random.default_rng(seed)
    mask = np.zeros((side, side), np.uint8)
    cv2.ellipse(mask, (side // 2, int(side * 0.55)), (int(side * 0.22), int(side * 0.3)), 12, 0, 360, 1, -1)
    cv2.rectangle(mask, (int(side * 0.42), int(side * 0.15)), (int(side * 0.56), int(side * 0.5)), 1, -1)
    rows, columns = np.mgrid[0:side, 0:side] / side
    pixels = np.array(background) * (1.02 - 0.12 * rows[..., None])
    lit = np.array(product) * (1.1 - 0.5 * np.abs(columns - 0.42)[..., None])
    pixels = np.where(mask[..., None] > 0, lit, pixels) + random.normal(0, grain, (side, side, 1))
    return np.clip(np.rint(pixels), 0, 255).astype(np.uint8), mask > 0


def overlap(one: Mask, other: Mask) -> float:
    """Intersection over union."""
    return float((one & other).sum() / (one | other).sum())
