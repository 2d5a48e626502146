"""The memory of pictures behind the window: brought up to date on a thread of its own, and how far it is, in words."""

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal, Slot

from app.catalog.vectors import Coverage
from app.gui.models.labour import Labour
from app.pipeline.looking import space_of
from app.pipeline.memory import Memory
from inference.embed import Space
from inference.llama.options import ModelInfo

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

_log = logging.getLogger(__name__)

_SOON = 1000
"""Milliseconds from a photo that was looked at to the shelf, so that those of one moment go together."""


class Remembering(QObject):
    """Owns the memory.

    Attributes:
        memory: To be asked on any thread; ``None`` until a model is there that looks at photos on this computer.

    Signals:
        told: How far it is, in words; empty once it knows every photo.
        grown: More photos are known than before, or others.
    """

    told = Signal(str)
    grown = Signal()
    _seen = Signal()

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self.memory: Memory | None = None
        self._catalog = presenter.catalog
        self._reading = presenter.reading
        self._info: ModelInfo | None = None
        self._leaving = threading.Event()
        self._labour = Labour("memory", self)
        self._labour.done.connect(self._on_done)
        self._labour.failed.connect(self._on_failed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.update)
        self._seen.connect(self._on_seen)
        self._reading.looking.seen = self._seen.emit
        self._reading.recall = lambda: self.memory
        self._reading.status_changed.connect(self._on_status_changed)
        self.told.connect(presenter.window.status_line.set_behind)

    @Slot()
    def _on_status_changed(self) -> None:
        """Another model may read photos from now on; what is known stays known while there is none, or a server."""
        info = self._reading.info
        if isinstance(info, ModelInfo) and info is not self._info:
            self._info = info
            space = space_of(info)
            self._labour.do("open", lambda: self._open(space))
            self.update()

    @Slot()
    def update(self) -> None:
        """Bring the shelf up to date."""
        self._labour.do("update", self._update)

    def close(self) -> None:
        """Begin nothing more."""
        self._leaving.set()
        self._soon.stop()
        self._labour.close()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end after :meth:`close`, and let go of the shelf then."""
        if not self._labour.wait(milliseconds):
            return False
        if self.memory is not None:
            self.memory.close()
            self.memory = None
        return True

    @Slot()
    def _on_seen(self) -> None:
        if not self._leaving.is_set() and not self._soon.isActive():
            self._soon.start()

    def _open(self, space: Space) -> Coverage | None:
        held = self.memory
        if held is None or space != held.space:
            self.memory = None
            if held is not None:
                held.close()
            self.memory = Memory.open(self._catalog, space)
        return None

    def _update(self) -> Coverage | None:
        if self.memory is None:
            return None
        for _ in self.memory.update():
            if self._leaving.is_set():
                return None
        return self._catalog.coverage()

    @Slot(object, object)
    def _on_done(self, _ticket: object, found: Coverage | None) -> None:
        if found is None:
            return
        locale = QLocale()
        photos, seen = locale.toString(found.photos), locale.toString(found.seen)
        words = self.tr("Semelhantes: {seen} de {photos} fotos vistas").format(seen=seen, photos=photos)
        self.told.emit(words if found.seen < found.photos else "")
        self.grown.emit()

    @Slot(object, object)
    def _on_failed(self, ticket: object, error: Exception) -> None:
        _log.warning("the memory of pictures: %s: %s", ticket, error)
        self.told.emit("")
