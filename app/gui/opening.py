"""Opening the catalogue before there is a window: a server's password is asked for, and what is wrong is said."""

import logging

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox

from app.catalog.address import Place, ServerAddress
from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError
from app.catalog.server_errors import CatalogueRefused, CatalogueTooOld
from app.errors import explain
from app.pipeline.opening import keep_password, open_catalogue, upgrade_catalogue
from app.settings import catalogue_folder
from app.wording import Language

_log = logging.getLogger(__name__)


def opened(place: Place, language: Language) -> Catalog | None:
    """The catalogue, open; ``None`` where it could not be opened, which was said then.

    A password that let its person in is kept in the system's keyring.
    """
    attempt = _Attempt(place, language)
    while attempt.goes_on:
        try:
            attempt.make()
        except CatalogueError as error:
            attempt.say_why(error)
    return attempt.catalog


class _Attempt:
    """What a person has said so far about one catalogue.

    Attributes:
        catalog: What was opened.
        goes_on: Whether it is to be tried, or to be tried again.
    """

    def __init__(self, place: Place, language: Language) -> None:
        self.catalog: Catalog | None = None
        self.goes_on = True
        self._place = place
        self._language = language
        self._password: str | None = None

    def make(self) -> None:
        """Try to open it; what can be mended by a word of the person's is asked.

        Raises:
            CatalogueError: It cannot be opened, whatever is said.
        """
        try:
            self.catalog = open_catalogue(self._place, password=self._password)
        except CatalogueRefused as error:
            self._password = _asked_password(self._place, error, self._language)
            self.goes_on = self._password is not None
        except CatalogueTooOld as error:
            self.goes_on = _may_upgrade(error, self._language)
            if self.goes_on:
                upgrade_catalogue(self._place, self._password)
        else:
            self.goes_on = False
            if self._password and isinstance(self._place, ServerAddress):
                keep_password(self._place, self._password)

    def say_why(self, error: CatalogueError) -> None:
        """There is no window without a catalogue: say why and what to do."""
        _log.error("the catalogue cannot be opened: %s", error)
        said = explain(error, self._language)
        box = QMessageBox(QMessageBox.Icon.Warning, "Fichário", said.sentence)
        box.setInformativeText(said.remedy)
        if not isinstance(self._place, ServerAddress):
            self.goes_on = False
            box.exec()
            return
        role = QMessageBox.ButtonRole.AcceptRole
        again = box.addButton(QCoreApplication.translate("Opening", "Tentar de novo"), role)
        here = box.addButton(QCoreApplication.translate("Opening", "Abrir o deste computador"), role)
        box.addButton(QMessageBox.StandardButton.Close)
        box.exec()
        self.goes_on = box.clickedButton() in (again, here)
        if box.clickedButton() == here:
            self._place, self._password = catalogue_folder(), None


def _asked_password(place: Place, error: CatalogueError, language: Language) -> str | None:
    """What a person types; ``None`` where they would rather not."""
    url = place.url if isinstance(place, ServerAddress) else str(place)
    text = QCoreApplication.translate("Opening", "Senha para {address}:").format(address=url)
    said = f"{explain(error, language).sentence}\n\n{text}"
    typed, agreed = QInputDialog.getText(None, "Fichário", said, QLineEdit.EchoMode.Password)
    return typed if agreed else None


def _may_upgrade(error: CatalogueError, language: Language) -> bool:
    """Whether a person wants a shared catalogue brought up to date, which shuts older programs out of it."""
    said = explain(error, language)
    question = QCoreApplication.translate("Opening", "Atualizar agora, para todos?")
    buttons = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No
    asked = QMessageBox.question(None, "Fichário", f"{said}\n\n{question}", buttons, QMessageBox.StandardButton.No)
    return asked is QMessageBox.StandardButton.Yes
