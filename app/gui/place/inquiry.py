"""What is found out about the server that is typed into the panel: its spelling, its key, its models, what it lacks."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain.registry import ModelEntry
from app.domain.serving import EndpointKind
from app.errors import explain
from app.gui.models.labour import Labour
from app.gui.place.asking import KeyState, Question, find_key, look, try_out
from app.gui.place.keys import Keys
from app.gui.place.words import example_text, trial_texts
from app.pipeline.endpoints import VARIABLE, entry_from, environment_key
from app.wording import Language
from inference.endpoint.address import Address, address_of
from inference.endpoint.errors import AddressWrong
from inference.endpoint.options import Offer
from inference.endpoint.trial import Trial
from inference.errors import LoadCancelled
from ui.place.dialog import PlaceDialog

KEY_DELAY = 300
"""Milliseconds without a key before it is looked up whether the server's key is kept: a keyring may ask its person."""


class Inquiry(QObject):
    """Lives as long as a panel, asks on its behalf and shows in it what comes back; a later question ends another."""

    def __init__(self, dialog: PlaceDialog, labour: Labour, keys: Keys, language: Language) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._labour = labour
        self._keys = keys
        self._language = language
        self._question: Question | None = None
        self._about: Mapping[str, Mapping[str, Any]] = {}
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(KEY_DELAY)
        self._typing.timeout.connect(self._find_key)
        server = dialog.server
        server.address_changed.connect(self.take_address)
        server.look_requested.connect(self.look)
        server.trial_requested.connect(self._on_trial_requested)
        server.forget_requested.connect(self._on_forget_requested)
        server.work.stopped.connect(self.stop)
        labour.done.connect(self._on_done)
        labour.failed.connect(self._on_failed)

    @property
    def address(self) -> Address | None:
        """The address that is typed; ``None`` where it is none."""
        try:
            return address_of(self._dialog.server.choice.address)
        except AddressWrong:
            return None

    @property
    def kind(self) -> EndpointKind:
        """What is taken to speak there."""
        return EndpointKind(self._dialog.server.choice.kind.value)

    def entry(self, model: str) -> ModelEntry | None:
        """What the server says of one of its models; ``None`` where it has not been asked, or says nothing."""
        return entry_from(self._about.get(model, {}))

    @Slot(str)
    def take_address(self, text: str) -> None:
        """Another address was typed: say how it is understood, and where its key is."""
        self.stop()
        self._about = {}
        address, server = self.address, self._dialog.server
        self._dialog.set_usable(address is not None)
        if address is not None:
            said = text.strip() == address.url
            server.set_address_hint("" if said else self.tr("Usa {url}").format(url=address.url))
            self._typing.start()
        elif text.strip():
            try:
                address_of(text)
            except AddressWrong as error:
                server.set_address_hint(explain(error, self._language).remedy, wrong=True)
        else:
            server.set_address_hint(example_text(self.kind))
        self._show_key(None)

    @Slot()
    def _find_key(self) -> None:
        if (address := self.address) is not None:
            self._labour.do(address, find_key(address, self._keys))

    def _show_key(self, state: KeyState | None) -> None:
        """Say where the key of the server is, or that it is not known yet."""
        server = self._dialog.server
        words = self.tr("Fica no chaveiro do sistema. Em branco, se o servidor não pede uma.")
        if environment_key():
            words = self.tr("Vem da variável {name}.").format(name=VARIABLE)
        elif state is not None and not state.keyring:
            words = self.tr("Este computador não tem um chaveiro: a chave vale até o programa fechar.")
        elif state is not None and state.kept:
            words = self.tr("Há uma chave guardada no chaveiro do sistema.")
        server.set_key(words, kept=state is not None and state.kept, fixed=bool(environment_key()))

    def _begin_question(self, words: str) -> Question | None:
        address = self.address
        if address is None:
            return None
        self.stop()
        self._question = Question(address, self.kind)
        self._dialog.server.set_busy(words.format(host=address.host))
        self._dialog.set_usable(True)
        return self._question

    @Slot()
    def look(self) -> None:
        """Ask the server for its models."""
        if question := self._begin_question(self.tr("Perguntando a {host}…")):
            self._labour.do(question, look(question, self._dialog.server.choice.key, self._keys))

    @Slot()
    def _on_trial_requested(self) -> None:
        words = self.tr("{host} olha uma imagem de teste; na primeira vez ele pode ter de carregar o modelo…")
        if question := self._begin_question(words):
            choice = self._dialog.server.choice
            self._labour.do(question, try_out(question, choice.model, choice.key, self._keys))

    @Slot()
    def stop(self) -> None:
        """Want no answer any more."""
        question, self._question = self._question, None
        if question is not None:
            question.ended.set()
            self._show_idle()

    def _show_idle(self) -> None:
        self._dialog.server.set_busy("")
        self._dialog.set_usable(self.address is not None)

    @Slot()
    def _on_forget_requested(self) -> None:
        if (address := self.address) is not None:
            self._labour.do(None, lambda: self._keys.keep(address, ""))
            self._find_key()

    def _show_answer(self, question: Question, answer: Offer | Trial) -> None:
        server = self._dialog.server
        if isinstance(answer, Trial):
            server.set_findings(trial_texts(answer, question.kind))
        else:
            self._about = answer.about
            server.set_models(answer.models, server.model.field.text().strip() or server.choice.model)
            words = self.tr("{host} responde, mas não diz que modelos tem: escreva o nome do que deve ler as fotos.")
            if answer.models:
                words = self.tr("%n modelo(s) em {host}.", "", len(answer.models))
            server.set_message(words.format(host=question.address.host))

    @Slot(object, object)
    def _on_done(self, ticket: object, result: object) -> None:
        match ticket, result:
            case _, KeyState(address=address) if address == self.address:
                self._show_key(result)
            case Question(), Offer() | Trial() if ticket is self._question:
                self._question = None
                self._show_idle()
                self._show_answer(ticket, result)

    @Slot(object, object)
    def _on_failed(self, ticket: object, error: Exception) -> None:
        if ticket is self._question and ticket is not None:
            self._question = None
            self._show_idle()
            if not isinstance(error, LoadCancelled):
                self._dialog.server.set_message(str(explain(error, self._language)), wrong=True)
