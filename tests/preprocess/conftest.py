"""Scenes whose light is known."""

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.preprocess.colour import from_linear


@pytest.fixture
def greys() -> NDArray[np.float32]:
    """Grey tiles in linear light, ``(96, 128, 3)``, from nearly black to white paper."""
    random = np.random.default_rng(4)
    tiles = random.uniform(0.02, 0.8, (12, 16, 1)).astype(np.float32)
    return np.repeat(np.repeat(np.repeat(tiles, 8, 0), 8, 1), 3, 2)


@pytest.fixture
def scene(greys: NDArray[np.float32]) -> NDArray[np.uint8]:
    """A well-lit photo: grey tiles and some coloured ones, with nothing wrong in it."""
    light = greys.copy()
    light[24:48, 24:64] = (0.5, 0.08, 0.06)
    light[56:80, 72:112] = (0.05, 0.12, 0.45)
    return from_linear(light)
