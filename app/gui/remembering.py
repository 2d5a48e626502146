"""The memory of pictures behind the window: brought up to date on a thread of its own, and how far it is, in words.

On that thread photos are also compared, by their pixels and by their places in the memory: which may be the same.
"""

import logging
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal, Slot

from app.catalog.vectors import Coverage
from app.errors import explain
from app.gui.models.labour import Labour
from app.gui.reopening import AWAY, Reopening
from app.gui.word_finding import WordFinding
from app.pipeline.kinship import find_kin
from app.pipeline.likenesses import PictureSearch
from app.pipeline.looking import space_of
from app.pipeline.memory import Memory
from app.pipeline.shelving import shelves_of
from app.search.apart import ShelfApart
from app.search.shelf import ShelfAway
from inference.embed import Space
from inference.llama.options import ModelInfo

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

_log = logging.getLogger(__name__)

_AT_ONCE = 5
"""Steps of comparing before whatever else the thread is asked for has its turn; one is of some twenty photos."""
_SOON = 1000
"""Milliseconds from a photo that was looked at to the shelf, so that those of one moment go together."""


class Remembering(QObject):
    """Owns the memory.

    Attributes:
        memory: To be asked on any thread; ``None`` until a model is there that looks at photos on this computer.
        words: Finds photos by words, where a model for that is chosen.

    Signals:
        told: How far it is, in words; empty once it knows every photo.
        grown: More photos are known than before, or others.
        compared: Some photos were compared with all others.
    """

    told = Signal(str)
    grown = Signal()
    compared = Signal()
    _seen = Signal()

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self.memory: Memory | None = None
        self._catalog = presenter.catalog
        self._reading = presenter.reading
        self._workplace = presenter.workplace
        self._shelves = shelves_of(presenter.workplace.choices.settings, ShelfApart)
        self._info: ModelInfo | None = None
        self._leaving = threading.Event()
        self._pictures = PictureSearch(presenter.catalog)
        self._comparing: Iterator[int] | None = None
        self._labour = Labour("memory", self)
        self._labour.done.connect(self._on_done)
        self._labour.failed.connect(self._on_failed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.update)
        self._reopening = Reopening(self)
        self._reopening.due.connect(self._on_due)
        self._watch = QTimer(self, interval=AWAY)
        self._watch.timeout.connect(self._on_watch)
        self._watch.start()
        self._seen.connect(self._on_seen)
        self._reading.looking.seen = self._seen.emit
        self._reading.recall = lambda: self.memory
        self._reading.status_changed.connect(self._on_status_changed)
        self.told.connect(presenter.window.status_line.set_behind)
        self.words = WordFinding(presenter, self)

    @Slot()
    def _on_status_changed(self) -> None:
        """Another model may read photos from now on; what is known stays known while there is none, or a server."""
        info = self._reading.info
        if isinstance(info, ModelInfo) and info is not self._info:
            self._info = info
            self._on_due()

    @Slot()
    def _on_due(self) -> None:
        if self._info is not None:
            space = space_of(self._info)
            self._labour.do("open", lambda: self._open(space))
            self.update()

    @Slot()
    def _on_watch(self) -> None:
        """Whoever only asks a shelf learns that it is lost, and does nothing about it."""
        if self.memory is not None and self.memory.lost:
            self.update()

    @Slot()
    def update(self) -> None:
        """Bring the shelf up to date."""
        self._labour.do("update", self._update)

    @Slot()
    def compare(self) -> None:
        """Find pictures that are there twice, among photos that were not compared yet."""
        self._labour.do("compare", self._compare)

    def close(self) -> None:
        """Begin nothing more."""
        self._leaving.set()
        self._soon.stop()
        self._reopening.close()
        self._watch.stop()
        self._labour.close()
        self.words.close()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the threads to end after :meth:`close`, and let go of the shelves then."""
        if not (self.words.wait(milliseconds) and self._labour.wait(milliseconds)):
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
        if held is None or held.lost or space != held.space:
            self.memory = None
            if held is not None:
                held.close()
            self.memory = Memory.open(self._catalog, space, self._shelves)
        return None

    def _update(self) -> Coverage | None:
        if self.memory is None:
            return None
        if self.memory.lost:
            self._open(self.memory.space)
        for _ in self.memory.update():
            if self._leaving.is_set():
                return None
        return self._catalog.coverage()

    def _compare(self) -> bool:
        """Compare some photos by their pixels; whether there may be more."""
        if self._comparing is None:
            self._comparing = self._pictures.update()
        more = self._advance(self._comparing)
        if not more:
            self._comparing = None
        return more

    def _relate(self) -> bool:
        """Compare some photos by their places in the memory; whether there may be more."""
        return self.memory is not None and self._advance(find_kin(self._catalog, self.memory))

    def _advance(self, steps: Iterator[int]) -> bool:
        """Take some steps; whether there may be more, and somebody wants them."""
        return all(not self._leaving.is_set() and next(steps, None) is not None for _ in range(_AT_ONCE))

    @Slot(object, object)
    def _on_done(self, ticket: object, found: Coverage | bool | None) -> None:
        if isinstance(found, bool):
            self._go_on(str(ticket), more=found)
        elif found is not None:
            self._tell(found)

    def _go_on(self, ticket: str, *, more: bool) -> None:
        """Some photos were compared; what else the thread has to do comes before the next ones."""
        if more:
            self._labour.do(ticket, self._compare if ticket == "compare" else self._relate)
        self.compared.emit()

    def _tell(self, found: Coverage) -> None:
        locale = QLocale()
        photos, seen = locale.toString(found.photos), locale.toString(found.seen)
        words = self.tr("Semelhantes: {seen} de {photos} fotos vistas").format(seen=seen, photos=photos)
        self.told.emit(words if found.seen < found.photos else "")
        self.grown.emit()
        self._labour.do("relate", self._relate)

    @Slot(object, object)
    def _on_failed(self, ticket: object, error: Exception) -> None:
        _log.warning("the memory of pictures: %s: %s", ticket, error)
        away = isinstance(error, ShelfAway)
        self.told.emit(explain(error, self._workplace.language).sentence if away else "")
        self._reopening.after(error)
