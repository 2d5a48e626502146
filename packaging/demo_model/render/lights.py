"""Lights of a studio: soft boxes and the room; radiance is set so that white paper comes out nearly white."""

from dataclasses import dataclass

import mitsuba as mi
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from demo_model.render.materials import Dictionary

Floats = NDArray[np.float64]

NEAREST = 6.5
"""No lamp is nearer than this: the camera is, so no lamp can stand in its view."""


@dataclass(frozen=True)
class SoftBox:
    """A square lamp that faces the product.

    ``place`` in lengths of the product, ``size`` half its side, ``share`` of the light, ``tint`` (3,) linear.
    """

    place: tuple[float, float, float]
    size: float
    share: float
    tint: Floats


def tint(warmth: float) -> Floats:
    """A mild white (3,) of mean 1: warm above 0, cool below; 1 is as yellow as a living room's lamp."""
    colour = np.array([1 + 0.30 * warmth, 1.0, 1 - 0.42 * warmth])
    return np.asarray(colour / colour.mean(), dtype=np.float64)


def _radiance(lamp: SoftBox) -> float:
    """What radiance gives an irradiance of 1 on a surface at the origin that looks up and somewhat to the front."""
    place = np.array(lamp.place) - np.array([0, 0, 0.4])
    distance = float(np.linalg.norm(place))
    normal = np.array([0.0, -0.5, 0.866])
    facing = max(0.25, float(normal @ place) / distance)
    return distance**2 / ((2 * lamp.size) ** 2 * facing)


def emitters(boxes: list[SoftBox], ambient: float, ambient_tint: Floats, strength: float) -> Dictionary:
    """Mitsuba's emitters: ``strength`` 1 lights a white sheet fully; ``ambient`` is the room's share, 0..1."""
    total = ambient + sum(box.share for box in boxes)
    scene: Dictionary = {
        "room": {"type": "constant", "radiance": _rgb(ambient_tint * ambient / total * strength * 1.15)},
    }
    for number, box in enumerate(boxes):
        radiance = np.pi * _radiance(box) * box.share / total * strength
        transform = mi.ScalarTransform4f().look_at(origin=list(box.place), target=[0, 0, 0.4], up=[0.01, 0.02, 1])
        scene[f"lamp{number}"] = {
            "type": "rectangle",
            "to_world": transform.scale(box.size),
            "emitter": {"type": "area", "radiance": _rgb(box.tint * radiance)},
        }
    return scene


def _rgb(colour: Floats) -> Dictionary:
    return {"type": "rgb", "value": [float(value) for value in colour]}


def drawn(rng: Generator) -> Dictionary:
    """One to three soft boxes, the first from the front, warm or cool."""
    warmth = float(np.clip(rng.normal(0, 0.3), -0.6, 0.6))
    boxes = []
    for number in range(int(rng.integers(1, 4))):
        turn = np.radians(rng.uniform(-70, 70) if number == 0 else rng.uniform(-100, 100))
        rise, away = np.radians(rng.uniform(28, 70)), rng.uniform(NEAREST, 9.0)
        x, y, z = away * np.cos(rise) * np.sin(turn), -away * np.cos(rise) * np.cos(turn), away * np.sin(rise)
        share = 1.0 if number == 0 else float(rng.uniform(0.2, 0.6))
        shade = tint(warmth + float(rng.normal(0, 0.12)))
        boxes.append(SoftBox((float(x), float(y), float(z)), float(rng.uniform(1.2, 3.8)), share, shade))
    return emitters(boxes, float(rng.uniform(0.5, 1.3)), tint(warmth * 0.7), float(rng.uniform(0.85, 1.1)))
