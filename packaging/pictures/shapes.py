"""Solids as signed distances: what the studio photographs.

A shape takes points, ``(n, 3)`` float32 in units of about ten centimetres with y upwards, and gives for each the
distance to its surface, ``(n,)`` float32, negative inside. Formulas are those of I. Quílez, "Distance functions".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Points: TypeAlias = NDArray[np.floating[Any]]
Shape: TypeAlias = Callable[[Points], Points]
Paint: TypeAlias = Callable[[Points], Points]


@dataclass(frozen=True, slots=True)
class Body:
    """One part of a product.

    Attributes:
        shape: Where it is.
        paint: Points on it → their linear RGB in [0, 1], ``(n, 3)``.
        gloss: How much it mirrors the lights, in [0, 1].
    """

    shape: Shape
    paint: Paint
    gloss: float = 0.2


def rgb(code: str) -> Points:
    """``#rrggbb`` in sRGB → ``(3,)`` linear RGB, by the plain 2.2 power."""
    parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return np.power(np.array(parts, dtype=np.float32), np.float32(2.2))


def plain(code: str) -> Paint:
    """One colour all over."""
    colour = rgb(code)
    return lambda points: np.broadcast_to(colour, points.shape)


def banded(codes: Sequence[str], heights: Sequence[float]) -> Paint:
    """Colours from the foot up; ``heights`` are the borders between them."""
    colours = np.stack([rgb(code) for code in codes])
    borders = np.array(heights, dtype=np.float32)
    return lambda points: colours[np.searchsorted(borders, points[:, 1])]


def grained(light: str, dark: str, axis: int = 1) -> Paint:
    """Wood, its fibres along an axis."""
    first, second = rgb(light), rgb(dark)

    def paint(points: Points) -> Points:
        across = np.delete(points, axis, axis=1)
        along = points[:, axis]
        rings = np.sin(38 * across[:, 0] + 9 * across[:, 1] + 1.6 * np.sin(2.1 * along) + 0.8 * np.sin(5.3 * along))
        share: Points = (0.5 + 0.35 * rings + 0.15 * np.sin(97 * across[:, 0] + 3 * along))[:, None]
        clipped: Points = np.clip(share, 0, 1)
        return first + (second - first) * clipped

    return paint


def moved(shape: Shape, x: float = 0, y: float = 0, z: float = 0) -> Shape:
    """A shape elsewhere."""
    offset = np.array([x, y, z], dtype=np.float32)
    return lambda points: shape(points - offset)


def turned(shape: Shape, degrees: float, axis: int = 1) -> Shape:
    """A shape turned about an axis through the origin: 0 is x, 1 is y, 2 is z."""
    angle = np.radians(degrees)
    one, two = [index for index in range(3) if index != axis]
    turn = np.eye(3, dtype=np.float32)
    turn[one, one] = turn[two, two] = np.cos(angle)
    turn[one, two], turn[two, one] = np.sin(angle), -np.sin(angle)
    return lambda points: shape(points @ turn.T)


def together(*shapes: Shape, soft: float = 0) -> Shape:
    """The union of shapes, their joints rounded by a radius."""

    def joined(points: Points) -> Points:
        distance = shapes[0](points)
        for shape in shapes[1:]:
            other = shape(points)
            if soft:
                share: Points = np.clip(0.5 + 0.5 * (distance - other) / soft, 0, 1)
                distance = distance * (1 - share) + other * share - soft * share * (1 - share)
            else:
                distance = np.minimum(distance, other)
        return distance

    return joined


def without(shape: Shape, hole: Shape) -> Shape:
    """A shape with a hole."""
    return lambda points: np.maximum(shape(points), -hole(points))


def ellipsoid(x: float, y: float, z: float) -> Shape:
    """An ellipsoid about the origin, by its half axes; the distance is a good guess only."""
    axes = np.array([x, y, z], dtype=np.float32)

    def distance(points: Points) -> Points:
        near: Points = np.linalg.norm(points / axes, axis=1)
        slope = np.linalg.norm(points / (axes * axes), axis=1)
        depth: Points = near * (near - 1) / np.maximum(slope, np.float32(1e-6))
        return depth

    return distance


def rod(start: Sequence[float], end: Sequence[float], radius: float) -> Shape:
    """A round rod with round ends."""
    origin = np.array(start, dtype=np.float32)
    along = np.array(end, dtype=np.float32) - origin

    def distance(points: Points) -> Points:
        offset = points - origin
        share: Points = np.clip(offset @ along / (along @ along), 0, 1)
        away: Points = np.linalg.norm(offset - share[:, None] * along, axis=1)
        return away - radius

    return distance


def ring(radius: float, thickness: float) -> Shape:
    """A torus that stands in the plane of x and y."""

    def distance(points: Points) -> Points:
        around = np.hypot(points[:, 0], points[:, 1]) - radius
        return np.hypot(around, points[:, 2]) - thickness

    return distance


def block(x: float, y: float, z: float, rounding: float = 0.03) -> Shape:
    """A box about the origin, by its half sides, with round edges."""
    half = np.array([x, y, z], dtype=np.float32) - np.float32(rounding)

    def distance(points: Points) -> Points:
        beyond = np.abs(points) - half
        outside: Points = np.linalg.norm(np.maximum(beyond, 0), axis=1)
        inside: Points = np.minimum(beyond.max(axis=1), 0)
        return outside + inside - rounding

    return distance


def shell(profile: Sequence[tuple[float, float]], thickness: float, *, smooth: bool = True) -> Shape:
    """A wall turned on a wheel: a line of (radius, height), revolved about y."""
    line = _smoothed(profile) if smooth else np.array(profile, dtype=np.float32)
    return lambda points: _to_line(_on_wheel(points), line) - thickness


def solid(profile: Sequence[tuple[float, float]], rounding: float = 0.02, *, smooth: bool = False) -> Shape:
    """A massive piece turned on a wheel; the line of (radius, height) starts and ends on the axis."""
    line = _smoothed(profile) if smooth else np.array(profile, dtype=np.float32)
    closed = np.concatenate([line, line[::-1] * np.array([-1, 1], dtype=np.float32)])
    return lambda points: _to_area(_on_wheel(points), closed) - rounding


def cut_out(outline: Sequence[tuple[float, float]], depth: float, rounding: float) -> Shape:
    """A flat piece: an outline in the plane of x and y, mirrored at x = 0, half as thick as ``depth`` to each side."""
    line = np.array(outline, dtype=np.float32)
    closed = np.concatenate([line, line[::-1] * np.array([-1, 1], dtype=np.float32)])

    def distance(points: Points) -> Points:
        flat = _to_area(points[:, :2], closed)
        deep = np.abs(points[:, 2]) - depth
        outside = np.hypot(np.maximum(flat, 0), np.maximum(deep, 0))
        return outside + np.minimum(np.maximum(flat, deep), 0) - rounding

    return distance


def _on_wheel(points: Points) -> Points:
    return np.stack([np.hypot(points[:, 0], points[:, 2]), points[:, 1]], axis=1)


def _to_line(points: Points, line: Points) -> Points:
    best = np.full(len(points), np.float32(np.inf))
    for start, end in pairwise(line):
        along, offset = end - start, points - start
        share: Points = np.clip(offset @ along / max(float(along @ along), 1e-9), 0, 1)
        rest = offset - share[:, None] * along
        best = np.minimum(best, np.einsum("ij,ij->i", rest, rest))
    return np.sqrt(best)


def _to_area(points: Points, outline: Points) -> Points:
    inside = np.zeros(len(points), dtype=bool)
    x, y = points.T
    for (x0, y0), (x1, y1) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        if y0 != y1:
            inside ^= ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    distance = _to_line(points, np.concatenate([outline, outline[:1]]))
    return np.where(inside, -distance, distance)


def _smoothed(profile: Sequence[tuple[float, float]], steps: int = 8) -> Points:
    """A Catmull-Rom curve through the points of a line."""
    knots = np.array([profile[0], *profile, profile[-1]], dtype=np.float32)
    share = np.linspace(0, 1, steps, endpoint=False, dtype=np.float32)[:, None]
    pieces = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        cubic = 2 * b + (c - a) * share + (2 * a - 5 * b + 4 * c - d) * share**2 + (3 * b - a - 3 * c + d) * share**3
        pieces.append(cubic / 2)
    return np.concatenate([*pieces, knots[-1:]])
