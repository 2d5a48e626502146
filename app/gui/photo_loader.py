"""Photos for the viewer, as they are and as the model was shown them, made away from the window's thread.

The last one asked for wins. Some are kept, so that going back to one costs nothing; one may be made ready ahead.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage

from app.catalog.errors import CatalogueError
from inference.errors import PhotoUnreadable
from inference.photos import read_photo
from inference.preprocess import STEPS, Correction, Corrections, When, correct
from inference.preprocess.histogram import reference_in
from ui.comparison import WHOLE, Frame
from ui.pyramid import Pyramid
from ui.queue.lru import Lru

_log = logging.getLogger(__name__)

VIEW_SIDE = 2400
"""Longer side of what the viewer holds, in pixels: enough to zoom into, bounded in memory."""


KEPT = 6
"""Photos that stay ready: at most some 30 MB each."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A photo for the viewer.

    Attributes:
        path: The file.
        side: Longer side of what the model was shown, in pixels.
        steps: What changed the photo before the model saw it.
        reference: What its lightness was spread like; empty for the built-in reference.
    """

    path: Path
    side: int = 0
    steps: tuple[str, ...] = ()
    reference: tuple[float, ...] = ()

    @classmethod
    def of(cls, path: Path, side: int, done: tuple[Correction, ...]) -> "Wanted":
        """A photo of which something is known to have been corrected, or not."""
        taken = [step for step in done if step.applied]
        reference = next((reference_in(step.measured) for step in taken if step.step == "histogram"), ())
        return cls(path, side, tuple(step.step for step in taken), reference)


@dataclass(frozen=True, slots=True)
class Viewed:
    """A photo, ready to be shown.

    Attributes:
        photo: As it is.
        corrected: As the model was shown it; ``None`` where that is the same.
        frame: The part of the photo that the model was shown.
    """

    photo: Pyramid
    corrected: Pyramid | None = None
    frame: Frame = WHOLE


def to_image(pixels: NDArray[np.uint8]) -> QImage:
    """Copy an ``(h, w, 3)`` uint8 RGB array into an image that owns its memory."""
    height, width, _ = pixels.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def view(wanted: Wanted) -> Viewed:
    """Read a photo; the corrections are made again as they were made for the model, at its size.

    Raises:
        PhotoUnreadable: It cannot be decoded.
    """
    photo = Pyramid.of(to_image(read_photo(wanted.path, VIEW_SIDE)))
    if not wanted.steps:
        return Viewed(photo)
    taken = {step: When.ALWAYS for step in STEPS if step in wanted.steps}
    again = Corrections.taking(taken, wanted.reference)
    done = correct(read_photo(wanted.path, wanted.side), again)
    cut = next((step.measured for step in done.steps if step.step == "crop"), None)
    frame = (cut["left"], cut["top"], cut["width"], cut["height"]) if cut else WHOLE
    return Viewed(photo, Pyramid.of(to_image(done.pixels)), frame)


class _Told(QObject):
    loaded = Signal(object, object)


class _Task(QRunnable):
    def __init__(self, wanted: Wanted, fetch: Callable[[Path], None], told: _Told) -> None:
        super().__init__()
        self._fetch = fetch
        self._wanted = wanted
        self._told = told

    def run(self) -> None:
        result: Viewed | Exception
        try:
            self._fetch(self._wanted.path)
            result = view(self._wanted)
        except (PhotoUnreadable, CatalogueError) as error:
            result = error
        except Exception as error:
            _log.exception("the viewer could not read %s", self._wanted.path)
            result = error
        self._told.loaded.emit(self._wanted, result)


class PhotoLoader(QObject):
    """Makes one photo at a time ready for the viewer.

    Signals:
        loaded: The :class:`Viewed` photo that was last asked for.
        refused: The exception, where it cannot be read.
    """

    loaded = Signal(object)
    refused = Signal(object)

    def __init__(self, fetch: Callable[[Path], None], parent: QObject | None = None) -> None:
        """Prepare it.

        Args:
            fetch: Sees to it, on a thread that nobody waits for, that a photo's file is here.
            parent: Owns this.
        """
        super().__init__(parent)
        self._fetch = fetch
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._wanted: Wanted | None = None
        self._kept: Lru[tuple[Wanted, str], Viewed] = Lru(KEPT)
        self._told = _Told(self)
        self._told.loaded.connect(self._on_loaded)

    def load(self, wanted: Wanted) -> None:
        """Ask for a photo; an earlier one that is not there yet will not come."""
        self.forget()
        self._wanted = wanted
        kept = self._kept.get((wanted, stamp_of(wanted.path)))
        if kept is not None:
            self.loaded.emit(kept)
        else:
            self._pool.start(_Task(wanted, self._fetch, self._told))

    def kept(self, wanted: Wanted) -> bool:
        """Whether a photo is ready."""
        return (wanted, stamp_of(wanted.path)) in self._kept

    def prepare(self, wanted: Wanted) -> None:
        """Make a photo ready that will probably be asked for next."""
        if not self.kept(wanted):
            self._pool.start(_Task(wanted, self._fetch, self._told), -1)

    def forget(self) -> None:
        """Whatever was asked for is no longer wanted."""
        self._wanted = None
        self._pool.clear()

    def close(self) -> None:
        """Wait for the photo in hand, at most a second or two."""
        self.forget()
        self._pool.waitForDone(5000)

    @Slot(object, object)
    def _on_loaded(self, wanted: Wanted, result: Viewed | Exception) -> None:
        if isinstance(result, Viewed):
            self._kept.put((wanted, stamp_of(wanted.path)), result)
        if wanted != self._wanted:
            return
        if isinstance(result, Viewed):
            self.loaded.emit(result)
        else:
            self.refused.emit(result)


def stamp_of(path: Path) -> str:
    """Tells two states of a file apart; empty where there is none."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_size}-{status.st_mtime_ns}"
