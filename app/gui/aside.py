"""What is asked of the model about the open product beside the queue: one at a time, dropped when nobody wants it."""

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Slot

from inference.engine import Request
from inference.events import Cancelled, Event, Failed, Finished, JobId
from ui.aside_panel import AsidePanel

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

Panel = TypeVar("Panel", bound=AsidePanel)


class Aside(QObject, Generic[Panel]):
    """Asks for one thing after another, and hears only of the one that is wanted last.

    What was asked about a product is given up when its panel is closed or another product is opened.
    """

    def __init__(self, presenter: "Presenter", panel: Panel) -> None:
        super().__init__(presenter)
        self._bench = presenter.bench
        self._reading = presenter.reading
        self._workplace = presenter.workplace
        self._window = presenter.window
        self._panel = panel
        self._job: JobId = ""
        self._product: int | None = None
        panel.left.connect(self._give_up)
        panel.model_requested.connect(self._window.model_requested.emit)
        self._reading.beside.told.connect(self._on_told)
        self._bench.opened.connect(self._on_opened)

    @abstractmethod
    def _hear(self, event: Event) -> None:
        """Something came of what was asked."""

    def _open(self, title: str, cannot: str = "") -> None:
        """Show the panel, empty, for the open product; ``cannot`` says what the model in use cannot do of this."""
        self._give_up()
        self._product = self._bench.id
        self._panel.begin(title)
        if self._workplace.reader is None:
            self._panel.decline(self.tr("Nenhum modelo está carregado ainda."))
        elif cannot:
            self._panel.decline(cannot)
        elif self._reading.info is None:
            self._panel.say(self.tr("Nenhum modelo está carregado ainda."))

    def _ask(self, request: Callable[[JobId], Request]) -> None:
        self._job = self._reading.beside.ask(request)

    @Slot(list)
    def _on_told(self, events: list[Event]) -> None:
        for event in events:
            if self._job and event.job == self._job:
                if isinstance(event, Finished | Failed | Cancelled):
                    self._job = ""
                self._hear(event)

    @Slot()
    def _give_up(self) -> None:
        if self._job:
            self._reading.beside.give_up(self._job)
            self._job = ""

    @Slot(object)
    def _on_opened(self, _product: object) -> None:
        """What was asked about another product is not wanted any more."""
        if self._bench.id != self._product:
            self._panel.leave()
