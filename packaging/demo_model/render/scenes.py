"""One photo by chance: which product, in what colour, before what, under which light, from where."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from demo_model.render import backdrop, lights, palette
from demo_model.render.camera import View, sensor
from demo_model.render.darkroom import photographed
from demo_model.render.materials import Dictionary, finished, look_for
from demo_model.render.mesh import ball, box, lathe, rounded
from demo_model.render.parts import Part, Recipe, points_of, standing
from demo_model.render.studio import cluttered, dressed, furnished, shot

SIDE = 160
SAMPLES = 16

# Elevation of the camera and turn of the product, lowest and highest, in degrees.
POSES: Mapping[str, tuple[tuple[float, float], tuple[float, float]]] = MappingProxyType(
    {
        "caneca": ((8, 42), (-65, 25)),
        "tigela": ((14, 50), (0, 360)),
        "prato": ((20, 75), (0, 360)),
        "copo": ((6, 40), (-60, 60)),
        "garrafa": ((2, 28), (-60, 60)),
        "panela": ((12, 45), (-60, 30)),
        "vaso": ((4, 32), (-60, 60)),
        "luminária": ((0, 22), (-60, 60)),
        "cadeira": ((6, 32), (-65, 65)),
        "banco": ((8, 35), (-65, 65)),
        "mesa": ((8, 35), (-60, 60)),
        "caixa": ((12, 48), (10, 80)),
    }
)


def _clutter(rng: Generator, reach: float) -> list[tuple[Part, Dictionary]]:
    """Up to three small things around a product of such a radius, mostly cut by the picture's edge."""
    things = []
    for _ in range(int(rng.integers(1, 4))):
        size = rng.uniform(0.06, 0.16)
        pillar = lathe(rounded([(0, 0), (size * 0.5, 0), (size * 0.5, size * 2), (0, size * 2)], size * 0.1))
        brick = box(size, size * 1.4, size * 0.8, size * 0.08)
        mesh = (ball(size / 2).moved(z=size / 2), brick, pillar)[rng.integers(3)]
        angle, away = rng.uniform(-0.6, np.pi + 0.6), reach + rng.uniform(0.18, 0.45)
        placed = mesh.turned(rng.uniform(0, 90)).moved(away * np.cos(angle), away * np.sin(angle))
        colour = palette.lch(rng.uniform(30, 85), rng.uniform(5, 45), rng.uniform(0, 360))
        things.append((Part(placed), finished("satin", colour, rng)))
    return things


def _view(noun: str, rng: Generator) -> View:
    low, high = POSES.get(noun, ((6, 42), (0, 360)))[0]
    shift = (float(rng.normal(0, 0.04)), float(rng.normal(0, 0.035)))
    roll = float(rng.normal(0, 1.5))
    return View(rng.uniform(low, high), rng.uniform(22, 48), rng.uniform(0.55, 0.86), 0.0, shift, roll)


def product_photo(noun: str, recipe: Recipe, name: str, rng: Generator) -> NDArray[np.uint8]:
    """A photo ``(SIDE, SIDE, 3)`` uint8 of a product of that noun and main colour."""
    turn = rng.uniform(*POSES.get(noun, ((0, 0), (0, 360)))[1])
    product = standing(recipe(rng), turn)
    points = points_of(product)
    scene = dressed(product, look_for(noun, name, rng), rng)
    scene |= furnished(backdrop.drawn(rng)) | lights.drawn(rng)
    if rng.random() < 0.2:
        scene |= cluttered(_clutter(rng, float(np.linalg.norm(points[:, :2], axis=1).max())))
    scene["sensor"] = sensor(points, _view(noun, rng), SIDE, SIDE, SAMPLES)
    pixels = photographed(shot(scene, depth=4), rng)
    return pixels[:, ::-1] if rng.random() < 0.5 else pixels


def empty_photo(rng: Generator) -> NDArray[np.uint8]:
    """A photo ``(SIDE, SIDE, 3)`` uint8 of a table, wall or sweep with nothing on it."""
    frame = box(rng.uniform(0.5, 1.2), 0.4, rng.uniform(0.3, 1.0)).points
    scene = furnished(backdrop.drawn(rng)) | lights.drawn(rng)
    if rng.random() < 0.25:
        scene |= cluttered(_clutter(rng, 0.2))
    scene["sensor"] = sensor(frame, _view("", rng), SIDE, SIDE, SAMPLES)
    return photographed(shot(scene, depth=4), rng)
