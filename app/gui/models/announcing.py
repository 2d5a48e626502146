"""What the window says about models outside the manager: downloads, the first model, a model that has come."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.domain.offered import Use
from app.errors import explain
from app.gui.models.first_run import download_size, proposed
from app.gui.models.presenter import SUBJECT, Models
from app.gui.models.survey import Offer, Survey
from app.gui.models.tasks import Task
from app.models.control import Transfer
from app.models.store import InstalledModel
from ui.models.row import Work
from ui.models.words import left_text, size_text
from ui.notices import Notice, NoticeButton, NoticeKind
from ui.proposal import Proposal
from ui.top_bar import ModelState, ModelStatus

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


class Announcing(QObject):
    """Keeps the top bar, the proposal of the empty window and the notices up to date."""

    def __init__(self, presenter: "Presenter", models: Models) -> None:
        super().__init__(presenter)
        self._models = models
        self._shelf = shelf = models.shelf
        self._workplace = presenter.workplace
        self._window = presenter.window
        self._status = presenter.reading.status
        self._reminded = False
        self._proposed: Offer | None = None
        shelf.changed.connect(self._show)
        shelf.surveyed.connect(self._remind)
        shelf.installed.connect(self._on_installed)
        shelf.failed.connect(self._on_failed)
        shelf.removed.connect(self._on_removed)
        self._window.proposal_accepted.connect(self._on_proposal_accepted)
        presenter.reading.status_changed.connect(self.show_status)
        presenter.dialogs.choices_changed.connect(self._show)

    @Slot(object)
    def show_status(self, status: ModelStatus) -> None:
        """Show how the model is, and what is on its way."""
        self._status = status
        self._show()

    @Slot()
    def _show(self) -> None:
        download = self._shelf.tasks.download
        self._window.set_model(self._with_download(download) if download else self._status)
        if self._workplace.reader is None:
            self._window.set_proposal(self._proposal(download))

    def _with_download(self, download: Task) -> ModelStatus:
        name, percent = self._name(download), _percent(download.transfer)
        words = self.tr("Baixando {model}… {percent} %").format(model=name, percent=percent)
        if download.work is Work.VERIFYING:
            words = self.tr("Conferindo {model}… {percent} %").format(model=name, percent=percent)
        if self._status.state is ModelState.NONE:
            return replace(self._status, text=words)
        text = self.tr("{status} · baixando {percent} %").format(status=self._status.text, percent=percent)
        return replace(self._status, text=text, hint="\n".join(filter(None, (self._status.hint, words))))

    def _proposal(self, download: Task | None) -> Proposal | None:
        """What to propose where there is no model."""
        self._proposed = None
        if download is not None:
            return Proposal(self._progress(download), self.tr("Ver o download"))
        survey = self._shelf.survey
        if survey is None:
            return None
        self._proposed = offer = proposed(survey, self._workplace.card_language)
        if offer is None:
            words = self.tr(
                "Fichário precisa de um modelo para escrever as fichas. Nenhum dos oferecidos cabe agora na memória"
                " livre: feche outros programas, ou veja a lista."
            )
            return Proposal(words, self.tr("Ver os modelos…"))
        return self._offer_words(offer)

    def _offer_words(self, offer: Offer) -> Proposal:
        name, size = offer.model.name[self._workplace.language], size_text(download_size(offer))
        task = self._shelf.tasks.of(offer.model.id)
        if task is not None and task.work is Work.FAILED:
            words = self.tr("O download de {model} parou: algo deu errado.").format(model=name)
            return Proposal(words, self.tr("Tentar de novo"))
        if offer.unfinished:
            words = self.tr("O download de {model} ficou pela metade: {done} de {size} já vieram.")
            words = words.format(model=name, done=size_text(offer.unfinished.size), size=size)
            return Proposal(words, self.tr("Continuar o download"))
        words = self.tr(
            "Fichário precisa de um modelo, que lê as fotos e escreve as fichas neste computador. {model} cabe aqui e"
            " pode ser usado no trabalho de uma loja."
        )
        answer = self.tr("Baixar {model} ({size})").format(model=name, size=size)
        return Proposal(words.format(model=name), answer)

    def _progress(self, download: Task) -> str:
        """How far a download is, in a sentence."""
        name, transfer = self._name(download), download.transfer
        if transfer is None:
            return self.tr("Baixando {model}…").format(model=name)
        if download.work is Work.VERIFYING:
            return self.tr("Conferindo o que veio de {model}…").format(model=name)
        words = self.tr("Baixando {model}: {done} de {size}").format(
            model=name, done=size_text(transfer.all_done), size=size_text(transfer.all_size)
        )
        left = download.meter.seconds_left(transfer.all_size - transfer.all_done)
        return " · ".join(filter(None, (words, left_text(left) if left is not None else "")))

    @Slot()
    def _on_proposal_accepted(self) -> None:
        offer, download = self._proposed, self._shelf.tasks.download
        if offer is None or download is not None:
            self._models.open_model(download.id if download else "")
            return
        self._resume(offer)

    def _resume(self, offer: Offer) -> None:
        """Begin a download, or go on with it, in the quantisation that it had."""
        quantisation = offer.unfinished.quantisation if offer.unfinished else offer.model.quantisations[0]
        self._shelf.install(offer.model.id, quantisation.id, accepted=False)

    @Slot(object)
    def _remind(self, survey: Survey) -> None:
        """Once, at the start: a download was left half done."""
        begun = [offer for offer in survey.offers if offer.unfinished and not self._shelf.tasks.of(offer.model.id)]
        if self._reminded or not begun or self._workplace.reader is None:
            self._reminded = True
            return
        self._reminded = True
        offer = begun[0]
        text = self.tr("O download de {model} ficou pela metade; o que já veio está guardado.")
        name = offer.model.name[self._workplace.language]
        answer = NoticeButton(self.tr("Continuar"), lambda: self._resume(offer))
        if not (offer.model.commercial_use or offer.agreed):
            answer = NoticeButton(self.tr("Ver os modelos…"), lambda: self._models.open_model(offer.model.id))
        self._window.tell(Notice(SUBJECT, text.format(model=name), buttons=(answer,)))

    @Slot(object)
    def _on_installed(self, model: InstalledModel) -> None:
        """A model came: it is used at once where there is none, or where an earlier form of it was in use."""
        name = model.name(self._workplace.language)
        if self._is_first(model):
            self._models.take(model)
            text = self.tr("{model} foi baixado e conferido, e já está em uso.").format(model=name)
            if model.manifest.use is Use.SEARCH:
                text = self.tr("{model} foi baixado e conferido: a busca agora encontra fotos pelas palavras.")
            self._window.tell(Notice(SUBJECT, text.format(model=name)))
            return
        text = self.tr("{model} foi baixado e conferido.").format(model=name)
        answer = NoticeButton(self.tr("Usar agora"), lambda: self._models.use(model.id))
        self._window.tell(Notice(SUBJECT, text, buttons=(answer,), lasting=True))

    def _is_first(self, model: InstalledModel) -> bool:
        """Whether nothing else does what a model is for."""
        choices = self._workplace.choices
        if model.manifest.use is Use.SEARCH:
            return choices.search_model in {"", model.id}
        chosen = choices.text_model
        return self._workplace.reader is None or (chosen is not None and chosen.is_relative_to(model.folder))

    @Slot(str)
    def _on_removed(self, id_: str) -> None:
        language, survey = self._workplace.language, self._shelf.survey
        offer, before = (survey.offer(id_), survey.installed(id_)) if survey else (None, None)
        name = offer.model.name[language] if offer else before.name(language) if before else id_
        text = self.tr("{model} foi removido deste computador.").format(model=name)
        if before is not None and before.added:
            text = self.tr("{model} saiu da lista; os arquivos continuam onde estão.").format(model=name)
        again = NoticeButton(self.tr("Baixar de novo"), lambda: self._shelf.install(id_, "", accepted=False))
        buttons = (again,) if offer is not None and offer.model.commercial_use and offer.model.listed else ()
        self._window.tell(Notice(SUBJECT, text, buttons=buttons))

    @Slot(object)
    def _on_failed(self, task: Task) -> None:
        """The manager says it where it is open; otherwise a notice does."""
        order, error = task.order, task.error
        if self._models.manager is not None or error is None:
            return
        text = str(explain(error, self._workplace.language))
        answer = NoticeButton(self.tr("Ver os modelos…"), lambda: self._models.open_model(task.id))
        if order is not None:
            answer = NoticeButton(
                self.tr("Tentar de novo"),
                lambda: self._shelf.install(task.id, order.text.id, accepted=order.accepted),
            )
        self._window.tell(Notice(SUBJECT, text, NoticeKind.FAILURE, (answer,), lasting=True))

    def _name(self, download: Task) -> str:
        return download.order.model.name[self._workplace.language] if download.order else download.id


def _percent(transfer: Transfer | None) -> int:
    return 100 * transfer.all_done // transfer.all_size if transfer and transfer.all_size else 0
