"""Gift boxes and cartons; lengths in centimetres."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.random import Generator

from demo_model.render.mesh import Mesh, ball, box, join, lathe, prism, rod, rounded, spline, tube
from demo_model.render.parts import Part, Product, Recipe


def _bow(size: float, height: float) -> Mesh:
    loops = []
    for turn in (20, 160, 250, 290):
        knots = [(0, 0, 0), (size * 0.7, 0, size * 0.55), (size, 0, size * 0.3), (size * 0.5, 0, 0.05), (0, 0, 0)]
        loops.append(tube(spline(knots), size * 0.24, flat=0.12).turned(turn))
    return join([*loops, ball(size * 0.17)]).moved(z=height)


def _ribbon(width: float, depth: float, height: float, strap: float) -> Mesh:
    return join([box(strap, depth + 0.3, height + 0.15, 0.05), box(width + 0.3, strap, height + 0.15, 0.05)])


def box_gift(rng: Generator) -> Product:
    """A lid, a ribbon and mostly a bow."""
    width, depth, height = rng.uniform(14, 22), rng.uniform(14, 20), rng.uniform(9, 18)
    lid = box(width + 1, depth + 1, height * 0.24, 0.2).moved(z=height * 0.8)
    ribbon = _ribbon(width + 1, depth + 1, height * 1.04, rng.uniform(1.5, 2.6))
    product = [Part(box(width, depth, height, 0.2)), Part(lid), Part(ribbon, "second")]
    return product + ([Part(_bow(5.5, height * 1.04), "second")] if rng.random() < 0.75 else [])


def box_carton(rng: Generator) -> Product:
    """Closed, with a strip of tape along the top."""
    width, depth, height = rng.uniform(20, 32), rng.uniform(16, 24), rng.uniform(12, 24)
    tape = box(width + 0.1, 4, height + 0.1, 0.05)
    label = box(width * 0.3, 0.1, height * 0.3, 0.02).moved(width * 0.2, -depth / 2, height * 0.2)
    gap = box(width + 0.12, 0.25, height + 0.14, 0.02)
    product = [Part(box(width, depth, height, 0.25)), Part(gap, "dark")]
    return [*product, Part(tape, "second"), Part(label, "paper")]


def box_open(rng: Generator) -> Product:
    """Four walls and four flaps that lean out."""
    width, depth, height = rng.uniform(20, 30), rng.uniform(18, 24), rng.uniform(12, 18)
    walls = []
    for turn, across, away in ((0, width, depth), (90, depth, width), (180, width, depth), (270, depth, width)):
        flap = box(across, 0.4, depth * 0.42, 0.1).turned(rng.uniform(25, 100), "x").moved(z=height)
        side = join([box(across, 0.4, height, 0.1), flap])
        walls.append(side.moved(y=-away / 2).turned(turn))
    return [Part(join([*walls, box(width, depth, 0.4, 0.1)]))]


def box_round(rng: Generator) -> Product:
    """A hat box with a ribbon around it."""
    radius, height = rng.uniform(9, 13), rng.uniform(9, 15)
    body = lathe(rounded([(0, 0), (radius, 0), (radius, height), (0, height)], 0.3))
    lid = lathe(rounded([(radius + 0.5, height * 0.8), (radius + 0.5, height), (0, height + 0.1)], 0.3))
    band = lathe([(radius + 0.08, height * 0.35), (radius + 0.08, height * 0.52)])
    product = [Part(join([body, lid])), Part(band, "second")]
    return product + ([Part(_bow(5.0, height + 0.2), "second")] if rng.random() < 0.5 else [])


def box_hexagon(rng: Generator) -> Product:
    """Six sides and a lid that overhangs."""
    radius, height = rng.uniform(10, 13), rng.uniform(9, 14)
    angles = np.radians(np.arange(0, 360, 60))
    ring = np.column_stack([np.cos(angles), np.sin(angles)])
    lid = prism(ring * (radius + 0.6), height * 0.25).moved(z=height * 0.8)
    strap = rod((0, 0, height * 1.05), (0, 0, height * 1.12), 1.2)
    return [Part(prism(ring * radius, height)), Part(lid), Part(strap, "second")]


RECIPES: Mapping[str, tuple[Recipe, ...]] = MappingProxyType(
    {"caixa": (box_gift, box_carton, box_open, box_round, box_hexagon)}
)
