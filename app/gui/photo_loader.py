"""Photos for the viewer, decoded away from the window's thread; the last one asked for wins."""

import logging
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage

from inference.errors import PhotoUnreadable
from inference.photos import read_photo
from ui.pyramid import Pyramid

_log = logging.getLogger(__name__)

VIEW_SIDE = 2400
"""Longer side of what the viewer holds, in pixels: enough to zoom into, bounded in memory."""


def to_image(pixels: NDArray[np.uint8]) -> QImage:
    """Copy an ``(h, w, 3)`` uint8 RGB array into an image that owns its memory."""
    height, width, _ = pixels.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


class _Told(QObject):
    loaded = Signal(int, object)


class _Task(QRunnable):
    def __init__(self, ticket: int, path: Path, told: _Told) -> None:
        super().__init__()
        self._ticket = ticket
        self._path = path
        self._told = told

    def run(self) -> None:
        result: Pyramid | Exception
        try:
            result = Pyramid.of(to_image(read_photo(self._path, VIEW_SIDE)))
        except PhotoUnreadable as error:
            result = error
        except Exception as error:
            _log.exception("the viewer could not read %s", self._path)
            result = error
        self._told.loaded.emit(self._ticket, result)


class PhotoLoader(QObject):
    """Decodes one photo at a time for the viewer.

    Signals:
        loaded: The :class:`~ui.pyramid.Pyramid` of the photo that was last asked for.
        refused: The exception, where it cannot be read.
    """

    loaded = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._ticket = 0
        self._told = _Told(self)
        self._told.loaded.connect(self._on_loaded)

    def load(self, path: Path) -> None:
        """Ask for a photo; an earlier one that is not there yet will not come."""
        self.forget()
        self._pool.start(_Task(self._ticket, path, self._told))

    def forget(self) -> None:
        """Whatever was asked for is no longer wanted."""
        self._ticket += 1
        self._pool.clear()

    def close(self) -> None:
        """Wait for the photo in hand, at most a second or two."""
        self.forget()
        self._pool.waitForDone(5000)

    @Slot(int, object)
    def _on_loaded(self, ticket: int, result: Pyramid | Exception) -> None:
        if ticket != self._ticket:
            return
        if isinstance(result, Pyramid):
            self.loaded.emit(result)
        else:
            self.refused.emit(result)
