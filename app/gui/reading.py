"""The model and its thread, as the window sees them: load, read, pause, cancel, and say how it goes."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.catalog.catalog import Catalog
from app.gui.priority import give_way
from app.pipeline.calibration import honest
from app.pipeline.generation import Generation
from app.pipeline.keeping import keeping_cards, keeping_photos
from app.pipeline.models import ModelInUse, load_options
from app.pipeline.recipe import Recipe
from app.settings import Settings
from app.wording import Language
from inference.engine import Engine
from inference.errors import LoadCancelled
from inference.guard.engine import GuardedEngine
from inference.llama.options import ModelInfo
from inference.qthread.thread import EngineThread
from ui.top_bar import ModelState, ModelStatus

_log = logging.getLogger(__name__)


class Reading(QObject):
    """Owns the engine's thread.

    Signals:
        stepped: ``list[Event]``: what the engine did, already saved.
        status_changed: A :class:`~ui.top_bar.ModelStatus` to show.
        load_failed: The exception for which a model could not be loaded.
        stopped: The exception for which reading stopped: a card could not be saved.
        drained: Nothing is left to read.
        paused_changed: Whether no new photo is begun.
    """

    stepped = Signal(list)
    status_changed = Signal(object)
    load_failed = Signal(object)
    stopped = Signal(object)
    drained = Signal()
    paused_changed = Signal(bool)
    _reload_progressed = Signal(float)

    def __init__(
        self, catalog: Catalog, recipe: Callable[[], Recipe], language: Language, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.info: ModelInfo | None = None
        self.paused = False
        self._language = language
        self._name = ""
        self._busy = False
        self._guarded: GuardedEngine | None = None
        self._generation = Generation(catalog, recipe)
        self._thread = EngineThread(self._generation, self)
        self._reload_progressed.connect(self._on_reload_progressed)
        self._thread.load_progressed.connect(self._on_load_progressed)
        self._thread.loaded.connect(self._on_loaded)
        self._thread.load_failed.connect(self._on_load_failed)
        self._thread.stepped.connect(self._on_stepped)
        self._thread.drained.connect(self._on_drained)
        self._thread.source_failed.connect(self._on_source_failed)

    @property
    def process(self) -> int | None:
        """Number of the process that holds the model; ``None`` where there is none."""
        return self._guarded.pid if self._guarded is not None else None

    @property
    def status(self) -> ModelStatus:
        """How the model is now, in words."""
        if self.info is None:
            return ModelStatus(ModelState.NONE, self.tr("Nenhum modelo"))
        hint = self.tr("{model} com {projector}, contexto de {context} tokens").format(
            model=self.info.name, projector=self.info.projector, context=self.info.context
        )
        if self.paused:
            return ModelStatus(ModelState.READY, self.tr("{model} · em pausa").format(model=self._name), hint)
        if self._busy:
            return ModelStatus(ModelState.READING, self.tr("{model} · lendo fotos").format(model=self._name), hint)
        return ModelStatus(ModelState.READY, self.tr("{model} · pronto").format(model=self._name), hint)

    def start(self) -> None:
        """Start the thread; without a model photos wait."""
        self._thread.start()

    def load(self, model: ModelInUse | None, settings: Settings) -> None:
        """Load a model in place of another; nothing where there is none."""
        if model is None:
            self.status_changed.emit(self.status)
            return
        options = keeping_photos(load_options(settings), settings)
        self.info = None
        self._name = model.name(self._language)

        def loader(progress: Callable[[float], bool]) -> Engine:
            give_way()
            engine = GuardedEngine.load(model.files, options, progress, reloading=self._reload_progressed.emit)
            self._guarded = engine
            return honest(keeping_cards(engine, model.files, options, engine.info, settings), model.entry)

        self._on_load_progressed(0.0)
        self._thread.load(loader)

    @Slot()
    def wake(self) -> None:
        """There may be something to read."""
        self._thread.wake()

    @Slot(bool)
    def pause(self, paused: bool) -> None:
        """Begin no new photo, or go on."""
        self.paused = paused
        if paused:
            self._thread.pause()
        else:
            self._thread.resume()
        self.paused_changed.emit(paused)
        self.status_changed.emit(self.status)

    def call_off(self, product_id: int) -> None:
        """Stop reading a product's photos: a person wants no card for it."""
        self._generation.call_off(product_id)
        self._thread.abort(str(product_id))

    def close(self) -> None:
        """Ask the thread to end; returns at once."""
        self._thread.close()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end after :meth:`close`."""
        return self._thread.wait(milliseconds)

    @Slot(float)
    def _on_load_progressed(self, fraction: float) -> None:
        words = self.tr("Carregando {model}… {percent} %").format(model=self._name, percent=round(100 * fraction))
        self.status_changed.emit(ModelStatus(ModelState.LOADING, words))

    @Slot(float)
    def _on_reload_progressed(self, fraction: float) -> None:
        """The engine's process ended and another one loads the model again."""
        if fraction < 1:
            self._on_load_progressed(fraction)
        else:
            self.status_changed.emit(self.status)

    @Slot(object)
    def _on_loaded(self, info: ModelInfo) -> None:
        self.info = info
        self.status_changed.emit(self.status)

    @Slot(object)
    def _on_load_failed(self, error: Exception) -> None:
        self.info = None
        if isinstance(error, LoadCancelled):
            return
        _log.warning("the model cannot be loaded: %s", error)
        self.status_changed.emit(ModelStatus(ModelState.FAILED, self.tr("O modelo não abriu"), str(error)))
        self.load_failed.emit(error)

    @Slot(list)
    def _on_stepped(self, events: list[object]) -> None:
        self._set_busy(busy=True)
        self.stepped.emit(events)

    @Slot()
    def _on_drained(self) -> None:
        self._set_busy(busy=False)
        self.drained.emit()

    @Slot(object)
    def _on_source_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self.paused = True
        self.paused_changed.emit(True)
        self.status_changed.emit(self.status)
        self.stopped.emit(error)

    def _set_busy(self, *, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.status_changed.emit(self.status)
