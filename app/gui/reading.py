"""Who reads the photos, and the thread for it, as the window sees them: load, read, pause, cancel, say how it goes."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.catalog.catalog import Catalog
from app.errors import explain
from app.gui.beside import Beside
from app.gui.status import hint_of
from app.gui.workplace import Workplace
from app.pipeline.belief import belief_of
from app.pipeline.blanks import BlankFields
from app.pipeline.endpoints import EndpointInUse, PhotoReader
from app.pipeline.fetching import Fetching
from app.pipeline.generation import Generation
from app.pipeline.loaders import local_loader, remote_loader
from app.pipeline.looking import Looking, is_glance, space_of
from app.pipeline.memory import Memory
from app.pipeline.neighbours import Neighbours
from app.settings import Settings
from inference.endpoint.capabilities import Capabilities
from inference.endpoint.options import EndpointInfo
from inference.errors import LoadCancelled
from inference.events import Event
from inference.guard.engine import GuardedEngine
from inference.llama.options import ModelInfo
from inference.qthread.thread import EngineThread
from ui.top_bar import ModelState, ModelStatus

_log = logging.getLogger(__name__)


class Reading(QObject):
    """Owns the engine's thread; ``belief`` is how far confidences are to be believed, replaced as a whole.

    Signals:
        stepped: ``list[Event]``: what the engine did for whole cards, already saved.
        status_changed: A :class:`~ui.top_bar.ModelStatus` to show.
        load_failed: The exception for which a model could not be loaded, or a server not be used.
        stopped: The exception for which reading stopped: a card could not be saved, or nothing can be read any more.
        went_away: The exception for which the server cannot answer at the moment; photos wait until ``came_back``.
        came_back: It answers again, or another reads the photos.
        drained: Nothing is left to read.
        paused_changed: Whether no new photo is begun.
    """

    stepped = Signal(list)
    status_changed = Signal(object)
    load_failed = Signal(object)
    stopped = Signal(object)
    drained = Signal()
    paused_changed = Signal(bool)
    went_away = Signal(object)
    came_back = Signal()
    _reload_progressed, _connected = Signal(float), Signal(object)

    def __init__(self, catalog: Catalog, workplace: Workplace, parent: QObject | None = None) -> None:
        """Prepare it.

        Args:
            catalog: Where photos wait.
            workplace: How cards are made now, who reads labels, and servers' keys; asked on the engine's thread.
            parent: Owns this.
        """
        super().__init__(parent)
        self.info: ModelInfo | EndpointInfo | None = None
        self.capabilities: Capabilities | None = None
        self.away: Exception | None = None
        self._key_of, self.belief = workplace.keys.of, belief_of(catalog)
        self._reader: PhotoReader | None = None
        self._guarded: GuardedEngine | None = None
        self._name, self._language = "", workplace.language
        self.paused = self._busy = self._halted = False
        self.recall: Callable[[], Memory | None] = lambda: None
        neighbours = Neighbours(catalog, self._memory)
        recipes, readings = lambda: workplace.recipe, lambda: workplace.labels
        self.generation = Generation(catalog, recipes, readings, neighbours, lambda: self.belief)
        self.blanks = BlankFields(catalog, self.generation, recipes, readings)
        self.looking = Looking(catalog, self.blanks, recipes)
        self.looking.ahead = lambda: workplace.recipe.examples > 0 and neighbours.known
        self.beside = Beside(self.looking, self)
        self._thread = EngineThread(Fetching(catalog, self.beside.source), self)
        self.beside.abort = self._thread.abort
        self.beside.asked.connect(self.wake)
        self._reload_progressed.connect(self._on_reload_progressed)
        passed_on = ("load_progressed", "loaded", "load_failed", "stepped", "drained", "source_failed")
        for name in (*passed_on, "went_away", "came_back"):
            getattr(self._thread, name).connect(getattr(self, f"_on_{name}"))
        self._connected.connect(self._on_connected)

    @property
    def process(self) -> int | None:
        """Number of the process that holds the model; ``None`` where there is none."""
        return self._guarded.pid if self._guarded is not None else None

    @property
    def status(self) -> ModelStatus:
        """How the model is now, in words."""
        if self.info is None:
            return ModelStatus(ModelState.NONE, self.tr("Nenhum modelo"))
        hint = hint_of(self.info)
        if self.away is not None:
            words = self.tr("{model} · aguardando o servidor").format(model=self._name)
            return ModelStatus(ModelState.WAITING, words, explain(self.away, self._language).sentence)
        if self.paused:
            return ModelStatus(ModelState.READY, self.tr("{model} · em pausa").format(model=self._name), hint)
        if self._busy:
            return ModelStatus(ModelState.READING, self.tr("{model} · lendo fotos").format(model=self._name), hint)
        return ModelStatus(ModelState.READY, self.tr("{model} · pronto").format(model=self._name), hint)

    def start(self) -> None:
        """Start the thread; without a model photos wait."""
        self._thread.start()

    def load(self, reader: PhotoReader | None, settings: Settings) -> None:
        """Have somebody else read the photos, or nobody; whoever did is unloaded, and what stopped them is past."""
        self.info = self.capabilities = self._guarded = self.looking.space = None
        self._reader, self._name = reader, reader.name(self._language) if reader else ""
        self._on_came_back()
        match reader:
            case None:
                self._thread.unload()
            case EndpointInUse():
                self._thread.load(remote_loader(reader, self._key_of, self._connected.emit))
            case _:
                self._thread.load(local_loader(reader, settings, self._reload_progressed.emit, self._hold))
        if self._halted:
            self.pause(False)  # behind the load: whoever is there now would only stop again
        self._on_load_progressed(0.0) if reader is not None else self.status_changed.emit(self.status)

    def _memory(self) -> Memory | None:
        """What is remembered of photos, where it is of the tower that looks at them now."""
        memory = self.recall()
        return memory if memory is not None and memory.space == self.looking.space else None

    def _hold(self, engine: GuardedEngine) -> None:
        self._guarded = engine
        self.looking.begin(space_of(engine.info))

    def look(self) -> None:
        """Look at once whether a server that is away is back."""
        self._thread.look()

    @Slot()
    def wake(self) -> None:
        """There may be something to read."""
        self._thread.wake()

    @Slot(bool)
    def pause(self, paused: bool) -> None:
        """Begin no new photo, or go on."""
        self.paused, self._halted = paused, False
        if paused:
            self._thread.pause()
        else:
            self._thread.resume()
        self.paused_changed.emit(paused)
        self.status_changed.emit(self.status)

    def call_off(self, product_id: int, deed: int | None = None, *, anew: bool = False) -> None:
        """Stop reading a product: a person wants no card for it, as part of ``deed``, or one ``anew``."""
        if not anew:
            self.generation.call_off(product_id, deed)
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
        if isinstance(self._reader, EndpointInUse):
            words = self.tr("Conectando a {host}…").format(host=self._reader.address.host)
        self.status_changed.emit(ModelStatus(ModelState.LOADING, words))

    @Slot(float)
    def _on_reload_progressed(self, fraction: float) -> None:
        """The engine's process ended and another one loads the model again."""
        if fraction < 1:
            self._on_load_progressed(fraction)
        else:
            self.status_changed.emit(self.status)

    @Slot(object)
    def _on_loaded(self, info: ModelInfo | EndpointInfo) -> None:
        self.info = info
        self.status_changed.emit(self.status)

    @Slot(object)
    def _on_load_failed(self, error: Exception) -> None:
        self.info = None
        if isinstance(error, LoadCancelled):
            return
        _log.warning("the model cannot be loaded: %s", error)
        words = self.tr("O modelo não abriu")
        if isinstance(self._reader, EndpointInUse):
            words = self.tr("{host} não pôde ser usado").format(host=self._reader.address.host)
        self.status_changed.emit(ModelStatus(ModelState.FAILED, words, explain(error, self._language).sentence))
        self.load_failed.emit(error)

    @Slot(list)
    def _on_stepped(self, events: list[Event]) -> None:
        self._set_busy(busy=True)
        if others := [event for event in self.beside.sort_out(events) if not is_glance(event.job)]:
            self.stepped.emit(others)

    @Slot()
    def _on_drained(self) -> None:
        self._set_busy(busy=False)
        self.drained.emit()

    @Slot(object)
    def _on_source_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self.paused = self._halted = True
        self.paused_changed.emit(True)
        self.status_changed.emit(self.status)
        self.stopped.emit(error)

    @Slot(object)
    def _on_connected(self, capabilities: Capabilities) -> None:
        self.capabilities = capabilities

    @Slot(object)
    def _on_went_away(self, error: Exception) -> None:
        _log.info("the server is away: %s", error)
        self.away, self._busy = error, False
        self.status_changed.emit(self.status)
        self.went_away.emit(error)

    @Slot()
    def _on_came_back(self) -> None:
        if self.away is not None:
            self.away = None
            self.status_changed.emit(self.status)
            self.came_back.emit()

    def _set_busy(self, *, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.status_changed.emit(self.status)
