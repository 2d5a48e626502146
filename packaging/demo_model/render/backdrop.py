"""What stands behind and under a product: studio sweeps, tables, walls and patterns.

The product stands on z = 0 above the origin and its longest side is 1, the unit of length; the camera looks from -y.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from demo_model.render import palette, textures
from demo_model.render.materials import Dictionary, bitmap, chalky, flat, principled
from demo_model.render.mesh import Mesh, rounded, surface

Floats = NDArray[np.float64]
Kind = Literal["sweep", "fade", "table", "wall", "pattern"]
KINDS: tuple[Kind, ...] = ("sweep", "sweep", "sweep", "fade", "table", "table", "wall", "pattern")


@dataclass(frozen=True)
class Backdrop:
    """Meshes with what each wears."""

    pieces: tuple[tuple[Mesh, Dictionary], ...]


def _extruded(profile: Floats, half: float) -> Mesh:
    """A profile (k, 2) of y and z, drawn out along x to both sides."""
    x = np.linspace(-half, half, 3)
    across = np.broadcast_to(x, (len(profile), 3))
    return surface(np.stack([across, *(np.repeat(profile[:, k, None], 3, 1) for k in (0, 1))], -1))


def sweep(back: float) -> Mesh:
    """A floor that bends up into a wall ``back`` behind the product."""
    return _extruded(rounded([(-14, 0), (back, 0), (back, 14)], 2.2, 24), 16)


def floor(back: float) -> Mesh:
    """A flat floor that ends so far behind the product."""
    return _extruded(np.array([(-14.0, 0.0), (back, 0.0)]), 16)


def wall(back: float, below: float = 0.0) -> Mesh:
    """An upright wall so far behind the product."""
    return _extruded(np.array([(back, -below), (back, 14.0)]), 16)


def _quiet(rng: Generator) -> Floats:
    """White, grey or a pastel."""
    match rng.integers(4):
        case 0:
            return palette.lch(rng.uniform(90, 97), 2, rng.uniform(0, 360))
        case 1:
            return palette.lch(rng.uniform(45, 85), 2, rng.uniform(0, 360))
        case _:
            return palette.lch(rng.uniform(78, 92), rng.uniform(6, 18), rng.uniform(0, 360))


def _lively(rng: Generator) -> Floats:
    return palette.lch(rng.uniform(35, 80), rng.uniform(10, 38), rng.uniform(0, 360))


def _timber(rng: Generator) -> Dictionary:
    colour = palette.lch(rng.uniform(32, 72), rng.uniform(18, 34), rng.uniform(56, 76))
    picture = textures.planks(colour, rng) if rng.random() < 0.6 else textures.wood(colour, rng)
    return principled(bitmap(picture, rng.uniform(0.28, 0.6), 90.0 * rng.integers(2)), rng.uniform(0.35, 0.7))


def _patterned(rng: Generator) -> Dictionary:
    first, second = _quiet(rng), _lively(rng)
    match rng.integers(3):
        case 0:
            picture = textures.checks(first, second, int(rng.choice([4, 6, 8])))
        case 1:
            picture = textures.tiles(first, second * 0.7, int(rng.choice([4, 6])))
        case _:
            picture = textures.cloth(first, second, int(rng.choice([8, 12, 16])))
    return chalky(bitmap(picture, rng.uniform(0.3, 0.7), rng.uniform(0, 45)))


def drawn(rng: Generator) -> Backdrop:
    """A backdrop by chance."""
    kind: Kind = KINDS[rng.integers(len(KINDS))]
    back = float(rng.uniform(1.6, 4.5))
    match kind:
        case "sweep":
            return Backdrop(((sweep(back), chalky(flat(_quiet(rng)))),))
        case "fade":
            picture = textures.fade(_quiet(rng), _quiet(rng) if rng.random() < 0.5 else _lively(rng))
            return Backdrop(((sweep(back), chalky(bitmap(picture, 0.045))),))
        case "table":
            plain = chalky(flat(_quiet(rng)))
            return Backdrop(((floor(back), _timber(rng)), (wall(back + rng.uniform(0, 2), 3.0), plain)))
        case "wall":
            colours = _quiet(rng), _lively(rng)
            return Backdrop(((floor(back), chalky(flat(colours[0]))), (wall(back), chalky(flat(colours[1])))))
        case "pattern":
            plain = chalky(flat(_quiet(rng)))
            return Backdrop(((floor(back), _patterned(rng)), (wall(back), plain)))
