"""Meshes made from outlines, paths and boxes.

Lengths are in the unit of the caller, z points up. A mesh carries its own smooth normals; corners look bevelled because
normals are weighted by area. The module knows neither products nor materials.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Mesh:
    """Triangles: ``points`` and unit ``normals`` (n, 3), ``uvs`` (n, 2) as lengths, ``faces`` (m, 3) as indices."""

    points: Floats
    normals: Floats
    uvs: Floats
    faces: Ints

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Mesh":
        """The same mesh, shifted."""
        return Mesh(self.points + np.array([x, y, z]), self.normals, self.uvs, self.faces)

    def turned(self, degrees: float, axis: str = "z") -> "Mesh":
        """The same mesh, turned about an axis through the origin, counter-clockwise, in degrees."""
        matrix = rotation(degrees, axis)
        return Mesh(self.points @ matrix.T, self.normals @ matrix.T, self.uvs, self.faces)

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> "Mesh":
        """The same mesh, stretched along the axes; one factor stretches all three."""
        factors = np.array([x, x if y is None else y, x if z is None else z])
        normals = self.normals / factors
        return Mesh(self.points * factors, _unit(normals), self.uvs * float(factors.max()), self.faces)

    def lengthwise(self) -> "Mesh":
        """The same mesh with its texture turned by a right angle: along a `tube` or `lathe` instead of around it."""
        return Mesh(self.points, self.normals, self.uvs[:, ::-1], self.faces)


def rotation(degrees: float, axis: str) -> Floats:
    """The (3, 3) matrix that turns by so many degrees about ``x``, ``y`` or ``z``."""
    angle = np.radians(degrees)
    cosine, sine = np.cos(angle), np.sin(angle)
    first, second = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    matrix = np.eye(3)
    matrix[[first, second], [first, second]] = cosine
    matrix[first, second], matrix[second, first] = -sine, sine
    return matrix


def join(meshes: Iterable[Mesh]) -> Mesh:
    """One mesh of several."""
    parts = list(meshes)
    starts = np.cumsum([0] + [len(part.points) for part in parts[:-1]])
    return Mesh(
        np.vstack([part.points for part in parts]),
        np.vstack([part.normals for part in parts]),
        np.vstack([part.uvs for part in parts]),
        np.vstack([part.faces + start for part, start in zip(parts, starts, strict=True)]),
    )


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.where(lengths > 1e-12, vectors / np.maximum(lengths, 1e-12), np.array([0.0, 0.0, 1.0]))


def surface(points: Floats, seamless: bool = False) -> Mesh:
    """A smooth surface through a grid.

    Args:
        points: ``(rows, columns, 3)``.
        seamless: The last column lies on the first; their normals are made one.
    """
    rows, columns, _ = points.shape
    index = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    faces = np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])
    flat = points.reshape(-1, 3)
    crosses = np.cross(flat[faces[:, 1]] - flat[faces[:, 0]], flat[faces[:, 2]] - flat[faces[:, 0]])
    normals = np.zeros_like(flat)
    for corner in range(3):
        np.add.at(normals, faces[:, corner], crosses)
    if seamless:
        field = normals.reshape(rows, columns, 3)
        field[:, 0] = field[:, -1] = field[:, 0] + field[:, -1]
    keep = np.linalg.norm(crosses, axis=1) > 1e-14
    down = np.linalg.norm(np.diff(points, axis=0, prepend=points[:1]), axis=2).max(axis=1).cumsum()
    across = np.linalg.norm(np.diff(points, axis=1, prepend=points[:, :1]), axis=2).max(axis=0).cumsum()
    uvs = np.stack(np.broadcast_arrays(across[None, :], down[:, None]), -1).reshape(-1, 2)
    return Mesh(flat, _unit(normals), uvs, faces[keep])


def rounded(corners: ArrayLike, radius: float, steps: int = 5) -> Floats:
    """A polyline (k, 2) whose inner corners are rounded off with the radius, as far as the sides allow."""
    points = np.asarray(corners, dtype=np.float64)
    path = [points[:1]]
    t = np.linspace(0.0, 1.0, steps)[:, None]
    for before, here, after in zip(points[:-2], points[1:-1], points[2:], strict=True):
        to_before, to_after = before - here, after - here
        lengths = np.linalg.norm(to_before), np.linalg.norm(to_after)
        reach = min(radius, 0.45 * float(min(lengths)))
        start, end = here + to_before / lengths[0] * reach, here + to_after / lengths[1] * reach
        path.append((1 - t) ** 2 * start + 2 * t * (1 - t) * here + t**2 * end)
    return np.vstack([*path, points[-1:]])


def spline(knots: ArrayLike, steps: int = 8) -> Floats:
    """A Catmull-Rom curve (n, d) through the knots (k, d)."""
    points = np.asarray(knots, dtype=np.float64)
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0.0, 1.0, steps, endpoint=False)[:, None]
    pieces = []
    for p0, p1, p2, p3 in zip(padded[:-3], padded[1:-2], padded[2:-1], padded[3:], strict=True):
        cubic = -p0 + 3 * p1 - 3 * p2 + p3
        pieces.append(0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + cubic * t**3))
    return np.vstack([*pieces, points[-1:]])


def lathe(outline: ArrayLike, segments: int = 72, swell: Floats | None = None) -> Mesh:
    """A solid of revolution about z.

    Args:
        outline: ``(k, 2)`` of radius and height.
        segments: Number of steps around.
        swell: ``(segments + 1,)`` factors of the radius around; its ends must agree.
    """
    profile = np.asarray(outline, dtype=np.float64)
    profile[:, 0] = np.maximum(profile[:, 0], 0.0)
    angles = np.linspace(0.0, 2 * np.pi, segments + 1)
    factors = np.ones(segments + 1) if swell is None else swell
    around = np.stack([np.cos(angles) * factors, np.sin(angles) * factors], -1)
    ring = profile[:, None, :1] * around[None]
    heights = np.broadcast_to(profile[:, None, 1:], (*ring.shape[:2], 1))
    return surface(np.concatenate([ring, heights], -1), seamless=True)


def squarish(power: float, segments: int = 72) -> Floats:
    """Factors for `lathe` that turn the circle into a superellipse; 2 is round, 6 nearly square."""
    angles = np.linspace(0.0, 2 * np.pi, segments + 1)
    around: Floats = (np.abs(np.cos(angles)) ** power + np.abs(np.sin(angles)) ** power) ** (-1 / power)
    return around


def fluted(waves: int, depth: float, segments: int = 144) -> Floats:
    """Factors for `lathe` with so many flutes of a depth relative to the radius."""
    ripple: Floats = 1.0 - depth * np.abs(np.sin(np.linspace(0.0, np.pi * waves, segments + 1)))
    return ripple


def vessel(outside: ArrayLike, wall: float, swell: Floats | None = None) -> Mesh:
    """A hollow body: the outline (k, 2) from the edge of its foot up to its rim, and an inside so thick a wall away."""
    outer = np.asarray(outside, dtype=np.float64)
    tangents = np.gradient(outer, axis=0)
    tangents /= np.maximum(np.linalg.norm(tangents, axis=1, keepdims=True), 1e-9)
    inner = outer + wall * np.stack([-tangents[:, 1], tangents[:, 0]], -1)
    inner = inner[inner[:, 0] > wall * 0.5]
    inner[:, 1] = np.clip(inner[:, 1], outer[0, 1] + wall, outer[-1, 1])
    lip = (outer[-1] + inner[-1]) / 2 + np.array([0.0, wall * 0.35])
    start, end = [[0.0, outer[0, 1]]], [[0.0, inner[0, 1]]]
    segments = 72 if swell is None else len(swell) - 1
    return lathe(np.vstack([start, outer, [lip], inner[::-1], end]), segments, swell)


def tube(path: ArrayLike, radius: ArrayLike, sides: int = 20, flat: float = 1.0) -> Mesh:
    """A round bar along a path (k, 3).

    Args:
        path: Centre line.
        radius: One radius, or one for each point.
        sides: Steps around.
        flat: Factor of the thickness across the first normal of the path: below 1 it is a strap.
    """
    line = np.asarray(path, dtype=np.float64)
    radii = np.broadcast_to(np.asarray(radius, dtype=np.float64), (len(line),))
    tangents = _unit(np.gradient(line, axis=0))
    normal = _unit(np.cross(tangents[0], np.eye(3)[int(np.argmin(np.abs(tangents[0])))]))
    angles = np.linspace(0.0, 2 * np.pi, sides + 1)[:, None]
    rings = []
    for centre, tangent, reach in zip(line, tangents, radii, strict=True):
        normal = _unit(normal - tangent * float(normal @ tangent))
        side = np.cross(tangent, normal)
        rings.append(centre + reach * (np.cos(angles) * normal * flat + np.sin(angles) * side))
    grid = np.array(rings)
    ends = [np.stack([np.broadcast_to(line[0], grid[0].shape), grid[0]])]
    ends.append(np.stack([grid[-1], np.broadcast_to(line[-1], grid[-1].shape)]))
    return join([surface(grid, seamless=True), *(surface(end) for end in ends)])


def rod(start: ArrayLike, end: ArrayLike, radius: float, end_radius: float | None = None) -> Mesh:
    """A straight, possibly tapering bar between two points."""
    return tube(np.array([start, end], dtype=np.float64), [radius, radius if end_radius is None else end_radius])


def ball(radius: float) -> Mesh:
    """A sphere about the origin."""
    angles = np.linspace(-np.pi / 2, np.pi / 2, 33)
    return lathe(np.stack([radius * np.cos(angles), radius * np.sin(angles)], -1), 48)


def box(width: float, depth: float, height: float, bevel: float = 0.01) -> Mesh:
    """A box with rounded edges that stands on z = 0, centred in x and y."""
    half = np.array([width, depth, height]) / 2
    radius = min(bevel, 0.49 * float(half.min()) * 2)
    arc = np.linspace(0.0, 1.0, 4)
    sides = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        lines = [np.concatenate([-half[k] + arc * radius, half[k] - arc[::-1] * radius]) for k in (u, v)]
        for sign in (-1.0, 1.0):
            grid = np.empty((8, 8, 3))
            grid[..., u], grid[..., v] = np.meshgrid(*lines, indexing="ij")
            grid[..., axis] = sign * half[axis]
            sides.append(_rounded_side(grid[:, :: int(sign)], half - radius, radius))
    return join(sides).moved(z=float(half[2]))


def _rounded_side(grid: Floats, core: Floats, radius: float) -> Mesh:
    inner = np.clip(grid, -core, core)
    normals = _unit(grid - inner)
    flat = surface(inner + normals * radius)
    return Mesh(flat.points, normals.reshape(-1, 3), flat.uvs, flat.faces)


def prism(outline: ArrayLike, height: float) -> Mesh:
    """A straight solid with sharp edges over a star-shaped outline (k, 2), from z = 0 up."""
    ring = np.asarray(outline, dtype=np.float64)
    low, high = (np.column_stack([ring, np.full(len(ring), z)]) for z in (0.0, height))
    walls = [surface(np.stack([low[[i - 1, i]], high[[i - 1, i]]])) for i in range(len(ring))]
    lids = []
    for face in (low, high):
        closed = np.vstack([face, face[:1]])
        lids.append(surface(np.stack([closed, np.broadcast_to(closed[:-1].mean(axis=0), closed.shape)])))
    return join([*walls, *lids])
