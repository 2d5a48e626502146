"""Where the catalogue is: opens the dialog, tries what is typed, and keeps what was decided for the next start."""

import os
import socket
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.catalog.address import AddressInvalid, ServerAddress
from app.catalog.server_errors import CatalogueAway
from app.domain.serving import CatalogueChoice
from app.errors import explain
from app.gui.background import Background
from app.pipeline.catalogue_choice import Found, address_from, choice_of, try_catalogue
from app.pipeline.depots import VARIABLE as PHOTOS_VARIABLE
from app.pipeline.opening import VARIABLE, keep_password
from app.settings import catalogue_folder
from ui.catalogue_dialog import CatalogueDialog, SharedChoice
from ui.commands import Name
from ui.notices import Notice, NoticeButton

if TYPE_CHECKING:
    from app.gui.dialogs import Dialogs
    from app.gui.presenter import Presenter

NEXT_TIME: Final = "catalogue.next_time"
"""Subject of what is said once another catalogue was chosen."""


class Whereabouts(QObject):
    """Opens the dialog and carries out what is decided in it.

    Attributes:
        dialog: While it is open.
    """

    def __init__(self, presenter: "Presenter", dialogs: "Dialogs") -> None:
        super().__init__(dialogs)
        self._presenter = presenter
        self._dialogs = dialogs
        self._language = presenter.workplace.language
        self.dialog: CatalogueDialog | None = None
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)
        self._tried: ServerAddress | None = None
        presenter.window.commands.bind({Name.CATALOGUE: self.open})

    def close(self) -> None:
        """Close the dialog; what is being tried ends by itself."""
        if self.dialog is not None:
            self.dialog.reject()
        self._background.close()

    @property
    def _chosen(self) -> CatalogueChoice:
        return self._presenter.workplace.choices.catalogue

    @Slot()
    @Slot(QWidget)
    def open(self, over: QWidget | None = None) -> None:
        """Open the dialog over the window, or over another dialog."""
        if self.dialog is None:
            self._make(over or self._presenter.window)
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()

    def _make(self, over: QWidget) -> None:
        chosen = self._chosen
        self.dialog = dialog = CatalogueDialog(str(catalogue_folder()), over)
        dialog.changed.connect(self._on_changed)
        dialog.trial_requested.connect(partial(self._try, self._tell))
        dialog.shared_chosen.connect(partial(self._try, self._use))
        dialog.here_chosen.connect(self._on_here_chosen)
        dialog.work.stopped.connect(self._on_stopped)
        dialog.finished.connect(self._on_finished)
        user, shown = "", chosen.address or chosen.before
        if shown:
            address = ServerAddress.of(shown)
            user, shown = address.user, address.shown
        dialog.begin(SharedChoice(shown, user, "", chosen.photos), shared=bool(chosen.address))
        self._on_changed(dialog.choice)
        dialog.show()

    @Slot(object)
    def _on_changed(self, choice: SharedChoice) -> None:
        """Say below the lines how they are understood."""
        if (dialog := self.dialog) is None:
            return
        self._background.forget()
        dialog.set_busy("")
        hint, wrong, usable = self.tr("Servidor e banco, como servidor/fichario."), False, False
        if choice.address:
            try:
                hint, usable = self.tr("Usa {url}").format(url=address_from(choice.address, choice.user).url), True
            except AddressInvalid:
                wrong = "/" in choice.address
        dialog.address.set_hint(hint, wrong=wrong)
        dialog.set_usable(usable)
        dialog.user.set_hint(self.tr("Em branco, o nome que você tem neste computador."))
        kept = self.tr("Fica no chaveiro do sistema. Em branco, a que já está lá.")
        dialog.password.set_hint(self.tr("Vem da variável {name}.").format(name=VARIABLE) if _fixed(VARIABLE) else kept)
        dialog.password.field.setEnabled(not _fixed(VARIABLE))
        if _fixed(PHOTOS_VARIABLE):
            dialog.photos.set_hint(self.tr("Vem da variável {name}.").format(name=PHOTOS_VARIABLE))
            dialog.photos.field.setEnabled(False)

    def _try(self, then: Callable[[SharedChoice, ServerAddress, Found], None], choice: SharedChoice) -> None:
        if self.dialog is None:
            return
        address = self._tried = address_from(choice.address, choice.user)
        photos = os.environ.get(PHOTOS_VARIABLE, "") or choice.photos
        self.dialog.set_busy(self.tr("Perguntando a {host}…").format(host=address.host))
        self._background.do(
            partial(try_catalogue, address, choice.password or address.password, photos), partial(then, choice, address)
        )

    def _tell(self, _choice: SharedChoice, _address: ServerAddress, found: Found) -> None:
        """Say what a trial found."""
        if self.dialog is None:
            return
        self.dialog.set_busy("")
        said = self.tr("Você pode trabalhar nele. O banco está vazio: o catálogo começa do zero.")
        if found.products is not None:
            said = self.tr("Você pode trabalhar nele. Tem %n produto(s).", "", found.products)
        photos = self.tr("As fotos ficam no próprio banco.")
        if found.photos:
            photos = self.tr("As fotos ficam em {place}, onde se pode gravar.").format(place=found.photos)
        self.dialog.set_message(f"{said} {photos}")

    def _use(self, choice: SharedChoice, address: ServerAddress, _found: Found) -> None:
        password = choice.password or address.password
        self._background.do(lambda: not password or keep_password(address, password), self._note_kept)
        self._keep(choice_of(address, choice.photos, self._chosen))

    def _note_kept(self, kept: bool) -> None:
        if not kept:
            words = self.tr("Este computador não tem um chaveiro: a senha é perguntada a cada abertura.")
            self._presenter.teller.tell("catalogue.keyring", words)

    @Slot()
    def _on_here_chosen(self) -> None:
        self._keep(choice_of(None, "", self._chosen))

    def _keep(self, choice: CatalogueChoice) -> None:
        before = self._chosen
        kept = self._dialogs.change_choices(catalogue=choice)
        if self.dialog is not None:
            self.dialog.accept()
        if kept and (choice.address, choice.photos) != (before.address, before.photos):
            text = self.tr("O outro catálogo abre na próxima vez que o Fichário abrir; até lá, este continua.")
            leave = NoticeButton(self.tr("Fechar agora"), self._presenter.window.close)
            self._presenter.window.tell(Notice(NEXT_TIME, text, buttons=(leave,), lasting=True))

    @Slot()
    def _on_stopped(self) -> None:
        self._background.forget()
        if self.dialog is not None:
            self.dialog.set_busy("")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.dialog is None:
            return
        self.dialog.set_busy("")
        self.dialog.set_message(self._said(error), wrong=True)

    def _said(self, error: Exception) -> str:
        """What is wrong, in the dialog's words: nobody has typed into a card here."""
        host = self._tried.host if self._tried is not None else ""
        if not isinstance(error, CatalogueAway):
            return str(explain(error, self._language))
        if isinstance(error.__cause__, socket.gaierror):
            return self.tr("Não há nesta rede um computador chamado {host}. Confira o endereço.").format(host=host)
        words = self.tr("{host} não responde ({reason}). Confira o endereço e a porta, e se o servidor está no ar.")
        return words.format(host=host, reason=error.facts.get("reason", ""))

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


def _fixed(variable: str) -> bool:
    """Whether something is said by the environment, and cannot be typed."""
    return bool(os.environ.get(variable, ""))
