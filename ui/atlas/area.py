"""An area that somebody draws on the map, by a rectangle or freehand, and which points are in it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

_STEP = 3.0
"""Points of the screen between two of a freehand line: a hand is no finer."""


class Area:
    """From the first place to the last."""

    def __init__(self, at: QPointF, *, free: bool) -> None:
        """Begin.

        Args:
            at: Where.
            free: Whether it is drawn freehand; else a rectangle.
        """
        self._line = [at]
        self._free = free

    def reach(self, at: QPointF) -> None:
        """Go on to a place."""
        if not self._free:
            self._line[1:] = [at]
        elif (at - self._line[-1]).manhattanLength() >= _STEP:
            self._line.append(at)

    @property
    def outline(self) -> QPolygonF:
        """What encloses it."""
        if self._free or len(self._line) < 2:
            return QPolygonF(self._line)
        return QPolygonF(QRectF(*self._line).normalized())

    def inside(self, screen: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.bool_]:
        """Which points are in it.

        It is filled as a picture, in which each point is looked up: a line of hundreds of places costs what four do.

        Args:
            screen: ``(n, 2)`` float32; those out of sight are not.
            size: Of the screen.
        """
        width, height = size
        image = QImage(width, height, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawPolygon(self.outline)
        painter.end()
        filled = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
        seen = np.flatnonzero(((screen >= 0) & (screen < np.array(size, np.float32))).all(axis=1))
        whole = screen[seen].astype(np.int32)
        found = np.zeros(len(screen), np.bool_)
        found[seen] = filled[whole[:, 1], whole[:, 0]] > 0
        return found
