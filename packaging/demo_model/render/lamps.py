"""Lamps for tables and floors; lengths in centimetres."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.random import Generator

from demo_model.render.mesh import Mesh, ball, join, lathe, rod, rounded, spline
from demo_model.render.parts import Part, Product, Recipe, Role


def _open_shade(low: float, high: float, bottom: float, top: float) -> Mesh:
    return lathe([(bottom, low), (top, high), (top - 0.2, high), (bottom - 0.2, low + 0.1)])


def _bulb(height: float) -> Part:
    return Part(ball(2.6).moved(z=height), "paper")


def lamp_cone(rng: Generator) -> Product:
    """A table lamp: turned foot, conical shade."""
    height, wide = rng.uniform(38, 46), rng.uniform(13, 17)
    foot = spline([(7, 0), (6.5, 1.2), (2, 4), (4.5, 11), (1.6, 20), (1.2, 26)])
    shade = _open_shade(height * 0.56, height, wide, wide * rng.uniform(0.5, 0.75))
    role: Role = "main" if rng.random() < 0.4 else "wood"
    return [Part(lathe(np.vstack([[(0, 0)], foot])), role), Part(shade), _bulb(height * 0.72)]


def lamp_desk(rng: Generator) -> Product:
    """A jointed arm over a round foot."""
    elbow, head = (-9.0, 0.0, rng.uniform(20, 26)), (8.0, 0.0, rng.uniform(33, 40))
    arm = join([rod((0, 0, 1), elbow, 0.8), rod(elbow, head, 0.8), ball(1.5).moved(*elbow), ball(1.5).moved(*head)])
    foot = lathe(rounded([(0, 0), (8, 0), (8, 2), (0, 2.6)], 0.8))
    hood = lathe(spline([(1.4, 3), (2.6, 1), (4, -1.5), (7.5, -7), (7.2, -7), (3.7, -1.6)]))
    shade = hood.turned(rng.uniform(-50, -20), "y").moved(*head)
    return [Part(foot), Part(arm, "metal" if rng.random() < 0.4 else "main"), Part(shade)]


def lamp_floor(rng: Generator) -> Product:
    """A tall stem with a drum shade."""
    height, wide = rng.uniform(120, 150), rng.uniform(19, 25)
    stem = join([lathe(rounded([(0, 0), (14, 0), (14, 2), (0, 3)], 0.8)), rod((0, 0, 2), (0, 0, height * 0.9), 1.5)])
    roles: tuple[Role, ...] = ("metal", "dark", "wood")
    role = roles[rng.integers(3)]
    shade = _open_shade(height * 0.76, height, wide, wide * rng.uniform(0.8, 1.0))
    return [Part(stem, role), Part(shade), _bulb(height * 0.86)]


def lamp_mushroom(rng: Generator) -> Product:
    """A dome on a thick stem, all of one colour."""
    height, wide = rng.uniform(26, 34), rng.uniform(12, 16)
    stem = lathe(spline([(0, 0), (8, 0.2), (5, 5), (3.4, 14), (3.4, height * 0.7)]))
    dome = lathe(spline([(wide - 0.5, height * 0.6), (wide, height * 0.62), (wide * 0.75, height * 0.9), (0, height)]))
    under = lathe([(wide - 0.5, height * 0.6), (0, height * 0.68)])
    return [Part(stem, "main" if rng.random() < 0.7 else "metal"), Part(join([dome, under]))]


def lamp_tripod(rng: Generator) -> Product:
    """A drum shade on three legs."""
    height, wide = rng.uniform(46, 60), rng.uniform(13, 16)
    legs = [rod((15, 0, 0), (1, 0, height * 0.6), 1.1).turned(turn) for turn in (90, 210, 330)]
    shade = _open_shade(height * 0.56, height, wide, wide * 0.9)
    return [Part(join(legs), "wood"), Part(shade), _bulb(height * 0.75)]


RECIPES: Mapping[str, tuple[Recipe, ...]] = MappingProxyType(
    {"luminária": (lamp_cone, lamp_desk, lamp_floor, lamp_mushroom, lamp_tripod)}
)
