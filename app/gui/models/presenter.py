"""The models in the window: the manager's dialog, and changing from one model to another."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.errors import explain, message
from app.gui.models.checking import Checked
from app.gui.models.first_run import proposed
from app.gui.models.rows import Note, Situation, rows_of
from app.gui.models.shelf import Shelf
from app.models.fit import Verdict
from app.models.store import InstalledModel, ModelStore, models_folder
from app.pipeline.models import chosen_files
from inference.errors import InferenceError
from inference.llama.options import ModelFiles
from inference.llama.weights import check_pair
from ui.model_dialog import ModelDialog
from ui.models.manager import ModelManager
from ui.notices import Notice, NoticeButton
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
    """

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._workplace = workplace = presenter.workplace
        self._reading = presenter.reading
        self._teller = presenter.teller
        self._dialogs = presenter.dialogs
        self._window = presenter.window
        self.manager: ModelManager | None = None
        root = models_folder()
        self.shelf = Shelf(
            ModelStore(root),
            root.with_name("probes"),
            lambda: workplace.choices.settings,
            lambda: chosen_files(workplace.choices),
            self,
        )
        self.shelf.changed.connect(self._show)
        self.shelf.vetted.connect(self._on_vetted)
        self.shelf.faulty.connect(self._on_faulty)
        self.shelf.checked.connect(self._on_checked)
        self.shelf.removed.connect(self._on_removed)
        self.shelf.refused.connect(self._on_refused)
        self._window.model_requested.connect(self.open)
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
        manager.check_requested.connect(self._check)
        manager.remove_requested.connect(self.shelf.remove)
        manager.files_requested.connect(self._choose_files)
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
        demo = self._workplace.shipped.model
        if demo is not None and demo.entry.id == id_:
            self._close_manager()
            self._change(None)
        else:
            self.shelf.vet(id_)

    @Slot(object)
    def take(self, model: InstalledModel) -> None:
        """Write the cards with an installed model: the other one is unloaded, and this one loaded."""
        self._change(model.files)

    def close(self) -> None:
        """Pause what is on its way; returns at once."""
        self._close_manager()
        self.shelf.blockSignals(True)
        self.shelf.close()

    @Slot(object)
    def _on_vetted(self, model: InstalledModel) -> None:
        self._close_manager()
        self.take(model)

    def _close_manager(self) -> None:
        """With a model chosen, or the window gone, it has done what it was opened for."""
        if self.manager is not None:
            self.manager.accept()

    def _change(self, files: ModelFiles | None) -> None:
        paths = (files.text, files.projector) if files else (None, None)
        if self._dialogs.change_choices(text_model=paths[0], projector=paths[1]):
            self._reading.load(self._workplace.model, self._workplace.choices.settings)

    @Slot()
    def _show(self) -> None:
        survey = self.shelf.survey
        if self.manager is None or survey is None:
            return
        self.manager.set_free(survey.machine.memory, survey.machine.disk)
        begins = self.manager.list.current() is None
        self.manager.set_rows(rows_of(survey, self._situation()))
        if begins and self._workplace.model is None:
            first = proposed(survey, self._workplace.card_language)
            self.manager.open_model(first.model.id if first else "")

    def _situation(self) -> Situation:
        workplace = self._workplace
        model = workplace.model
        return Situation(
            language=workplace.language,
            cards=workplace.card_language,
            chosen=chosen_files(workplace.choices),
            demo=workplace.shipped.model,
            demo_in_use=model is not None and model.demo,
            task_of=self.shelf.tasks.of,
            note_of=self.shelf.notes.get,
            agreed=self.shelf.agreed.__contains__,
        )

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
        in_use = chosen_files(self._workplace.choices) == found.model.files
        fits = found.fit is not None and found.fit.verdict in {Verdict.WELL, Verdict.TIGHT}
        self.shelf.check(id_, measure=fits and not in_use)

    @Slot(str, object)
    def _on_checked(self, id_: str, result: Checked) -> None:
        language = self._workplace.language
        if result.faults:
            note = Note("\n".join(str(explain(fault, language)) for fault in result.faults), wrong=True)
        elif result.probe is not None and result.probe.failure:
            note = Note(str(message(result.probe.failure, {"reason": result.probe.reason}, language)), wrong=True)
        else:
            works = self.tr("O modelo funciona neste computador.") if result.probe else ""
            note = Note(" ".join(filter(None, (self.tr("Os arquivos estão inteiros."), works))))
        self.shelf.notes[id_] = note

    @Slot(str, object)
    def _on_faulty(self, id_: str, error: Exception) -> None:
        """A model cannot be used: say so where somebody looks, and open the manager where nobody does."""
        self.shelf.notes[id_] = Note(str(explain(error, self._workplace.language)), wrong=True)
        self._show()
        self.open_model(id_)

    @Slot(str)
    def _on_removed(self, id_: str) -> None:
        offer = self.shelf.survey.offer(id_) if self.shelf.survey else None
        name = offer.model.name[self._workplace.language] if offer else id_
        text = self.tr("{model} foi removido deste computador.").format(model=name)
        again = NoticeButton(self.tr("Baixar de novo"), lambda: self.shelf.install(id_, "", accepted=False))
        buttons = (again,) if offer is not None and offer.model.commercial_use else ()
        self._window.tell(Notice(SUBJECT, text, buttons=buttons))

    @Slot(str, object)
    def _on_refused(self, id_: str, error: Exception) -> None:
        if not id_ or self.manager is None:
            self._teller.tell_error(error)
            return
        self.shelf.notes[id_] = Note(str(explain(error, self._workplace.language)), wrong=True)
        self._show()

    @Slot()
    def _choose_files(self) -> None:
        """Choose two files of this computer; they are looked at before the dialog closes, and loaded after it."""
        dialog = ModelDialog(self.manager or self._window)
        dialog.set_paths(self._workplace.choices.text_model, self._workplace.choices.projector)
        dialog.chosen.connect(lambda text, projector: self._take_files(dialog, ModelFiles(text, projector)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_files(self, dialog: ModelDialog, files: ModelFiles) -> None:
        try:
            check_pair(files)
        except InferenceError as error:
            dialog.set_message(str(explain(error, self._workplace.language)))
            return
        dialog.accept()
        self._close_manager()
        self._change(files)
