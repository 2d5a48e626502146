"""The models in the window: the manager's dialog, and changing from one model to another."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.offered import OfferedModel, Use
from app.errors import explain
from app.gui.models.bringing import Bringing
from app.gui.models.checking import Checked, Note, note_of
from app.gui.models.first_run import proposed
from app.gui.models.known_files import KnownFiles
from app.gui.models.rows import FILES, rows_of
from app.gui.models.shelf import Shelf
from app.gui.models.situation import situation_of
from app.gui.models.survey import Circumstances, Survey
from app.models.fit import Verdict
from app.models.speeds import findings_folder
from app.models.store import InstalledModel, ModelStore, models_folder
from app.pipeline.models import ModelInUse, choose_model, chosen_files
from inference.llama.options import ModelFiles
from ui.models.manager import ModelManager
from ui.theme import Theme

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


SUBJECT = "models"
"""Of the notices about models: a later one takes an earlier one's place, and the manager that of any."""


class Models(QObject):
    """Opens the manager, tells it what there is, and carries out what is decided in it.

    Attributes:
        shelf: The models of this computer and the work on them.
        manager: The dialog, while it is open.
        server_requested: Have a server read the photos instead.
    """

    server_requested = Signal()

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._workplace = workplace = presenter.workplace
        self._reading = presenter.reading
        self._teller = presenter.teller
        self._dialogs = presenter.dialogs
        self._window = presenter.window
        self.manager: ModelManager | None = None
        self._awaited = ""
        store = ModelStore(models_folder())
        self.shelf = Shelf(store, findings_folder(), self._circumstances, self)
        self._bringing = Bringing(store, workplace.language, self)
        self._bringing.named.connect(self._on_named)
        self._bringing.chosen.connect(self._on_files_chosen)
        self.shelf.changed.connect(self._show)
        self._known = KnownFiles(self.shelf, self._workplace, self._reading, self)
        self.shelf.vetted.connect(self._on_vetted)
        self.shelf.faulty.connect(self._on_faulty)
        self.shelf.checked.connect(self._on_checked)
        self.shelf.refused.connect(self._on_refused)
        self._dialogs.choices_changed.connect(self.shelf.refresh)

    @Slot()
    def open(self) -> None:
        """Show the models there are; what is known is shown at once, and looked at anew."""
        if self.manager is not None:
            return
        self.manager = manager = ModelManager(self._window.theme, self._window)
        manager.install_requested.connect(lambda id_, choice, agreed: self.shelf.install(id_, choice, accepted=agreed))
        manager.pause_requested.connect(self.shelf.pause)
        manager.cancel_requested.connect(self.shelf.cancel)
        manager.use_requested.connect(self.use)
        manager.leave_requested.connect(lambda _id: self._search_by(""))
        manager.check_requested.connect(self._check)
        manager.remove_requested.connect(self.shelf.remove)
        manager.add_requested.connect(self._add_again)
        manager.files_requested.connect(self._ask_for_files)
        manager.repository_requested.connect(self._ask_for_repository)
        manager.server_requested.connect(self._close_manager)
        manager.server_requested.connect(self.server_requested.emit)
        manager.finished.connect(self._on_finished)
        self._window.notices.dismiss(SUBJECT)
        self._show()
        self.shelf.refresh()
        manager.open()

    def open_model(self, id_: str) -> None:
        """Show the models there are, and all about one of them."""
        self.open()
        if self.manager is not None:
            self.manager.open_model(id_)

    @Slot(object)
    def set_theme(self, theme: Theme) -> None:
        """Paint the dialog in these colours."""
        if self.manager is not None:
            self.manager.set_theme(theme)

    @Slot(str)
    def use(self, id_: str) -> None:
        """Write the cards with this model."""
        demo, chosen = self._workplace.shipped.model, chosen_files(self._workplace.choices)
        if id_ == FILES and chosen is not None:
            self._close_manager()
            self._change(chosen)
        elif demo is not None and demo.entry.id == id_:
            self._close_manager()
            self._change(None)
        else:
            self.shelf.vet(id_)

    @Slot(object)
    def take(self, model: InstalledModel) -> None:
        """Use an installed model for what it is for: the other one is unloaded, and this one loaded."""
        if model.manifest.use is Use.SEARCH:
            self._search_by(model.id)
        else:
            self._change(model.files)

    def _search_by(self, id_: str) -> None:
        self._dialogs.change_choices(search_model=id_)

    def close(self) -> None:
        """Pause what is on its way; returns at once."""
        self._close_manager()
        self.shelf.blockSignals(True)
        self.shelf.close()
        self._bringing.blockSignals(True)
        self._bringing.close()

    def _circumstances(self) -> Circumstances:
        choices = self._workplace.choices
        return Circumstances(choices.settings, chosen_files(choices), self._reading.process)

    @Slot(object)
    def _on_vetted(self, model: InstalledModel) -> None:
        self._close_manager()
        self.take(model)

    def _close_manager(self) -> None:
        """With a model chosen, or the window gone, it has done what it was opened for."""
        if self.manager is not None:
            self.manager.accept()

    def _change(self, files: ModelFiles | None) -> None:
        choices = choose_model(self._workplace.choices, files)
        if self._dialogs.change_choices(**dict(choices)):
            self._reading.load(self._workplace.reader, choices.settings)

    @Slot()
    def _show(self) -> None:
        survey = self.shelf.survey
        if self.manager is None or survey is None:
            return
        machine, trouble = survey.machine, survey.trouble
        self.manager.set_free(machine.memory, machine.disk, machine.graphics)
        self.manager.set_trouble(str(explain(trouble, self._workplace.language)) if trouble else "")
        begins = self.manager.list.current() is None
        self.manager.set_rows(rows_of(survey, situation_of(self._workplace, self.shelf)))
        self._open_first(survey, begins=begins)

    def _open_first(self, survey: Survey, *, begins: bool) -> None:
        """Show what was just named; at the start, to somebody without a real model, the one that is proposed."""
        if self.manager is None:
            return
        if self._awaited and survey.offer(self._awaited):
            self.manager.open_model(self._awaited)
            self._awaited = ""
        elif begins and ((reader := self._workplace.reader) is None or reader.demo):
            first = proposed(survey, self._workplace.card_language)
            self.manager.open_model(first.model.id if first else "")

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        if self.manager is not None:
            self.manager.deleteLater()
            self.manager = None

    @Slot(str)
    def _check(self, id_: str) -> None:
        """Where there is room for it beside the model that is loaded, find out how fast it is, too."""
        survey = self.shelf.survey
        found = next((one for one in survey.found if one.model.id == id_), None) if survey else None
        if found is None:
            return
        reader = self._workplace.reader
        in_use = isinstance(reader, ModelInUse) and reader.files == found.model.files
        fits = found.fit is not None and found.fit.verdict in {Verdict.WELL, Verdict.TIGHT}
        self.shelf.check(id_, measure=fits and not in_use and found.model.manifest.use is Use.CARDS)

    @Slot(str, object)
    def _on_checked(self, id_: str, result: Checked) -> None:
        self.shelf.notes[id_] = note_of(result, self._workplace.language)

    @Slot(str, object)
    def _on_faulty(self, id_: str, error: Exception) -> None:
        """A model cannot be used: say so where somebody looks, and open the manager where nobody does."""
        self.shelf.notes[id_] = Note(str(explain(error, self._workplace.language)), wrong=True)
        self._show()
        self.open_model(id_)

    @Slot(str, object)
    def _on_refused(self, id_: str, error: Exception) -> None:
        if not id_ or self.manager is None:
            self._teller.tell_error(error)
            return
        self.shelf.notes[id_] = Note(str(explain(error, self._workplace.language)), wrong=True)
        self._show()

    @Slot()
    def _ask_for_files(self) -> None:
        self._bringing.ask_for_files(chosen_files(self._workplace.choices), self.manager or self._window)

    @Slot()
    def _ask_for_repository(self) -> None:
        self._bringing.ask_for_repository(self.manager or self._window)

    @Slot(object)
    def _on_named(self, models: Sequence[OfferedModel]) -> None:
        """Offer what a repository holds, and show it once it is in the list."""
        self._awaited = models[0].id
        self.shelf.name(models)

    @Slot(object)
    def _on_files_chosen(self, files: ModelFiles) -> None:
        self._close_manager()
        self._change(files)

    @Slot(str)
    def _add_again(self, id_: str) -> None:
        model = self.shelf.survey.installed(id_) if self.shelf.survey else None
        if model is not None:
            self.shelf.add(id_, model.files)

    def wait(self, milliseconds: int) -> bool:
        """Wait for the threads to end after :meth:`close`."""
        return self.shelf.wait(milliseconds) and self._bringing.wait(milliseconds)
