"""Things the demo model shall not name: none of its types, neither clothes nor food; lengths in centimetres.

`FAMILIES` are learned as ``outro produto``; `HELD_OUT` only measures whether the model says so of the unknown.
"""

import numpy as np
from numpy.random import Generator

from demo_model.render.mesh import Mesh, ball, box, join, lathe, prism, rod, rounded, spline, tube
from demo_model.render.parts import Part, Product, Recipe


def ring(radius: float, thick: float) -> Mesh:
    """A torus that lies flat, its centre at the origin."""
    angles = np.linspace(0, 2 * np.pi, 73)
    return tube(np.column_stack([radius * np.cos(angles), radius * np.sin(angles), np.zeros(73)]), thick)


def balls(rng: Generator) -> Product:
    """One to three balls, the first with a stripe."""
    stripe = ring(4.98, 0.35).turned(rng.uniform(20, 70), "x").moved(z=5)
    parts = [Part(ball(5).moved(z=5)), Part(stripe, "second")]
    if rng.random() < 0.5:
        parts.append(Part(ball(3).moved(7, -3, 3), "second"))
    return parts


def blocks(rng: Generator) -> Product:
    """A tower of toy blocks."""
    parts: Product = []
    for level in range(int(rng.integers(2, 5))):
        cube = box(5, 5, 5, 0.3).turned(rng.uniform(-30, 30)).moved(rng.uniform(-1, 1), rng.uniform(-1, 1), 5.0 * level)
        parts.append(Part(cube, "main" if level % 2 == 0 else "second"))
    return [*parts, Part(box(5, 5, 5, 0.3).moved(7, -2), "main")]


def ladder(rng: Generator) -> Product:
    """A step ladder."""
    height = rng.uniform(90, 120)
    sides = [rod((x, -20, 0), (x * 0.75, 0, height), 1.8) for x in (-18, 18)]
    sides += [rod((x, 22, 0), (x * 0.75, 0, height), 1.6) for x in (-18, 18)]
    shares = np.linspace(0.15, 0.92, int(rng.integers(4, 7)))
    steps = [box(36 - 9 * s, 6, 2, 0.5).moved(y=-20 * (1 - s), z=height * s) for s in shares]
    return [Part(join(sides)), Part(join(steps), "main" if rng.random() < 0.6 else "metal")]


def dumbbell(rng: Generator) -> Product:
    """Two weights on a bar."""
    radius = rng.uniform(6, 9)
    disc = lathe(rounded([(0, 0), (radius, 0), (radius, 6), (0, 6)], 1.0)).turned(90, "y")
    weights = join([disc.moved(-14), disc.moved(8)]).moved(z=radius)
    return [Part(weights), Part(rod((-15, 0, radius), (15, 0, radius), 1.5), "metal")]


def bell(rng: Generator) -> Product:
    """A hand bell."""
    hull = lathe(spline([(8, 0), (7.2, 1.5), (4.6, 7), (3.6, 10), (0.2, 12)]))
    return [Part(hull), Part(rod((0, 0, 11), (0, 0, 19), 0.9, 1.5), "wood"), Part(ball(1.8).moved(z=0.9), "dark")]


def candle(rng: Generator) -> Product:
    """Three candles of different heights."""
    parts: Product = []
    for x, y, height in ((0, 0, rng.uniform(12, 16)), (5.5, 1, rng.uniform(7, 11)), (2.5, -5, rng.uniform(4, 7))):
        parts.append(Part(lathe(rounded([(0, 0), (2.4, 0), (2.4, height), (0, height - 0.3)], 0.3)).moved(x, y)))
        parts.append(Part(rod((x, y, height - 0.4), (x + 0.2, y, height + 1.2), 0.14), "dark"))
    return parts


def solids(rng: Generator) -> Product:
    """A pyramid and a cone."""
    pyramid = lathe([(0, 0), (7, 0), (0, rng.uniform(9, 14))], 4)
    return [Part(pyramid), Part(lathe([(0, 0), (3.4, 0), (0, 8)]).moved(9, -4), "second")]


def knot(rng: Generator) -> Product:
    """A sculpture: a knotted tube on a plinth."""
    t = np.linspace(0, 2 * np.pi, 200)
    p, q = ((2, 3), (3, 2), (2, 5))[rng.integers(3)]
    r = 5 + 2.2 * np.cos(q * t)
    curve = tube(np.column_stack([r * np.cos(p * t), 2.2 * np.sin(q * t), r * np.sin(p * t)]), rng.uniform(0.8, 1.4))
    return [Part(curve.moved(z=11)), Part(box(8, 8, 3, 0.3), "dark")]


def spring(rng: Generator) -> Product:
    """A coil that stands upright."""
    t = np.linspace(0, 2 * np.pi * rng.integers(5, 9), 300)
    return [Part(tube(np.column_stack([4 * np.cos(t), 4 * np.sin(t), 0.8 + t * 0.35]), rng.uniform(0.5, 0.8), 12))]


def books(rng: Generator) -> Product:
    """A stack of books."""
    parts: Product = []
    height = 0.0
    for number in range(int(rng.integers(2, 5))):
        thick, turn = rng.uniform(2, 4), rng.uniform(-25, 25)
        board, spine = box(22, 16, 0.4, 0.1), box(0.4, 16, thick, 0.1).moved(-10.8)
        cover = join([board, board.moved(z=thick), spine])
        parts.append(Part(cover.turned(turn).moved(z=height), "main" if number % 2 == 0 else "second"))
        parts.append(Part(box(21, 15, thick - 0.4, 0.05).moved(z=0.4).turned(turn).moved(z=height), "paper"))
        height += thick + 0.4
    return parts


def star(rng: Generator) -> Product:
    """A star that stands on two points."""
    count = int(rng.integers(5, 8))
    angles = np.linspace(0, 2 * np.pi, 2 * count, endpoint=False)
    radii = np.where(np.arange(2 * count) % 2, 4.2, 9.0)
    flat = prism(np.column_stack([radii * np.sin(angles), radii * np.cos(angles)]), rng.uniform(2, 4))
    return [Part(flat.turned(90, "x"))]


def cone(rng: Generator) -> Product:
    """A traffic cone with bands."""
    height = rng.uniform(38, 50)
    hull = lathe([(12, 2), (2, height), (0, height)])
    band = lathe([(12.1 - 10 * 0.4, 2 + (height - 2) * 0.4), (12.1 - 10 * 0.6, 2 + (height - 2) * 0.6)])
    return [Part(join([hull, box(30, 30, 2, 0.6)])), Part(band, "paper")]


def wheel(rng: Generator) -> Product:
    """A wheel with spokes, leaning upright."""
    spokes = [rod((0, 0, 0), (11, 0, 0), 0.5).turned(turn) for turn in np.linspace(0, 360, 9)[:-1]]
    hub = rod((0, 0, -1.5), (0, 0, 1.5), 2)
    turned = [Part(ring(11.5, 1.5)), Part(join([*spokes, hub]), "metal")]
    return [Part(part.mesh.turned(90, "x").moved(z=13), part.role) for part in turned]


def house(rng: Generator) -> Product:
    """A toy house with a gable roof."""
    width, height = rng.uniform(12, 18), rng.uniform(9, 13)
    gable = [(-width / 2 - 1, 0), (width / 2 + 1, 0), (0, width * 0.5)]
    roof = prism(gable, 14).turned(90, "x").moved(y=7, z=height)
    door = box(3, 0.4, 5.5, 0.1).moved(y=-6)
    return [Part(box(width, 12, height, 0.2)), Part(roof, "second"), Part(door, "dark")]


def gear(rng: Generator) -> Product:
    """Held out: a cogwheel that lies or stands."""
    count = int(rng.integers(9, 16))
    steps = np.arange(4 * count)
    radii = np.where(steps % 4 < 2, 10.0, 8.0)
    angles = steps * 2 * np.pi / (4 * count)
    disc = prism(np.column_stack([radii * np.cos(angles), radii * np.sin(angles)]), 3)
    parts = [Part(disc), Part(rod((0, 0, -0.3), (0, 0, 3.3), 3), "dark")]
    return parts if rng.random() < 0.5 else [Part(part.mesh.turned(80, "x"), part.role) for part in parts]


def hammer(rng: Generator) -> Product:
    """Held out: a mallet lying on its side."""
    head = join([rod((-5.5, 0, 3), (5.5, 0, 3), rng.uniform(2.4, 3)), box(3, 4, 4, 0.4).moved(z=1)])
    return [Part(head), Part(rod((0, 0, 3), (0, -rng.uniform(20, 26), 1.3), 1.1, 1.4), "wood")]


def key(rng: Generator) -> Product:
    """Held out: an old key."""
    bits = [box(1.4, 4, 1.4, 0.2).moved(x, -2, -0.7) for x in (15, 17.6)]
    return [Part(join([ring(4, 1.1), rod((4, 0, 0), (19.5, 0, 0), 1.1), *bits]).moved(z=1.1))]


FAMILIES: tuple[Recipe, ...] = (
    balls, blocks, ladder, dumbbell, bell, candle, solids, knot, spring, books, star, cone, wheel, house,
)  # fmt: skip
MOTLEY: frozenset[Recipe] = frozenset({balls, blocks, solids, books, house})
"""Families without one main colour."""
HELD_OUT: tuple[Recipe, ...] = (gear, hammer, key)
