"""Mugs, bowls, plates and cups; lengths in centimetres."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.random import Generator

from demo_model.render.mesh import Mesh, fluted, lathe, rod, rounded, spline, squarish, tube, vessel
from demo_model.render.parts import Part, Product, Recipe, Role


def _ear(reach: float, low: float, high: float, out: float, thick: float, square: bool = False) -> Mesh:
    """A handle in the plane y = 0: it leaves a wall at x = ``reach`` between two heights and stands ``out`` away."""
    knots = [(reach, high), (reach + out, high), (reach + out, low), (reach, low)]
    if not square:
        middle = (low + high) / 2
        knots = [(reach, high), (reach + 0.75 * out, high - 0.02 * high), (reach + out, middle)]
        knots += [(reach + 0.7 * out, low + 0.04 * high), (reach, low)]
    line = rounded(knots, 1.2, 10) if square else spline(knots)
    return tube(np.column_stack([line[:, 0], np.zeros(len(line)), line[:, 1]]), thick, flat=1.0)


def _mug(rng: Generator, outline: list[tuple[float, float]], radius: float, square: bool = False) -> Product:
    profile = rounded(outline, rng.uniform(0.5, 1.4))
    height = profile[-1, 1]
    at = radius - rng.uniform(0.2, 0.3)
    low, high = height * rng.uniform(0.18, 0.28), height * rng.uniform(0.78, 0.88)
    ear = _ear(at, low, high, rng.uniform(2.6, 3.6), rng.uniform(0.45, 0.7), square)
    role: Role = "second" if rng.random() < 0.15 else "main"
    return [Part(vessel(profile, 0.35)), Part(ear, role)]


def mug_straight(rng: Generator) -> Product:
    """A cylinder."""
    radius, height = rng.uniform(3.7, 4.6), rng.uniform(8, 11)
    return _mug(rng, [(radius - 0.3, 0), (radius, 0.3), (radius, height)], radius)


def mug_tapered(rng: Generator) -> Product:
    """Narrower at its foot."""
    radius, height = rng.uniform(4.2, 5.0), rng.uniform(7.5, 10)
    foot = radius * rng.uniform(0.68, 0.8)
    return _mug(rng, [(foot, 0), (foot, 0.4), (radius - 0.3, height * 0.55), (radius, height)], radius - 0.4)


def mug_round(rng: Generator) -> Product:
    """A belly like a ball."""
    radius, height = rng.uniform(4.4, 5.2), rng.uniform(7, 9.5)
    knots = [(radius * 0.6, 0), (radius * 0.95, height * 0.25), (radius, height * 0.55), (radius * 0.82, height)]
    ear = _ear(radius - 0.5, height * 0.25, height * 0.8, rng.uniform(2.6, 3.4), rng.uniform(0.5, 0.7))
    return [Part(vessel(spline(knots), 0.35)), Part(ear)]


def mug_enamel(rng: Generator) -> Product:
    """A camping mug with a rolled rim in another colour."""
    radius, height = rng.uniform(4, 4.8), rng.uniform(7.5, 9)
    product = _mug(rng, [(radius - 0.3, 0), (radius, 0.4), (radius, height)], radius)
    angles = np.linspace(0, 2 * np.pi, 73)
    ring = np.column_stack([radius * np.cos(angles), radius * np.sin(angles), np.full(73, height)])
    return [*product, Part(tube(ring, 0.28), "dark")]


def mug_square_ear(rng: Generator) -> Product:
    """A wide cup on a foot with an angular handle."""
    radius, height = rng.uniform(4.6, 5.4), rng.uniform(7, 8.5)
    outline = [(radius * 0.62, 0), (radius * 0.62, 0.8), (radius * 0.95, height * 0.35), (radius, height)]
    return _mug(rng, outline, radius - 0.1, square=True)


def bowl_round(rng: Generator) -> Product:
    """Half a ball on a small foot."""
    radius, depth = rng.uniform(6, 9), rng.uniform(0.75, 0.95)
    angles = np.linspace(-1.1, -0.02, 20)
    wall = np.column_stack([radius * np.cos(angles), radius * depth * (np.sin(angles) + np.sin(1.1)) + 0.8])
    return [Part(vessel(np.vstack([[(wall[0, 0], 0)], wall]), rng.uniform(0.3, 0.5)))]


def bowl_conical(rng: Generator) -> Product:
    """Straight, slanting walls."""
    radius, height = rng.uniform(8, 10), rng.uniform(5, 7)
    foot = radius * rng.uniform(0.35, 0.45)
    return [Part(vessel(rounded([(foot, 0), (foot, 1.0), (radius, height)], 1.5), 0.4))]


def bowl_deep(rng: Generator) -> Product:
    """Steep walls, wide bottom, sometimes a band in another colour."""
    radius, height = rng.uniform(6.5, 8.5), rng.uniform(5.5, 7.5)
    outline = rounded([(radius * 0.6, 0), (radius * 0.92, height * 0.18), (radius, height)], 2.5, 9)
    product = [Part(vessel(outline, 0.4))]
    if rng.random() < 0.3:
        at = float(np.interp(height * 0.8, outline[:, 1], outline[:, 0]))
        product.append(Part(lathe([(at + 0.02, height * 0.72), (at + 0.12, height * 0.86)]), "second"))
    return product


def bowl_flared(rng: Generator) -> Product:
    """An S-shaped wall with a lip that turns outwards."""
    radius, height = rng.uniform(8, 10), rng.uniform(5.5, 7)
    knots = [(radius * 0.35, 0), (radius * 0.62, height * 0.25), (radius * 0.74, height * 0.7), (radius, height)]
    return [Part(vessel(spline(knots), 0.4))]


def plate_rimmed(rng: Generator) -> Product:
    """A flat centre, a slanting rim."""
    radius = rng.uniform(11, 14)
    well = radius * rng.uniform(0.6, 0.72)
    outline = rounded([(well * 0.9, 0), (well, 1.2), (radius, rng.uniform(2.0, 2.8))], 0.8)
    return [Part(vessel(outline, 0.4))]


def plate_coupe(rng: Generator) -> Product:
    """No rim: one shallow curve."""
    radius, height = rng.uniform(11, 14), rng.uniform(2.2, 3.2)
    knots = [(radius * 0.6, 0), (radius * 0.8, height * 0.22), (radius * 0.95, height * 0.65), (radius, height)]
    return [Part(vessel(spline(knots), 0.45))]


def plate_deep(rng: Generator) -> Product:
    """A soup plate with a wide rim."""
    radius = rng.uniform(11, 13)
    outline = [(radius * 0.5, 0), (radius * 0.66, 2.8), (radius, 3.6)]
    return [Part(vessel(rounded(outline, 1.0), 0.4))]


def plate_square(rng: Generator) -> Product:
    """Square with soft corners."""
    radius = rng.uniform(10, 12)
    outline = rounded([(radius * 0.65, 0), (radius * 0.72, 1.0), (radius, 2.2)], 0.8)
    return [Part(vessel(outline, 0.4, squarish(rng.uniform(4, 7), 144)))]


def _cup(outline: list[tuple[float, float]], flutes: int = 0) -> Part:
    swell = fluted(flutes, 0.06) if flutes else None
    return Part(vessel(rounded(outline, 0.6), 0.22, swell))


def cup_straight(rng: Generator) -> Product:
    """A tall cylinder."""
    radius, height = rng.uniform(3.0, 3.8), rng.uniform(11, 15)
    return [_cup([(radius * 0.96, 0), (radius, 0.5), (radius, height)])]


def cup_tapered(rng: Generator) -> Product:
    """A tumbler, wider at its rim."""
    radius, height = rng.uniform(3.8, 4.6), rng.uniform(9.5, 13)
    return [_cup([(radius * rng.uniform(0.66, 0.78), 0), (radius, height)])]


def cup_fluted(rng: Generator) -> Product:
    """A tumbler with flutes."""
    radius, height = rng.uniform(3.6, 4.4), rng.uniform(9, 12)
    return [_cup([(radius * 0.78, 0), (radius, height)], int(rng.integers(12, 22)))]


def cup_straw(rng: Generator) -> Product:
    """A cup to take away, with a lid and a straw."""
    radius, height = rng.uniform(4, 4.6), rng.uniform(12, 15)
    lid = lathe(rounded([(radius + 0.25, height - 0.5), (radius + 0.25, height + 0.6), (0, height + 0.8)], 0.3))
    straw = rod((0.5, 0, height), (rng.uniform(1.2, 2.6), 0.4, height * 1.38), 0.38)
    return [_cup([(radius * 0.72, 0), (radius, height)]), Part(lid, "second"), Part(straw, "second")]


def cup_waisted(rng: Generator) -> Product:
    """Narrow in the middle, with a heavy foot."""
    radius, height = rng.uniform(3.8, 4.4), rng.uniform(12, 15)
    waist = radius * 0.74
    knots = [(radius * 0.8, 0), (waist, height * 0.28), (radius * 0.98, height * 0.72), (radius * 0.94, height)]
    return [Part(vessel(spline(knots), 0.22))]


RECIPES: Mapping[str, tuple[Recipe, ...]] = MappingProxyType(
    {
        "caneca": (mug_straight, mug_tapered, mug_round, mug_enamel, mug_square_ear),
        "tigela": (bowl_round, bowl_conical, bowl_deep, bowl_flared),
        "prato": (plate_rimmed, plate_coupe, plate_deep, plate_square),
        "copo": (cup_straight, cup_tapered, cup_fluted, cup_straw, cup_waisted),
    }
)
