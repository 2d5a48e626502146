"""Where photos are read: opens the panel, and changes from this computer to a server and back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.domain.registry import ModelEntry
from app.errors import explain
from app.gui.models.labour import Labour
from app.gui.place.asking import Taken
from app.gui.place.inquiry import Inquiry
from app.gui.place.words import leaving_text
from app.pipeline.endpoints import EndpointInUse, KeyringMissing, agreed, choose_endpoint
from app.pipeline.models import here
from inference.endpoint.address import Address
from ui.commands import Name
from ui.notices import Notice, NoticeButton, NoticeKind
from ui.place.choice import ServerChoice, ServerKind
from ui.place.dialog import PlaceDialog

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


class Place(QObject):
    """Opens the panel and carries out what is decided in it.

    Attributes:
        dialog: The panel, while it is open.
    """

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._workplace = presenter.workplace
        self._reading = presenter.reading
        self._dialogs = presenter.dialogs
        self._models = presenter.models
        self._window = presenter.window
        self._keys = presenter.workplace.keys
        self._shared = presenter.catalog.shared
        self.dialog: PlaceDialog | None = None
        self._inquiry: Inquiry | None = None
        self._labour = Labour("place", self)
        self._labour.done.connect(self._on_done)
        self._labour.failed.connect(self._on_failed)
        self._window.commands.bind({Name.PLACE: self.open})
        self._window.model_requested.connect(self.choose)
        self._dialogs.place_requested.connect(self.open)
        self._dialogs.choices_changed.connect(self.show_place)
        self._models.server_requested.connect(self.open_server)

    @Slot()
    def begin(self) -> None:
        """Have the photos read; by a server only where somebody has agreed to it."""
        self.show_place()
        endpoint = self._workplace.endpoint
        if endpoint is not None and self._workplace.reader is None:
            words = self.tr("As fotos esperam: ninguém confirmou ainda que podem ser enviadas a {host}.")
            decide = NoticeButton(self.tr("Decidir…"), lambda: self._decide(endpoint.address))
            text = words.format(host=endpoint.address.host)
            self._window.tell(Notice("endpoint.agree", text, NoticeKind.DOUBT, (decide,), lasting=True))
        self._reading.load(self._workplace.reader, self._workplace.choices.settings)

    def _decide(self, address: Address) -> None:
        self.open()
        self._ask(address)

    @Slot()
    def show_place(self) -> None:
        """Say in the empty window where photos are read, and whether others see them."""
        endpoint = self._workplace.endpoint
        words = self.tr("O catálogo e as fotos são compartilhados com os colegas") if self._shared else ""
        words = self.tr("As fotos são lidas em {host}").format(host=endpoint.address.host) if endpoint else words
        self._window.welcome.set_place(words)

    @Slot()
    def choose(self) -> None:
        """Choose who reads, from what does so now: this computer's models, or the server."""
        if self._workplace.endpoint is None:
            self._models.open()
        else:
            self.open()

    @Slot()
    def open_server(self) -> None:
        """Open the panel on the server's side."""
        self.open()
        if self.dialog is not None:
            self.dialog.there.setChecked(True)
            self.dialog.server.address.field.setFocus()

    @Slot()
    @Slot(QWidget)
    def open(self, over: QWidget | None = None) -> None:
        """Open the panel, beside the window or another dialog."""
        dialog = self.dialog or self._opened(over or self._window)
        dialog.raise_()
        dialog.activateWindow()

    def _opened(self, over: QWidget) -> PlaceDialog:
        choices, local, endpoint = self._workplace.choices, self._workplace.model, self._workplace.endpoint
        self.dialog = dialog = PlaceDialog(over)
        dialog.here_chosen.connect(self._on_here_chosen)
        dialog.server_chosen.connect(self._on_server_chosen)
        dialog.models_requested.connect(self._on_models_requested)
        dialog.finished.connect(self._on_finished)
        self._inquiry = inquiry = Inquiry(dialog, self._labour, self._keys, self._workplace.language)
        address = choices.endpoint or choices.endpoint_before
        kind = ServerKind(choices.endpoint_kind.value)
        known = ServerChoice(address, None, choices.endpoint_model if endpoint else "", choices.endpoint_slots, kind)
        dialog.begin(local.name(self._workplace.language) if local else "", known, there=endpoint is not None)
        inquiry.take_address(address)
        dialog.show()
        if endpoint is not None and self._workplace.reader is not None:
            inquiry.look()
        return dialog

    def close(self) -> None:
        """Stop what is asked and ask the thread to end; returns at once."""
        if self.dialog is not None:
            self.dialog.reject()
        self._labour.blockSignals(True)
        self._labour.close()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end after :meth:`close`."""
        return self._labour.wait(milliseconds)

    @Slot(object, object)
    def _on_done(self, ticket: object, _result: object) -> None:
        if isinstance(ticket, Taken):
            self._use(ticket.endpoint)

    @Slot(object, object)
    def _on_failed(self, ticket: object, error: Exception) -> None:
        if isinstance(ticket, Taken):
            self._use(ticket.endpoint)
            if isinstance(error, KeyringMissing):
                text = str(explain(error, self._workplace.language))
                self._window.tell(Notice(error.code, text, NoticeKind.DOUBT))

    @Slot(object, bool)
    def _on_server_chosen(self, choice: ServerChoice, knowing: bool) -> None:
        if self._inquiry is None or (address := self._inquiry.address) is None:
            return
        if not knowing and not agreed(self._workplace.choices, address):
            self._ask(address)
            return
        kind, entry = self._inquiry.kind, self._entry_of(address, choice.model)
        key, endpoint = choice.key, EndpointInUse(address, choice.model, choice.slots, kind, entry)
        self._labour.do(Taken(endpoint), lambda: self._keys.keep(address, key) if key else None)

    def _entry_of(self, address: Address, model: str) -> ModelEntry | None:
        """What a server says of its model: now, or when it was chosen."""
        before = self._workplace.endpoint
        same = before is not None and (before.address, before.model) == (address, model)
        said = self._inquiry.entry(model) if self._inquiry is not None else None
        return before.entry if said is None and before is not None and same else said

    def _ask(self, address: Address) -> None:
        if self.dialog is not None and self._inquiry is not None:
            self.dialog.ask(leaving_text(address, self._inquiry.kind), address.host)

    def _use(self, endpoint: EndpointInUse) -> None:
        choices = choose_endpoint(self._workplace.choices, endpoint)
        if self._dialogs.change_choices(**dict(choices)):
            self._reading.load(self._workplace.reader, choices.settings)
            if self.dialog is not None:
                self.dialog.accept()

    @Slot()
    def _on_here_chosen(self) -> None:
        choices = self._workplace.choices
        if self.dialog is not None:
            self.dialog.accept()
        if not choices.endpoint or not self._dialogs.change_choices(**dict(here(choices))):
            return
        self._reading.load(self._workplace.reader, choices.settings)
        if self._workplace.reader is None:
            self._models.open()

    @Slot()
    def _on_models_requested(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        self._models.open()

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        if self._inquiry is not None:
            self._inquiry.stop()
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = self._inquiry = None
