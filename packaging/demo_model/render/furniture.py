"""Chairs, stools and tables; lengths in centimetres, the front looks towards -y."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.random import Generator

from demo_model.render.mesh import Mesh, ball, box, join, lathe, rod, rounded, spline, surface, tube
from demo_model.render.parts import Part, Product, Recipe, Role


def _legs(width: float, depth: float, height: float, thick: float, splay: float = 0.0, square: bool = False) -> Mesh:
    """Four legs under the corners of a rectangle; ``splay`` moves their feet outwards."""
    legs = []
    for x in (-1, 1):
        for y in (-1, 1):
            top = (x * (width / 2 - thick * 1.3), y * (depth / 2 - thick * 1.3), height)
            foot = (top[0] + x * splay, top[1] + y * splay, 0.0)
            straight = box(thick * 2, thick * 2, height, 0.4).moved(top[0], top[1])
            legs.append(straight if square else rod(foot, top, thick * 0.65, thick))
    return join(legs)


def _limbs(rng: Generator) -> Role:
    roles: tuple[Role, ...] = ("main", "main", "wood", "metal", "dark", "second")
    return roles[rng.integers(6)]


def _chair(rng: Generator, back: list[Mesh], seat: Mesh, square: bool = False) -> Product:
    limbs = _limbs(rng)
    legs = _legs(42, 42, 44, rng.uniform(1.6, 2.4), 0 if square else rng.uniform(0, 6), square)
    return [Part(seat), Part(join(back)), Part(legs, limbs)]


def _posts(height: float, thick: float) -> list[Mesh]:
    return [rod((x, 18.5, 44), (x * 1.02, 23, height), thick) for x in (-18.5, 18.5)]


def chair_plain(rng: Generator) -> Product:
    """A slab to sit on and a slab to lean on."""
    height = rng.uniform(80, 95)
    slab = box(42, 2.6, height - 62, 1.2).turned(-8, "x").moved(y=20, z=62)
    seat = box(44, 43, rng.uniform(3, 6), 1.4).moved(z=43)
    return _chair(rng, [slab, *_posts(height - 4, 1.6)], seat, rng.random() < 0.5)


def chair_slats(rng: Generator) -> Product:
    """Upright slats between two posts."""
    height = rng.uniform(84, 98)
    rail = box(42, 2.4, 6, 1).moved(y=22.6, z=height - 6)
    slats = [rod((x, 19.5, 46), (x, 22.6, height - 4), 1.0) for x in np.linspace(-13, 13, int(rng.integers(4, 7)))]
    return _chair(rng, [rail, *slats, *_posts(height, 1.9)], box(44, 43, 4, 1.2).moved(z=43))


def chair_shell(rng: Generator) -> Product:
    """A moulded shell on thin legs."""
    line = spline([(-21, 43), (-18, 44.5), (-2, 43), (13, 45), (20, 54), (24, 70), (26, rng.uniform(80, 88))], 6)
    across = np.linspace(-1, 1, 25)
    width = np.interp(np.linspace(0, 1, len(line)), [0, 0.3, 0.6, 0.9, 1], [20, 23, 23, 20, 14])
    rise, upright = 5.0 * across**4, line[:, 1:] > 52
    sides = np.outer(width, across), line[:, :1] - 0.8 * rise * upright, line[:, 1:] + rise * ~upright
    sheet = np.stack(sides, -1)
    shell = join([surface(sheet), surface(sheet + np.array([0, -0.8, 1.2]))])
    role: Role = "wood" if rng.random() < 0.5 else "metal"
    return [Part(shell), Part(_legs(34, 32, 44, 1.7, rng.uniform(4, 8)), role)]


def chair_arm(rng: Generator) -> Product:
    """An upholstered armchair."""
    width, height = rng.uniform(66, 78), rng.uniform(74, 88)
    arms = [box(11, 64, 52, 4).moved(x * (width / 2 - 5), 0, 12) for x in (-1, 1)]
    back = box(width, 14, height - 12, 5).turned(-6, "x").moved(y=27, z=12)
    cushion = box(width - 22, 56, 18, 5).moved(y=-4, z=26)
    under = box(width - 6, 60, 18, 3).moved(z=12)
    return [Part(join([*arms, back, cushion, under])), Part(_legs(width, 60, 13, 2.4, 1), "wood")]


def chair_office(rng: Generator) -> Product:
    """A swivel chair on five castors."""
    feet = []
    for turn in np.arange(0, 360, 72):
        foot = join([rod((0, 0, 9), (28, 0, 6), 2.4, 1.6), ball(3.2).moved(28, 0, 3.2)])
        feet.append(foot.turned(float(turn)))
    stem = rod((0, 0, 8), (0, 0, 44), 2.4)
    back = box(42, 6, rng.uniform(42, 54), 2.8).turned(-9, "x").moved(y=24, z=56)
    spine = rod((0, 16, 44), (0, 27, 70), 2)
    return [Part(join([*feet, stem, spine]), "dark"), Part(join([back, box(48, 46, 8, 3.5).moved(z=44)]))]


def stool_round(rng: Generator) -> Product:
    """A round seat on splayed legs."""
    radius, height = rng.uniform(15, 19), rng.uniform(42, 50)
    seat = lathe(rounded([(0, height - 4), (radius, height - 4), (radius, height), (0, height)], 1.4))
    count = int(rng.integers(3, 5))
    leg = rod((radius * 1.05, 0, 0), (radius * 0.6, 0, height - 3), 1.3, 1.8)
    legs = [leg.turned(360 / count * k + 20) for k in range(count)]
    return [Part(seat), Part(join(legs), _limbs(rng))]


def stool_bar(rng: Generator) -> Product:
    """A tall stool with a ring for the feet."""
    radius, height = rng.uniform(15, 18), rng.uniform(68, 78)
    seat = lathe(rounded([(0, height - 6), (radius, height - 6), (radius, height), (0, height)], 2.2))
    legs = [rod((22, 0, 0), (11, 0, height - 4), 1.4).turned(45 + 90 * k) for k in range(4)]
    angles = np.linspace(0, 2 * np.pi, 60)
    at = 18.5
    ring = tube(np.column_stack([at * np.cos(angles), at * np.sin(angles), np.full(60, 24)]), 1.0)
    roles: tuple[Role, ...] = ("metal", "dark", "main", "wood")
    return [Part(seat), Part(join([*legs, ring]), roles[rng.integers(4)])]


def stool_bench(rng: Generator) -> Product:
    """A long bench on two boards or four legs."""
    width, depth, height = rng.uniform(95, 130), rng.uniform(32, 40), rng.uniform(42, 47)
    seat = box(width, depth, 4.5, 1).moved(z=height - 4.5)
    boards = join([box(4, depth - 4, height - 4, 0.8).moved(x * (width / 2 - 12)) for x in (-1, 1)])
    legs = boards if rng.random() < 0.5 else _legs(width - 6, depth, height - 4, 2.4, square=True)
    return [Part(seat), Part(legs, _limbs(rng))]


def stool_step(rng: Generator) -> Product:
    """A low square stool with boards for legs and a hole to carry it."""
    width, height = rng.uniform(32, 40), rng.uniform(26, 36)
    sides = join([box(3, width - 5, height - 2, 0.8).moved(x * (width / 2 - 4)) for x in (-1, 1)])
    rail = box(width - 8, 3, 7, 0.8).moved(z=height * 0.5)
    return [Part(join([box(width, width - 2, 4, 1.5).moved(z=height - 4), sides, rail]))]


def stool_crossed(rng: Generator) -> Product:
    """A cushion on two crossed pairs of legs."""
    width, height = rng.uniform(48, 60), rng.uniform(42, 48)
    cushion = box(width, 38, 11, 4.5).moved(z=height - 10)
    legs = []
    for y in (-15, 15):
        legs += [rod((-s * width * 0.44, y, 0), (s * width * 0.44, y, height - 9), 1.7) for s in (-1, 1)]
    return [Part(cushion), Part(join([*legs, rod((0, -15, height * 0.45), (0, 15, height * 0.45), 1.5)]), "wood")]


def table_plain(rng: Generator) -> Product:
    """A rectangular top on four legs."""
    width, depth = rng.uniform(110, 160), rng.uniform(70, 90)
    apron = box(width - 14, depth - 14, 8, 0.8).moved(z=64)
    legs = _legs(width - 4, depth - 4, 70, rng.uniform(2.4, 3.8), square=rng.random() < 0.6)
    role: Role = "main" if rng.random() < 0.5 else _limbs(rng)
    return [Part(box(width, depth, rng.uniform(3, 5), 1).moved(z=71)), Part(apron, role), Part(legs, role)]


def table_pedestal(rng: Generator) -> Product:
    """A round top on one column."""
    radius = rng.uniform(40, 56)
    top = lathe(rounded([(0, 70), (radius, 70), (radius, 73.5), (0, 73.5)], 1.2))
    column = lathe(spline([(0, 0), (27, 0.5), (25, 3), (5, 9), (4, 40), (9, 70)]))
    return [Part(top), Part(column, _limbs(rng))]


def table_trestle(rng: Generator) -> Product:
    """A long top on two slanting pairs of legs."""
    width, depth = rng.uniform(120, 160), rng.uniform(65, 80)
    legs = []
    for x in (-1, 1):
        at = x * width * 0.34
        legs += [rod((at + x * 6, y * depth * 0.46, 0), (at, y * 6, 70), 2.4) for y in (-1, 1)]
        legs.append(rod((at + x * 3, -depth * 0.25, 33), (at + x * 3, depth * 0.25, 33), 1.8))
    return [Part(box(width, depth, 4, 1).moved(z=70)), Part(join(legs), _limbs(rng))]


def table_coffee(rng: Generator) -> Product:
    """A low table with a shelf."""
    width, depth, height = rng.uniform(85, 110), rng.uniform(50, 62), rng.uniform(38, 46)
    shelf = box(width - 12, depth - 12, 2.5, 0.8).moved(z=height * 0.28)
    legs = _legs(width - 4, depth - 4, height - 3, 2.4, square=True)
    return [Part(box(width, depth, 4, 1.2).moved(z=height - 4)), Part(shelf), Part(legs, _limbs(rng))]


def table_tripod(rng: Generator) -> Product:
    """A small round table on three splayed legs."""
    radius, height = rng.uniform(28, 36), rng.uniform(50, 58)
    top = lathe(rounded([(0, height - 3), (radius, height - 3), (radius, height), (0, height)], 1.2))
    leg = rod((radius * 0.95, 0, 0), (radius * 0.55, 0, height - 2), 1.4, 2.2)
    legs = [leg.turned(90 + 120 * k) for k in range(3)]
    return [Part(top), Part(join(legs), "wood" if rng.random() < 0.5 else "main")]


RECIPES: Mapping[str, tuple[Recipe, ...]] = MappingProxyType(
    {
        "cadeira": (chair_plain, chair_slats, chair_shell, chair_arm, chair_office),
        "banco": (stool_round, stool_bar, stool_bench, stool_step, stool_crossed),
        "mesa": (table_plain, table_pedestal, table_trestle, table_coffee, table_tripod),
    }
)
