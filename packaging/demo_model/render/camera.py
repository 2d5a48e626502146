"""Where the camera stands so that the product fills as much of the picture as asked."""

from dataclasses import dataclass

import mitsuba as mi
import numpy as np
from numpy.typing import NDArray

from demo_model.render.materials import Dictionary

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class View:
    """Angles in degrees; ``fill`` the share of the picture's side; ``shift`` right and up, in shares of the side."""

    elevation: float
    field: float = 32.0
    fill: float = 0.7
    azimuth: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    roll: float = 0.0


def _axes(view: View) -> tuple[Floats, Floats, Floats]:
    """Unit vectors from the target to the camera, to the picture's right and up."""
    rise, turn = np.radians(view.elevation), np.radians(view.azimuth)
    back = np.array([np.sin(turn) * np.cos(rise), -np.cos(turn) * np.cos(rise), np.sin(rise)])
    right = np.array([np.cos(turn), np.sin(turn), 0.0])
    return back, right, np.cross(back, right)


def _frame(points: Floats, view: View, distance: float, target: Floats) -> tuple[Floats, Floats]:
    """Lowest and highest picture coordinates (2,) of the points, -1..1 across the field, from such a distance."""
    back, right, up = _axes(view)
    offset = points - target
    depth = distance - offset @ back
    spots = np.column_stack([offset @ right, offset @ up]) / (depth * np.tan(np.radians(view.field / 2)))[:, None]
    return spots.min(axis=0), spots.max(axis=0)


def _film(width: int, height: int) -> Dictionary:
    size = {"width": width, "height": height}
    return {"type": "hdrfilm", **size, "rfilter": {"type": "gaussian"}, "pixel_format": "rgba"}


def sensor(points: Floats, view: View, width: int, height: int, samples: int) -> Dictionary:
    """A perspective camera that frames the points (n, 3); the field of view spans the shorter side."""
    thin = points[:: max(1, len(points) // 4000)]
    back, right, up = _axes(view)
    target = (points.min(axis=0) + points.max(axis=0)) / 2
    distance = 4.0
    for _ in range(12):
        low, high = _frame(thin, view, distance, target)
        scale = distance * np.tan(np.radians(view.field / 2))
        middle = (low + high) / 2 * scale
        target = target + right * middle[0] + up * middle[1]
        distance = max(0.9, distance * float((high - low).max()) / 2 / view.fill)
    scale = distance * np.tan(np.radians(view.field / 2)) * 2
    target = target - right * view.shift[0] * scale - up * view.shift[1] * scale
    upward = up * np.cos(np.radians(view.roll)) + right * np.sin(np.radians(view.roll))
    place = target + back * distance
    return {
        "type": "perspective",
        "fov": view.field,
        "fov_axis": "smaller",
        "near_clip": 0.01,
        "to_world": mi.ScalarTransform4f().look_at(origin=list(place), target=list(target), up=list(upward)),
        "film": _film(width, height),
        "sampler": {"type": "multijitter", "sample_count": samples},
    }
