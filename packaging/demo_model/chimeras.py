"""Photos of things that nobody makes, from photos of things that somebody does: what the networks learn doubt from.

What a model does not know mostly looks like something that it knows: a bodysuit like a T-shirt, a papaya like a mango.
Of such things there are few photos to learn from, so they are made: a garment that goes on below as its own mirror
image, two kinds of food side by side, one above the other, or one through the other. Nothing is right about them, so
every type is as likely as any other. Hendrycks et al. 2019, "Deep Anomaly Detection with Outlier Exposure".
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from demo_model.photos import Labelled
from demo_model.table import NOTHING

MIRRORED, PAIRED = 1000, 1500
"""How many there are of either kind."""
SEED = 5


def make(photos: list[Labelled], pixels: NDArray[np.uint8]) -> tuple[list[Labelled], NDArray[np.uint8]]:
    """Make them of training photos of known things.

    Args:
        photos: All photos.
        pixels: Theirs, ``(photos, size, size, 3)`` uint8, RGB.

    Returns:
        Their list and their pixels, alike.
    """
    random = np.random.default_rng(SEED)
    made: list[tuple[Labelled, NDArray[np.uint8]]] = []
    garments, food = _known(photos, "clothing"), _known(photos, "grocery")
    for row in random.choice(garments, MIRRORED):
        made.append((_invented(photos[row], len(made)), _mirrored(pixels[row], random)))
    while len(made) < MIRRORED + PAIRED:
        first, second = random.choice(food, 2)
        if photos[first].noun != photos[second].noun:
            made.append((_invented(photos[first], len(made)), _paired(pixels[first], pixels[second], random)))
    return [photo for photo, _ in made], np.stack([photo for _, photo in made])


def _known(photos: list[Labelled], group: str) -> list[int]:
    return [row for row, photo in enumerate(photos) if photo.split == "train" and photo.group == group]


def _invented(origin: Labelled, number: int) -> Labelled:
    """Shares its origin's source, so that no fold learns from what another is asked about."""
    path = origin.path.with_name(f"chimera-{number}.jpg")
    return Labelled(path, "train", origin.group, NOTHING, (), origin.source)


def _mirrored(photo: NDArray[np.uint8], random: Generator) -> NDArray[np.uint8]:
    return _blended(photo, photo[::-1], _ramp(len(photo), random.uniform(0.4, 0.65), random)[:, None, None])


def _paired(first: NDArray[np.uint8], second: NDArray[np.uint8], random: Generator) -> NDArray[np.uint8]:
    way = random.integers(3)
    if way == 0:
        return _blended(first, second, np.float32(random.uniform(0.35, 0.65)))
    ramp = _ramp(len(first), random.uniform(0.4, 0.65), random)
    return _blended(first, second, ramp[:, None, None] if way == 1 else ramp[None, :, None])


def _ramp(size: int, middle: float, random: Generator) -> NDArray[np.float32]:
    """From nought to one along a side, more or less steeply: a hard edge would tell by itself what is made up."""
    along = np.linspace(0, 1, size, dtype=np.float32)
    return 1 / (1 + np.exp((middle - along) / np.float32(random.uniform(0.01, 0.06))))


def _blended(
    first: NDArray[np.uint8], second: NDArray[np.uint8], share: NDArray[np.float32] | np.float32
) -> NDArray[np.uint8]:
    return (first * (1 - share) + second * share).round().astype(np.uint8)
