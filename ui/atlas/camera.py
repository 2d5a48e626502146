"""Which part of the plane is seen, and where a point of it is on the screen. No Qt, no state."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

_MARGIN, _AT_LEAST = 0.06, 40
"""Of the screen, around what is fitted to it; in points, at least: half a picture that stands at the edge."""
_TRIMMED = 0.2
"""Percent of the points at each edge that need not be in sight at first."""
_FURTHEST, _CLOSEST = 0.5, 4000.0
"""Times the scale at which everything is in sight."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A look at the plane.

    Attributes:
        x: Of the plane, in the middle of the screen.
        y: The same.
        scale: Points of the screen for one of the plane.
        whole: The scale at which everything is in sight.
    """

    x: float = 0.0
    y: float = 0.0
    scale: float = 100.0
    whole: float = 100.0

    @classmethod
    def fitting(cls, places: NDArray[np.float32], size: tuple[int, int]) -> "Camera":
        """One that sees nearly all of some places.

        Args:
            places: ``(n, 2)`` float32.
            size: Of the screen.
        """
        if not len(places):
            return cls()
        low, high = np.percentile(places, (_TRIMMED, 100 - _TRIMMED), axis=0)
        room = [max(points - 2 * max(_MARGIN * points, _AT_LEAST), 1) for points in size]
        wide = np.maximum(high - low, 1e-6)
        scale = float(min(room[0] / wide[0], room[1] / wide[1]))
        middle = (low + high) / 2
        return cls(float(middle[0]), float(middle[1]), scale, scale)

    def on_screen(self, places: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
        """Where places of the plane are on the screen, ``(n, 2)`` float32; also those out of sight."""
        middle = np.array([size[0] / 2, size[1] / 2], np.float32)
        shown: NDArray[np.float32] = (places - np.array([self.x, self.y], np.float32)) * np.float32(self.scale) + middle
        return shown

    def moved(self, right: float, down: float) -> "Camera":
        """What is seen when the plane is drawn so far, in points of the screen."""
        return replace(self, x=self.x - right / self.scale, y=self.y - down / self.scale)

    def zoomed(self, factor: float, at: tuple[float, float], size: tuple[int, int]) -> "Camera":
        """What is seen from nearer; what is under a place of the screen stays there."""
        scale = min(max(self.scale * factor, self.whole * _FURTHEST), self.whole * _CLOSEST)
        right, down = at[0] - size[0] / 2, at[1] - size[1] / 2
        gained = 1 / self.scale - 1 / scale
        return replace(self, x=self.x + right * gained, y=self.y + down * gained, scale=scale)
