"""The models of this computer, as the window works with them: what there is, and what is done with each.

It knows the store, the downloads and the survey; it shows nothing and changes no choice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.offered import OfferedModel, find_offered, offered_models
from app.gui.models.checking import Checked, Note
from app.gui.models.labour import Labour
from app.gui.models.survey import Circumstances, Survey, survey
from app.gui.models.tasks import Tasks
from app.models.check import quick_fault_of
from app.models.install import Order
from app.models.store import InstalledModel, ModelStore
from app.models.unfinished import discard
from app.pipeline.models import load_options
from inference.llama.options import ModelFiles


@dataclass(frozen=True, slots=True)
class _Vetting:
    """A model's files are looked at before it is used."""

    id: str


@dataclass(frozen=True, slots=True)
class _Removal:
    """A model is removed."""

    id: str


@dataclass(frozen=True, slots=True)
class _Discarding:
    """What has come of a download is taken away."""

    id: str


_SURVEY = "survey"


class Shelf(QObject):
    """All models and the work on them. Every method but :meth:`wait` returns at once.

    Signals:
        changed: There is something new to show.
        surveyed: A :class:`Survey` was made.
        installed: An :class:`InstalledModel` was downloaded.
        added: An :class:`InstalledModel` is known from now on, whose files lie where they lay.
        vetted: An :class:`InstalledModel` can be used.
        faulty: The id of a model that cannot, and why.
        checked: The id of a model, and the :class:`Checked`.
        removed: The id of a model that was removed.
        refused: The id of a model, and the exception for which something could not be done with it.
        failed: The :class:`Task` of a download or check that failed.
    """

    changed = Signal()
    surveyed = Signal(object)
    installed = Signal(object)
    added = Signal(object)
    vetted = Signal(object)
    faulty = Signal(str, object)
    checked = Signal(str, object)
    removed = Signal(str)
    refused = Signal(str, object)
    failed = Signal(object)

    def __init__(
        self,
        store: ModelStore,
        findings: Path,
        circumstances: Callable[[], Circumstances],
        parent: QObject | None = None,
    ) -> None:
        """Prepare it.

        Args:
            store: The installed models.
            findings: Where it is kept how models did on this machine.
            circumstances: How models are loaded, and which one is.
            parent: Owns this.
        """
        super().__init__(parent)
        self.store = store
        self.survey: Survey | None = None
        self.agreed: set[str] = set()
        self.notes: dict[str, Note] = {}
        self._findings = findings
        self._circumstances = circumstances
        self._named: dict[str, OfferedModel] = {}
        self._surveying = self._outdated = False
        self._labour = Labour("models", self)
        self._labour.done.connect(self._on_done)
        self._labour.failed.connect(self._on_failed)
        self.tasks = Tasks(store, self)
        self.tasks.changed.connect(self.changed.emit)
        self.tasks.installed.connect(self.installed.emit)
        self.tasks.added.connect(self.added.emit)
        self.tasks.checked.connect(self._on_checked)
        self.tasks.failed.connect(self.failed.emit)
        self.tasks.settled.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Look at the machine again, once, however often this is asked meanwhile."""
        self._outdated = self._surveying
        if self._surveying:
            return
        self._surveying = True
        about = replace(self._circumstances(), named=tuple(self._named.values()))
        self._labour.do(_SURVEY, lambda: survey(self.store, self._findings, about))

    def install(self, id_: str, quantisation: str, *, accepted: bool) -> None:
        """Download an offered model, or go on with it.

        Args:
            id_: Names it.
            quantisation: In which; the one that was coming, or the usual one, where it is not published in this one.
            accepted: Whether a person has confirmed its terms.
        """
        offer = self.survey.offer(id_) if self.survey else None
        model = offer.model if offer else find_offered(offered_models(), id_)
        if model is None:
            return
        if accepted:
            self.agreed.add(id_)
        self.notes.pop(id_, None)
        self.tasks.install(Order(model, model.quantisation(quantisation), accepted=id_ in self.agreed))

    def name(self, models: Iterable[OfferedModel]) -> None:
        """Offer models that a person named, until the program ends or they are installed."""
        self._named |= {model.id: model for model in models}
        self.refresh()

    def add(self, id_: str, files: ModelFiles) -> None:
        """Get to know two files where they lie, which have been loaded already; :attr:`added` follows.

        Args:
            id_: Names the row that shows how far it is.
            files: Where they are.
        """
        self.notes.pop(id_, None)
        self.tasks.add(id_, files)

    def pause(self, id_: str) -> None:
        """Stop a download for now."""
        self.tasks.pause(id_)

    def cancel(self, id_: str) -> None:
        """Stop a download for good, and forget what went wrong with it; or stop a check."""
        task = self.tasks.of(id_)
        self._named.pop(id_, None)
        if not self.tasks.cancel(id_) and (task is None or task.order is not None):
            self._labour.do(_Discarding(id_), lambda: discard(self.store, id_))

    def vet(self, id_: str) -> None:
        """Look whether a model can be used; :attr:`vetted` or :attr:`faulty` follows."""
        self._labour.do(_Vetting(id_), lambda: _vetted(self.store, id_))

    def check(self, id_: str, *, measure: bool) -> None:
        """Read a model's files whole, and find out how fast it is here where that is not known.

        Args:
            id_: Names it.
            measure: Whether there is room to load it now.
        """
        model = self.survey.installed(id_) if self.survey else None
        if model is not None:
            self.notes.pop(id_, None)
            self.tasks.check(model, load_options(self._circumstances().settings) if measure else None, self._findings)

    def remove(self, id_: str) -> None:
        """Take a model from this computer; one that was only named is offered no more."""
        if self._named.pop(id_, None) is not None and (self.survey is None or not self.survey.installed(id_)):
            self.refresh()
            return
        self._labour.do(_Removal(id_), lambda: self.store.remove(id_))

    def close(self) -> None:
        """Pause what is in hand and ask the threads to end; returns at once."""
        self.tasks.close()
        self._labour.close()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the threads to end after :meth:`close`."""
        return self.tasks.wait(milliseconds) and self._labour.wait(milliseconds)

    @Slot(object, object)
    def _on_done(self, ticket: object, result: object) -> None:
        match ticket, result:
            case _, Survey() as found:
                self._take(found)
            case _Vetting(), InstalledModel():
                self.vetted.emit(result)
            case _Removal(id=id_), _:
                self.notes.pop(id_, None)
                self.agreed.discard(id_)
                self.removed.emit(id_)
                self.refresh()
            case _:
                self.refresh()

    @Slot(object, object)
    def _on_failed(self, ticket: object, error: Exception) -> None:
        match ticket:
            case _Vetting(id=id_):
                self.faulty.emit(id_, error)
            case _Removal(id=id_) | _Discarding(id=id_):
                self.refused.emit(id_, error)
                self.refresh()
            case _:
                self._surveying = False
                self.refused.emit("", error)

    def _take(self, found: Survey) -> None:
        self._surveying = False
        self.survey = found
        self.surveyed.emit(found)
        self.changed.emit()
        if self._outdated:
            self.refresh()

    @Slot(str, object)
    def _on_checked(self, id_: str, result: Checked) -> None:
        self.checked.emit(id_, result)
        self.changed.emit()


def _vetted(store: ModelStore, id_: str) -> InstalledModel:
    """An installed model with whose files nothing is wrong, as far as can be told without reading them.

    Raises:
        ModelStoreError: Something is.
    """
    model = store.find(id_)
    if (fault := quick_fault_of(model)) is not None:
        raise fault
    return model
