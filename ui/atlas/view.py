"""How the map is looked at: its points, the camera, colours, and where all of it is on the screen now."""

from collections.abc import Collection, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from ui.atlas.camera import Camera
from ui.atlas.dots import Layer, drawn
from ui.atlas.points import Points, apart
from ui.theme import Theme

SIDE = 60
"""Points of the screen for a picture."""
FEW = 220
"""Points in sight from which on pictures stand in their place."""
_FINE, _COARSE = 3.4, 2.2
"""Radius of a dot, in points of the screen, of few and of many."""
_MANY = 6000
_RIM = 1.6
"""How far the rim of a chosen one reaches."""


class View:
    """A look at points; a new one for every change, so that what is reckoned of it never is old.

    Attributes:
        points: What there is.
        camera: Which part of it is seen.
        size: Of the screen, in points.
    """

    def __init__(self, points: Points, camera: Camera, size: tuple[int, int]) -> None:
        self.points = points
        self.camera = camera
        self.size = size

    @cached_property
    def screen(self) -> NDArray[np.float32]:
        """``(n, 2)`` float32, where the points are, also those out of sight."""
        return self.camera.on_screen(self.points.places, self.size)

    @cached_property
    def seen(self) -> NDArray[np.intp]:
        """The places of the points in sight, rising."""
        return np.flatnonzero(((self.screen >= 0) & (self.screen < np.array(self.size, np.float32))).all(axis=1))

    @cached_property
    def pictured(self) -> NDArray[np.intp]:
        """The places of the points that have room for a picture; none while many are in sight."""
        if len(self.seen) > FEW:
            return self.seen[:0]
        return self.seen[apart(self.screen[self.seen], SIDE + 4)]

    def image(
        self, theme: Theme, density: float, *, shown: Collection[int] = (), chosen: NDArray[np.bool_] | None = None
    ) -> QImage:
        """All dots, drawn.

        Args:
            theme: In whose colours.
            density: Pixels a point of the screen.
            shown: Places of the groups that have their colours; empty for all.
            chosen: ``(n,)`` of the points with a rim; ``None`` for none.
        """
        width, height = (round(points * density) for points in self.size)
        layers = self._layers(theme, density, shown, chosen)
        pixels = np.ascontiguousarray(drawn((width, height), layers, _argb(theme.surface)))
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
        image.setDevicePixelRatio(density)
        return image

    def colour(self, theme: Theme, point: int, shown: Collection[int] = ()) -> str:
        """A point's colour, as :meth:`image` has it."""
        group = int(self.points.groups[point])
        pale = bool(shown) and group not in shown
        return theme.line if pale else self.points.named[group].colour(theme)

    def _layers(
        self, theme: Theme, density: float, shown: Collection[int], chosen: NDArray[np.bool_] | None
    ) -> Iterator[Layer]:
        """All dots, those of groups without colour below; then rims, and the dots that these are around."""
        pale = np.array([bool(shown) and at not in shown for at in range(len(self.points.named))], np.bool_)
        told = [theme.line if pale[at] else group.colour(theme) for at, group in enumerate(self.points.named)]
        palette = np.array([_argb(colour) for colour in told], np.uint32)
        ranks = np.argsort(np.argsort(~pale, kind="stable"))
        groups = self.points.groups[self.seen]
        order = np.argsort(ranks[groups], kind="stable")
        seen, colours = self.seen[order], palette[groups[order]]
        middles = self.screen[seen] * np.float32(density)
        radius = (_FINE if len(seen) < _MANY else _COARSE) * density
        rimmed = np.zeros(len(seen), np.bool_) if chosen is None else chosen[seen]
        if rimmed.sum() > _MANY:  # as many rims would be all that is seen: the others are pale instead
            last = np.argsort(rimmed, kind="stable")
            yield Layer(middles[last], np.where(rimmed, colours, np.uint32(_argb(theme.line)))[last], radius)
            return
        yield Layer(middles, colours, radius)
        if rimmed.any():
            rims = np.full(int(rimmed.sum()), _argb(theme.text), np.uint32)
            yield Layer(middles[rimmed], rims, radius + _RIM * density)
            yield Layer(middles[rimmed], colours[rimmed], radius)


def _argb(colour: str) -> int:
    return int(QColor(colour).rgba())
