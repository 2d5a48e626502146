"""Photos come in on a thread of their own, so that ten thousand of them never hold the window up.

The thread's event loop is its queue: a zero timer takes one bounded step at a time, new drops before the reading of
old ones, and what happened is told in batches.
"""

import logging
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMetaObject, QObject, Qt, QThread, QTimer, Signal, Slot

from app.catalog.catalog import Catalog
from app.gui.label_queue import LabelQueue
from app.gui.rehearsing import rehearse
from app.gui.workplace import Workplace
from app.pipeline.intake import Coloured, Gathered, Listed, Taken, colour_photos, prepare_photos, take_photos
from app.pipeline.surveying import SurveyorApart

_log = logging.getLogger(__name__)

_TELL_EVERY = 0.05
"""Seconds between two reports to the window."""

_CHECKPOINT_EVERY = 250
"""Photos between two checkpoints; without any, the database's log grows by half a gigabyte for ten thousand photos."""


class _Worker(QObject):
    taken = Signal(list)
    gathered = Signal(object)
    failed = Signal(object)
    settled = Signal()

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._catalog = catalog
        self._listing: deque[Iterator[Listed | Gathered]] = deque()
        self._preparing: Iterator[Taken] | None = None
        self._colouring: Iterator[Taken] | None = None
        self._settled = self._rehearsed = False
        self._surveyor = SurveyorApart()
        self._untold: list[Taken] = []
        self._told = 0.0
        self._steps = 0
        self._timer: QTimer | None = None

    @Slot()
    def begin(self) -> None:
        """Go on with what an earlier run left unread."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(0)

    @Slot(list)
    def add(self, paths: list[Path]) -> None:
        """Take files and folders."""
        self._listing.append(take_photos(self._catalog, paths))
        self._wake()

    @Slot(bytes, str)
    def paste(self, data: bytes, suffix: str) -> None:
        """Take a picture that has no file."""
        self._listing.append(self._pasted(data, suffix))
        self._wake()

    @Slot()
    def wake(self) -> None:
        """Photos that were read may be to be read again."""
        self._wake()

    @Slot()
    def stop(self) -> None:
        """Stop where it is and leave the thread's loop; the rest is read the next time."""
        if self._timer is not None:
            self._timer.stop()
        self._listing.clear()
        self._preparing = self._colouring = None
        self._surveyor.close()
        QThread.currentThread().quit()  # here: asked from outside, the loop might end before its timer has

    def _pasted(self, data: bytes, suffix: str) -> Iterator[Listed]:
        added = self._catalog.add_stored_photo(data, suffix)
        yield Listed(added.ids, added.already)

    def _wake(self) -> None:
        self._settled = False
        if self._timer is not None and not self._timer.isActive():
            self._timer.start(0)

    @Slot()
    def _step(self) -> None:
        try:
            self._checkpoint_at_times()
            taken = self._next()
        except Exception as error:
            # Whatever it was (a full disk, a folder that went away), the photos that are listed stay listed.
            _log.exception("the intake stopped")
            self._preparing = self._colouring = None
            self._rest()
            self.failed.emit(error)
            return
        if taken is None or isinstance(taken, Coloured):
            self._settle()
        if taken is None:
            self._rest()
            return
        if isinstance(taken, Gathered):
            self._tell()
            self.gathered.emit(taken)
            return
        if isinstance(taken, Listed) and taken.products and not self._rehearsed:
            self._rehearsed = True
            rehearse(self._catalog, taken.products[0])
        self._untold.append(taken)
        if time.monotonic() - self._told > _TELL_EVERY:
            self._tell()

    def _settle(self) -> None:
        """Say once that nothing new is left to read, whatever is looked at again after that."""
        if not self._settled:
            self._settled = True
            self._catalog.checkpoint()
            self._tell()
            self.settled.emit()

    def _checkpoint_at_times(self) -> None:
        self._steps += 1
        if self._steps % _CHECKPOINT_EVERY == 0:
            self._catalog.checkpoint()

    def _next(self) -> Taken | Gathered | None:
        while self._listing:
            if (listed := next(self._listing[0], None)) is not None:
                return listed
            self._listing.popleft()
        if self._preparing is None:
            self._preparing = prepare_photos(self._catalog, self._surveyor)
        taken = next(self._preparing, None)
        if taken is None:
            self._preparing = None
            taken = self._next_coloured()
        return taken

    def _next_coloured(self) -> Taken | None:
        """Photos from before colours were looked for, or that were looked at otherwise; whatever is new goes first."""
        if self._colouring is None:
            self._colouring = colour_photos(self._catalog, self._surveyor)
        taken = next(self._colouring, None)
        if taken is None:
            self._colouring = None
        return taken

    def _rest(self) -> None:
        self._tell()
        self._surveyor.close()
        if self._timer is not None:
            self._timer.stop()

    def _tell(self) -> None:
        self._told = time.monotonic()
        if self._untold:
            self.taken.emit(self._untold)
            self._untold = []


class IntakeThread(QObject):
    """Takes photos in; lives on the window's thread and tells it there.

    Signals:
        taken: ``list[Taken]``, what happened since the last time, at most every 50 ms.
        failed: The exception that stopped the intake; adding photos starts it again.
        gathered: A :class:`~app.pipeline.intake.Gathered`: what of a drop, which was told before, could be joined.
        settled: Nothing is left to read.

    Attributes:
        labels: Reads what is written on photos that are in, before their turn.
    """

    taken = Signal(list)
    gathered = Signal(object)
    failed = Signal(object)
    settled = Signal()
    _add = Signal(list)
    _paste = Signal(bytes, str)
    _wake = Signal()

    def __init__(self, catalog: Catalog, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.labels = LabelQueue(catalog, workplace, self)
        self._thread = QThread(self)
        self._thread.setObjectName("intake")
        self._worker = _Worker(catalog)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.begin)
        self._add.connect(self._worker.add)
        self._paste.connect(self._worker.paste)
        self._wake.connect(self._worker.wake)
        self._worker.taken.connect(self.taken.emit)
        self._worker.gathered.connect(self.gathered.emit)
        self._worker.failed.connect(self.failed.emit)
        self._worker.settled.connect(self.settled.emit)
        self._worker.taken.connect(self.labels.look)

    def start(self) -> None:
        """Start, with what an earlier run left unread."""
        self._thread.start(QThread.Priority.LowPriority)

    def add(self, paths: list[Path]) -> None:
        """Take files and folders."""
        self._add.emit(paths)

    def paste(self, data: bytes, suffix: str) -> None:
        """Take a picture that has no file.

        Args:
            data: An encoded picture.
            suffix: Of its format, with the dot: ``.png``.
        """
        self._paste.emit(data, suffix)

    def wake(self) -> None:
        """Look again for photos that are to be read, after some were queued again."""
        self._wake.emit()
        self.labels.look()

    def close(self) -> None:
        """Ask the thread to end after the photo in hand, and wait for text that is being read ahead."""
        # Not by a signal: by now nothing is to be told any more, and those of this object may be blocked.
        QMetaObject.invokeMethod(self._worker, "stop", Qt.ConnectionType.QueuedConnection)
        self.labels.close()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end after :meth:`close`."""
        return self._thread.wait(milliseconds)
