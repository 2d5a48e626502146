"""Afterwork on a picture: tone, noise and 8-bit values, as a camera does it."""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from demo_model.render.palette import encoded


def toned(light: NDArray[np.float32], exposure: float = 1.0) -> NDArray[np.float64]:
    """Linear light ``(…, 3)`` of any height as sRGB values 0..1; what exceeds 0.8 is rolled off instead of cut."""
    value = np.maximum(light.astype(np.float64) * exposure, 0.0)
    shoulder = 0.8 + 0.2 * (1 - np.exp(-(np.maximum(value, 0.8) - 0.8) / 0.35))
    return encoded(np.where(value > 0.8, shoulder, value))


def bytes_of(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Values 0..1 as 0..255."""
    return np.clip(values * 255 + 0.5, 0, 255).astype(np.uint8)


def photographed(light: NDArray[np.float32], rng: Generator) -> NDArray[np.uint8]:
    """A snapshot ``(height, width, 3)`` uint8 of a picture in linear light: exposure, noise, softness, all mild."""
    values = toned(light[..., :3], float(np.exp(rng.normal(0, 0.12))))
    values = cleaned(bytes_of(values), 4.0).astype(np.float64) / 255
    values = np.clip((values - 0.5) * rng.uniform(0.92, 1.08) + 0.5, 0, 1)
    if rng.random() < 0.3:
        values = np.asarray(cv2.GaussianBlur(values, (0, 0), float(rng.uniform(0.4, 0.8))), dtype=np.float64)
    if rng.random() < 0.5:
        values = values + rng.normal(0, rng.uniform(0.004, 0.02), values.shape)
    return bytes_of(values)


def cleaned(values: NDArray[np.uint8], strength: float = 3.0) -> NDArray[np.uint8]:
    """The picture with its grain removed (non-local means); keep the strength low or textures go too."""
    cleaned_up = cv2.fastNlMeansDenoisingColored(values, None, strength, strength, 5, 15)
    return np.asarray(cleaned_up, dtype=np.uint8)


def smoothed(values: NDArray[np.float64], difference: float) -> NDArray[np.float64]:
    """The picture ``(height, width, 3)``, 0..1, without the grain that stays below a difference; edges remain."""
    once = cv2.bilateralFilter(values.astype(np.float32), 11, difference, 4.0)
    return np.asarray(cv2.bilateralFilter(once, 11, difference / 2, 4.0), dtype=np.float64)
