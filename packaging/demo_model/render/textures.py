"""Pictures for surfaces: wood, tiles, checks and cloth, as ``(height, width, 3)`` float32 in linear light, 0..1."""

import itertools

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Picture = NDArray[np.float32]
SIZE = 512


def noise(rng: Generator, across: int, down: int, size: int = SIZE) -> Floats:
    """Smooth noise ``(size, size)`` in -1..1 with so many cells across and down."""
    cells = rng.uniform(-1, 1, (down, across)).astype(np.float32)
    return np.asarray(cv2.resize(cells, (size, size), interpolation=cv2.INTER_CUBIC), dtype=np.float64)


def _tinted(colour: Floats, shade: Floats) -> Picture:
    return np.clip(colour * shade[..., None], 0.0, 0.95).astype(np.float32)


def wood(colour: Floats, rng: Generator, size: int = SIZE) -> Picture:
    """Grain along x about a mean colour (3,); a larger picture shows finer fibres, not more rings."""
    rows, finer = np.linspace(0, 1, size)[:, None], size // SIZE
    warp = 0.06 * noise(rng, 3, 4, size) + 0.015 * noise(rng, 5, 12, size)
    rings = np.sin(2 * np.pi * rng.uniform(5, 11) * (rows + warp))
    fibres = noise(rng, 8 * finer, 160 * finer, size)
    return _tinted(colour, np.exp(0.16 * rings + 0.10 * fibres + 0.08 * noise(rng, 3, 5, size)))


def planks(colour: Floats, rng: Generator, size: int = SIZE) -> Picture:
    """Four boards of `wood`, with dark joints between them."""
    picture = wood(colour, rng, size)
    edges = np.linspace(0, size, 5).astype(int)
    for start, end in itertools.pairwise(edges):
        picture[start:end] = np.roll(picture[start:end], int(rng.integers(size)), axis=1) * rng.uniform(0.82, 1.12)
        picture[start : start + size // 128] *= 0.45
    return np.clip(picture, 0, 0.95)


def checks(first: Floats, second: Floats, count: int) -> Picture:
    """A chessboard of two colours (3,) with so many fields a side; an even count repeats without a seam."""
    cells = np.arange(SIZE) * count // SIZE
    odd = (cells[:, None] + cells[None, :]) % 2
    return np.where(odd[..., None] == 1, first, second).astype(np.float32)


def tiles(colour: Floats, grout: Floats, count: int) -> Picture:
    """Square tiles of a colour (3,) with joints of another."""
    position = np.arange(SIZE) % (SIZE // count) < max(3, SIZE // count // 14)
    joint = position[:, None] | position[None, :]
    return np.where(joint[..., None], grout, colour).astype(np.float32)


def cloth(first: Floats, second: Floats, count: int) -> Picture:
    """A woven gingham: stripes of two colours (3,) that mix where they cross."""
    stripe = (np.arange(SIZE) * count // SIZE % 2).astype(np.float64)
    share = (stripe[:, None] + stripe[None, :]) / 2
    thread = 0.94 + 0.06 * np.sin(np.arange(SIZE) * np.pi / 2)
    weave = thread[:, None] * thread[None, :]
    return ((first * share[..., None] + second * (1 - share[..., None])) * weave[..., None]).astype(np.float32)


def fade(first: Floats, second: Floats) -> Picture:
    """From one colour (3,) at the top to another at the bottom."""
    share = np.linspace(0, 1, SIZE)[:, None, None]
    return np.broadcast_to(first * (1 - share) + second * share, (SIZE, SIZE, 3)).astype(np.float32)


def speckled(colour: Floats, rng: Generator) -> Picture:
    """Stone or paper: a colour (3,) with fine, faint spots."""
    return _tinted(colour, 1.0 + 0.06 * noise(rng, 128, 128) + 0.04 * noise(rng, 6, 6))
