"""Bottles, pots and vases; lengths in centimetres."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.random import Generator

from demo_model.render.mesh import Mesh, fluted, join, lathe, rounded, spline, squarish, tube, vessel
from demo_model.render.parts import Part, Product, Recipe, Role


def _cap(radius: float, low: float, height: float) -> Mesh:
    return lathe(rounded([(radius, low), (radius, low + height), (0, low + height)], 0.3))


def _stopper(rng: Generator) -> Role:
    roles: tuple[Role, ...] = ("second", "metal", "dark", "main")
    return roles[rng.integers(4)]


def bottle_wine(rng: Generator) -> Product:
    """Straight body, round shoulder, long neck."""
    radius, height = rng.uniform(3.6, 4.2), rng.uniform(28, 32)
    shoulder = height * rng.uniform(0.58, 0.64)
    outline = [(radius - 0.4, 0), (radius, 0.5), (radius, shoulder), (1.5, height * 0.77), (1.4, height)]
    ring = lathe(rounded([(1.4, height - 1.6), (1.75, height - 1.5), (1.75, height - 0.3), (0, height + 0.1)], 0.2))
    product = [Part(vessel(rounded(outline, 3.0, 10), 0.3)), Part(ring, _stopper(rng))]
    if rng.random() < 0.5:
        label = lathe([(radius + 0.03, height * 0.2), (radius + 0.03, height * 0.45)])
        product.append(Part(label, "paper"))
    return product


def bottle_water(rng: Generator) -> Product:
    """A wide reusable bottle with a screw cap."""
    radius, height = rng.uniform(3.6, 4.4), rng.uniform(19, 25)
    outline = [(radius - 0.3, 0), (radius, 0.5), (radius, height * 0.72), (2.2, height * 0.86), (2.2, height * 0.9)]
    cap = _cap(2.5, height * 0.88, height * 0.12)
    return [Part(vessel(rounded(outline, 2.0, 8), 0.3)), Part(cap, _stopper(rng))]


def bottle_sport(rng: Generator) -> Product:
    """A waisted drinking bottle with a nozzle."""
    radius, height = rng.uniform(3.4, 4.0), rng.uniform(18, 22)
    knots = [(radius, 0), (radius, height * 0.35), (radius * 0.82, height * 0.52), (radius, height * 0.68)]
    body = vessel(np.vstack([spline(knots), [(radius * 0.9, height * 0.8)]]), 0.3)
    lid = _cap(radius * 0.92, height * 0.79, height * 0.08)
    nozzle = _cap(1.0, height * 0.86, height * 0.12)
    return [Part(body), Part(lid, "second"), Part(nozzle, "second")]


def bottle_square(rng: Generator) -> Product:
    """A square flask with a short neck."""
    radius, height = rng.uniform(3.6, 4.4), rng.uniform(18, 24)
    outline = rounded([(radius - 0.2, 0), (radius, 0.4), (radius, height * 0.7), (1.6, height * 0.8)], 1.2, 7)
    neck = lathe([(1.5, height * 0.78), (1.5, height * 0.92)])
    return [Part(vessel(outline, 0.3, squarish(7, 144))), Part(neck), Part(_cap(1.9, height * 0.88, 2.2), "second")]


def bottle_loop(rng: Generator) -> Product:
    """A vacuum flask with a loop on its lid."""
    radius, height = rng.uniform(3.8, 4.6), rng.uniform(21, 26)
    body = vessel(rounded([(radius - 0.3, 0), (radius, 0.5), (radius, height * 0.8), (3.0, height * 0.86)], 1.2), 0.3)
    lid = _cap(3.1, height * 0.85, height * 0.09)
    angles = np.linspace(0, np.pi, 24)
    loop = np.column_stack([2.2 * np.cos(angles), np.zeros(24), height * 0.92 + 3.0 * np.sin(angles)])
    return [Part(body), Part(lid, "second"), Part(tube(loop, 0.45), "second")]


def _lid(rng: Generator, radius: float, height: float) -> Product:
    dome = lathe(spline([(radius + 0.3, height), (radius * 0.75, height + 1.4), (0, height + rng.uniform(2.0, 3.2))]))
    knob = lathe(rounded([(0.7, 1.8), (0.7, 3.4), (1.8, 3.6), (1.6, 4.6), (0, 4.8)], 0.4)).moved(z=height)
    return [Part(dome), Part(knob, "dark" if rng.random() < 0.5 else "metal")]


def _side_ears(radius: float, height: float) -> Mesh:
    ears = []
    for sign in (-1.0, 1.0):
        knots = [(sign * (radius - 0.2), -2.8, 0), (sign * (radius + 2.2), -2.4, 0.4)]
        knots += [(sign * (radius + 2.2), 2.4, 0.4), (sign * (radius - 0.2), 2.8, 0)]
        ears.append(tube(spline(knots), 0.55).moved(z=height * 0.78))
    return join(ears)


def _pot(radius: float, height: float, soft: float) -> Part:
    outline = rounded([(radius * 0.92, 0), (radius, 0.6 + soft), (radius, height)], 0.8 + soft, 8)
    return Part(vessel(outline, 0.35))


def pot_saucepan(rng: Generator) -> Product:
    """One long handle."""
    radius, height = rng.uniform(8, 10), rng.uniform(8, 11)
    start, length = radius - 0.2, rng.uniform(14, 18)
    line = spline([(start, 0, height * 0.82), (start + 3, 0, height * 0.9), (start + length, 0, height * 1.08)])
    handle = tube(line, np.linspace(0.7, 1.25, len(line)), flat=0.7)
    product = [_pot(radius, height, 0.4), Part(handle, "dark" if rng.random() < 0.6 else "wood")]
    return product + (_lid(rng, radius, height) if rng.random() < 0.5 else [])


def pot_casserole(rng: Generator) -> Product:
    """Two ears and a lid."""
    radius, height = rng.uniform(10, 13), rng.uniform(8, 11)
    ears = Part(_side_ears(radius, height), "main" if rng.random() < 0.6 else "dark")
    return [_pot(radius, height, 1.0), ears, *_lid(rng, radius, height)]


def pot_stock(rng: Generator) -> Product:
    """A tall pot with two ears, open or closed."""
    radius, height = rng.uniform(9, 11), rng.uniform(15, 19)
    product = [_pot(radius, height, 0.3), Part(_side_ears(radius, height), "metal")]
    return product + (_lid(rng, radius, height) if rng.random() < 0.6 else [])


def pot_shallow(rng: Generator) -> Product:
    """A low, open pot with two ears."""
    radius, height = rng.uniform(12, 15), rng.uniform(6, 8)
    return [_pot(radius, height, 1.2), Part(_side_ears(radius, height), "dark" if rng.random() < 0.5 else "main")]


def pot_bail(rng: Generator) -> Product:
    """A bellied cauldron with a bow and a lid."""
    radius, height = rng.uniform(10, 12), rng.uniform(10, 12)
    knots = [(radius * 0.7, 0), (radius * 1.05, height * 0.4), (radius * 0.98, height * 0.8), (radius * 0.9, height)]
    angles = np.linspace(0, np.pi, 40)
    reach = radius * 0.98
    bow = np.column_stack([reach * np.cos(angles), np.zeros(40), height * 0.85 + height * 0.9 * np.sin(angles)])
    return [Part(vessel(spline(knots), 0.4)), Part(tube(bow, 0.4), "metal"), *_lid(rng, radius * 0.88, height)]


def _plant(rng: Generator, height: float, reach: float) -> Product:
    """Leaves that rise from z = ``height`` and lean out."""
    leaves = []
    for angle in rng.uniform(0, 360, rng.integers(6, 11)):
        tall, out = reach * rng.uniform(0.7, 1.3), reach * rng.uniform(0.2, 0.7)
        line = spline([(0.3, 0, height - 2), (out * 0.35, 0, height + tall * 0.6), (out, 0, height + tall)])
        width = np.sin(np.linspace(0.25, np.pi - 0.02, len(line))) * reach * 0.12
        leaves.append(tube(line, width, flat=0.15).turned(float(angle)))
    return [Part(join(leaves), "leaf")]


def _vase(rng: Generator, knots: list[tuple[float, float]], plants: float, waves: int = 0) -> Product:
    swell = fluted(waves, 0.08) if waves else None
    product = [Part(vessel(spline(knots, 12), 0.5, swell))]
    radius, height = knots[-1]
    return product + (_plant(rng, height, max(radius, 4.0) * 1.8) if rng.random() < plants else [])


def vase_belly(rng: Generator) -> Product:
    """Round belly, narrow neck, flaring lip."""
    radius, height = rng.uniform(6, 8.5), rng.uniform(20, 28)
    neck = radius * rng.uniform(0.3, 0.45)
    knots = [(radius * 0.55, 0), (radius, height * 0.35), (radius * 0.8, height * 0.6), (neck, height * 0.82)]
    return _vase(rng, [*knots, (neck * 1.6, height)], 0.15)


def vase_slim(rng: Generator) -> Product:
    """A tall, slightly waisted tube."""
    radius, height = rng.uniform(4.5, 6), rng.uniform(22, 30)
    knots = [(radius * 0.9, 0), (radius, height * 0.1), (radius * 0.72, height * 0.6), (radius * 1.05, height)]
    return _vase(rng, knots, 0.3)


def vase_amphora(rng: Generator) -> Product:
    """High shoulders and two ears."""
    radius, height = rng.uniform(7, 9), rng.uniform(24, 30)
    knots = [(radius * 0.42, 0), (radius * 0.85, height * 0.38), (radius, height * 0.6), (radius * 0.4, height * 0.85)]
    ears = []
    for turn in (0, 180):
        ear = [(radius * 0.4, 0, height * 0.92), (radius * 0.9, 0, height * 0.9), (radius * 0.9, 0, height * 0.68)]
        ears.append(tube(spline(ear), 0.7).turned(turn))
    return [*_vase(rng, [*knots, (radius * 0.55, height)], 0.1), Part(join(ears))]


def vase_flowerpot(rng: Generator) -> Product:
    """A flower pot with a thick rim, mostly planted."""
    radius, height = rng.uniform(8, 10), rng.uniform(13, 17)
    low = height * 0.76
    outline = [(radius * 0.66, 0), (radius * 0.9, low), (radius * 1.02, low + 0.1), (radius * 1.06, height)]
    soil = lathe([(radius * 0.94, height * 0.9), (0, height * 0.92)])
    product = [Part(vessel(rounded(outline, 0.5), 0.7)), Part(soil, "dark")]
    return product + (_plant(rng, height, radius * 1.4) if rng.random() < 0.6 else [])


def vase_fluted(rng: Generator) -> Product:
    """A ribbed bulb that opens like a flower."""
    radius, height = rng.uniform(6.5, 8), rng.uniform(18, 24)
    knots = [(radius * 0.5, 0), (radius, height * 0.3), (radius * 0.55, height * 0.68), (radius * 0.95, height)]
    return _vase(rng, knots, 0.1, int(rng.integers(10, 18)))


RECIPES: Mapping[str, tuple[Recipe, ...]] = MappingProxyType(
    {
        "garrafa": (bottle_wine, bottle_water, bottle_sport, bottle_square, bottle_loop),
        "panela": (pot_saucepan, pot_casserole, pot_stock, pot_shallow, pot_bail),
        "vaso": (vase_belly, vase_slim, vase_amphora, vase_flowerpot, vase_fluted),
    }
)
