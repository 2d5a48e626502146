"""A small photo studio: marches rays through solids and lights them with a soft box, a bright room and their shadows.

Plain NumPy, no chance anywhere: the same solids give the same pixels. Sphere tracing after J. Hart (1996); the soft
shadow and the ambient occlusion are I. Quílez's approximations.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pictures.shapes import Body, Points, rgb
from PIL import Image

EYE: Final = (0.0, 2.1, 6.4)
AIM: Final = (0.05, 0.86, 0.0)
ZOOM: Final = 4.15
"""Focal length in halves of the picture's side."""

MIDDLE: Final = (0.0, 0.9, 0.0)
REACH: Final = 1.75
"""Everything in the studio lies within this distance of the middle."""

LIGHT: Final = (-0.52, 0.74, 0.43)
STEPS: Final = 110
CLOSE: Final = 0.0012


def photograph(bodies: Sequence[Body], backdrop: str, side: int, oversampling: float = 1.4) -> Image.Image:
    """Take a picture of a product.

    Args:
        bodies: Its parts.
        backdrop: ``#rrggbb`` of the paper behind and under it.
        side: Of the square picture, in pixels.
        oversampling: Pixels that are computed for each that is kept, along a side.

    Returns:
        RGB.
    """
    scene = _Scene(bodies)
    count = round(side * oversampling)
    rays = _rays(count)
    colours = _paper(rays, backdrop, scene)
    distance, hit = scene.march(np.array(EYE, dtype=np.float32), rays)
    points = np.array(EYE, dtype=np.float32) + rays[hit] * distance[hit, None]
    colours[hit] = scene.lit(points, rays[hit])
    film = np.power(np.clip(colours, 0, 1), 1 / 2.2).reshape(count, count, 3)
    picture: NDArray[np.uint8] = np.round(film * 255).astype(np.uint8)
    return Image.fromarray(picture).resize((side, side), Image.Resampling.LANCZOS)


def _unit(vectors: Points) -> Points:
    length: Points = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / length


def _rays(count: int) -> Points:
    """Directions through every pixel, row by row from the upper left, ``(count², 3)`` of unit length."""
    ahead = _unit(np.subtract(AIM, EYE).astype(np.float32))
    right = _unit(np.cross(ahead, np.array([0, 1, 0], dtype=np.float32)))
    up = np.cross(right, ahead)
    line = ((np.arange(count, dtype=np.float32) + 0.5) / count * 2 - 1).astype(np.float32)
    x, y = np.meshgrid(line, -line)
    bent = x[..., None] * right + y[..., None] * up + ZOOM * ahead
    return _unit(bent.reshape(-1, 3)).astype(np.float32)


def _paper(rays: Points, backdrop: str, scene: "_Scene") -> Points:
    """The backdrop: paper that bends up behind the product, lit from the front, with the product's shadow on it."""
    colour = rgb(backdrop)
    height = rays[:, 1]
    glow = 1.04 - 1.1 * np.square(rays[:, 0]) - 1.3 * np.square(height + 0.19)
    colours: Points = colour * glow[:, None]
    falls = np.flatnonzero(height < -0.02)
    points = np.array(EYE, dtype=np.float32) + rays[falls] * (-EYE[1] / height[falls])[:, None]
    near = np.linalg.norm(points - np.array([0, 0, 0], dtype=np.float32), axis=1) < 3.4
    falls, points = falls[near], points[near]
    up = np.zeros_like(points)
    up[:, 1] = 1
    shade = (0.45 + 0.55 * scene.sunlight(points + 0.004 * up)) * scene.openness(points, up)
    edge = np.clip((3.4 - np.linalg.norm(points, axis=1)) / 1.2, 0, 1)
    colours[falls] *= (1 - edge * (1 - shade))[:, None]
    return colours


class _Scene:
    """The product as one solid."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self._bodies = bodies

    def distance(self, points: Points) -> Points:
        nearest = self._bodies[0].shape(points)
        for body in self._bodies[1:]:
            nearest = np.minimum(nearest, body.shape(points))
        return nearest.astype(np.float32)

    def march(self, origin: Points, rays: Points) -> tuple[Points, NDArray[np.bool_]]:
        """Follow rays from one point: how far each gets, and which of them hit something."""
        offset = origin - np.array(MIDDLE, dtype=np.float32)
        towards = rays @ offset
        room = np.square(towards) - (offset @ offset - REACH**2)
        travelled = np.where(room > 0, -towards - np.sqrt(np.maximum(room, 0)), 0).astype(np.float32)
        leaving = -towards + np.sqrt(np.maximum(room, 0))
        hit = np.zeros(len(rays), dtype=bool)
        active = np.flatnonzero(room > 0)
        for _ in range(STEPS):
            step = self.distance(origin + rays[active] * travelled[active, None])
            hit[active[step < CLOSE]] = True
            travelled[active] += np.maximum(step, CLOSE) * np.float32(0.9)
            active = active[(step >= CLOSE) & (travelled[active] < leaving[active])]
            if not len(active):
                break
        return travelled, hit

    def sunlight(self, points: Points) -> Points:
        """How much of the soft box each point sees, in [0, 1]."""
        light = _unit(np.array(LIGHT, dtype=np.float32))
        travelled = np.full(len(points), np.float32(0.03))
        seen = np.ones(len(points), dtype=np.float32)
        active = np.arange(len(points))
        for _ in range(40):
            step = self.distance(points[active] + light * travelled[active, None])
            seen[active] = np.minimum(seen[active], np.clip(0.5 + 0.5 * step / (0.085 * travelled[active]), 0, 1))
            travelled[active] += np.clip(step, 0.025, 0.25)
            active = active[(travelled[active] < 4.2) & (seen[active] > 0)]
            if not len(active):
                break
        return seen * seen * (3 - 2 * seen)

    def openness(self, points: Points, normals: Points) -> Points:
        """How much of the room each point sees, in [0, 1]."""
        closed = np.zeros(len(points), dtype=np.float32)
        for index, reach in enumerate((0.03, 0.09, 0.2, 0.38)):
            closed += (reach - self.distance(points + normals * np.float32(reach))) * np.float32(0.72**index)
        free: Points = np.clip(1 - 1.25 * closed, 0.12, 1)
        return free

    def normals(self, points: Points) -> Points:
        total = np.zeros_like(points)
        for corner in ((1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1)):
            direction = np.array(corner, dtype=np.float32)
            total += direction * self.distance(points + direction * np.float32(0.0012))[:, None]
        return _unit(total + np.float32(1e-9))

    def lit(self, points: Points, rays: Points) -> Points:
        """What the camera sees of points on the product, ``(n, 3)`` linear RGB."""
        normals = self.normals(points)
        distances = np.stack([body.shape(points) for body in self._bodies])
        which = distances.argmin(axis=0)
        paint = np.empty_like(points)
        gloss = np.empty(len(points), dtype=np.float32)
        for index, body in enumerate(self._bodies):
            mine = which == index
            paint[mine], gloss[mine] = body.paint(points[mine]), body.gloss
        light = _unit(np.array(LIGHT, dtype=np.float32))
        facing = np.clip(normals @ light, 0, 1) * self.sunlight(points + normals * np.float32(0.006))
        room = self.openness(points, normals) * (0.62 + 0.38 * normals[:, 1])
        mirrored = rays - 2 * np.einsum("ij,ij->i", rays, normals)[:, None] * normals
        grazing = np.power(1 - np.clip(-np.einsum("ij,ij->i", rays, normals), 0, 1), 4)
        shine = gloss * (0.05 + 0.6 * grazing) * (0.4 + 0.6 * np.clip(mirrored[:, 1], 0, 1)) * room
        shine += gloss * np.clip((mirrored @ light - 0.93) / 0.05, 0, 1) * (0.15 + 0.85 * (facing > 0)) * 0.75
        seen: Points = paint * (0.78 * facing + 0.46 * room)[:, None] + shine[:, None]
        return seen
