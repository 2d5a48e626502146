"""What the window says when nothing can be read: a model that does not load, a server that is away or refuses."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.errors import explain
from app.gui.place.words import lack_text
from inference.endpoint.capabilities import Feature
from inference.endpoint.errors import EndpointError
from ui.notices import Notice, NoticeButton, NoticeKind

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

AWAY = "endpoint.away"
"""Subject of what is said while a server is away."""

LACKS = "endpoint.lacks"
"""Subject of what is said about what a server does not do."""


class Outages(QObject):
    """Says what is wrong with whoever reads the photos, each with what can be done about it."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._language = presenter.workplace.language
        self._models = presenter.models
        self._place = presenter.place
        self._products = presenter.products
        self._reading = reading = presenter.reading
        self._teller = presenter.teller
        self._window = presenter.window
        self._told: frozenset[Feature] = frozenset()
        reading.load_failed.connect(self._on_load_failed)
        reading.stopped.connect(self._on_stopped)
        reading.went_away.connect(self._on_went_away)
        reading.came_back.connect(self._on_came_back)
        reading.stepped.connect(self._on_stepped)

    @Slot(object)
    def _on_load_failed(self, error: Exception) -> None:
        if isinstance(error, EndpointError):
            self._teller.tell_error(error, self.tr("Mudar o servidor…"), self._place.open)
        else:
            self._teller.tell_error(error, self.tr("Escolher outro modelo"), self._models.open)

    @Slot(object)
    def _on_stopped(self, error: Exception) -> None:
        if isinstance(error, EndpointError):
            self._teller.tell_error(error, self.tr("Mudar o servidor…"), self._place.open)
        else:
            self._teller.tell_error(error, self.tr("Continuar"), self._resume)

    def _resume(self) -> None:
        self._reading.pause(False)

    @Slot(object)
    def _on_went_away(self, error: Exception) -> None:
        self._products.set_waiting(True)
        told = explain(error, self._language).sentence
        rest = self.tr("As fotos esperam na fila, e a leitura continua sozinha quando ele voltar.")
        self._tell_away(f"{told} {rest}")

    def _tell_away(self, text: str) -> None:
        answers = (
            NoticeButton(self.tr("Tentar agora"), lambda: self._look(text)),
            NoticeButton(self.tr("Mudar…"), self._place.open),
        )
        self._window.tell(Notice(AWAY, text, NoticeKind.DOUBT, answers, lasting=True))

    def _look(self, text: str) -> None:
        """Look at once; the notice stays until the server is back."""
        self._reading.look()
        self._tell_away(text)

    @Slot()
    def _on_came_back(self) -> None:
        self._products.set_waiting(False)
        self._window.notices.dismiss(AWAY)
        if self._reading.info is not None:
            self._teller.tell(AWAY, self.tr("O servidor voltou, e a leitura continua."))

    @Slot(list)
    def _on_stepped(self, _events: list[object]) -> None:
        """Say once what the server, as it turns out, does not do."""
        capabilities = self._reading.capabilities
        lacks = frozenset(capabilities.lacks) if capabilities is not None else frozenset()
        if lacks <= self._told:
            return
        new = [lack_text(feature) for feature in lacks - self._told]
        self._told |= lacks
        self._teller.tell(LACKS, " ".join(sorted(filter(None, new))))
