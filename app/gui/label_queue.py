"""What is written on photos that wait is read while others are, away from the window's thread and the engine's."""

import logging

from PySide6.QtCore import QObject, Slot

from app.catalog.catalog import Catalog
from app.gui.background import Background
from app.gui.workplace import Workplace
from app.pipeline.labels import LabelsOfQueue
from inference.events import Event, Started

_log = logging.getLogger(__name__)


class LabelQueue(QObject):
    """Keeps some photos ahead of the engine; asked anew whenever the queue has moved.

    It gives way to the window, reads one photo at a time, and rests where the next few products are read.
    """

    def __init__(self, catalog: Catalog, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._queue = LabelsOfQueue(catalog)
        self._moved = self._closed = False
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)

    @Slot()
    def look(self) -> None:
        """The queue has moved; there may be something to read."""
        self._moved = True
        if not self._background.busy:
            self._go_on(more=False)

    @Slot(list)
    def hear(self, events: list[Event]) -> None:
        """The engine has begun with a photo, or not."""
        if any(isinstance(event, Started) for event in events):
            self.look()

    def close(self) -> None:
        """Read nothing more, on any thread; the photo in hand is given up."""
        self._closed = True
        if self._workplace.labels is not None:
            self._workplace.labels.close()
        self._background.close()

    def _go_on(self, more: bool) -> None:
        if self._closed or self._workplace.labels is None or not (more or self._moved):
            return
        self._moved = False
        self._background.do(self._read, self._go_on)

    def _read(self) -> bool:
        """Read one photo; on the thread in the background."""
        readings = self._workplace.labels
        return readings is not None and self._queue.read_next(readings)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        # Whoever claims the photo reads it, and tells what is wrong.
        _log.warning("the text on photos that wait was not read: %s", error)
