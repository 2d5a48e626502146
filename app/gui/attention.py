"""How long each card is open with somebody at work on it, kept in the catalogue and sent to nobody."""

from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from app.catalog.rows import ProductDetail
from app.domain.states import State
from app.gui.background import Background
from app.gui.stopwatch import Stopwatch

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

_OPEN: Final = frozenset({State.REVIEW, State.REJECTED})
"""Where a card waits for a person's work."""


class Attention(QObject):
    """Counts while a card is open that is still to be decided, the window is in front, and somebody does something.

    Signals:
        spent: What was counted of a card is on disk.
    """

    spent = Signal()

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._catalog = presenter.catalog
        self._watch = Stopwatch()
        self._card: tuple[int, datetime] | None = None
        self._active = False
        self._background = Background(self)
        bench, activity = presenter.bench, presenter.window.activity
        bench.opened.connect(self._on_opened)
        bench.saved.connect(self._on_acted)
        activity.acted.connect(self._on_acted)
        activity.active_changed.connect(self._on_active_changed)

    def close(self) -> None:
        """Keep what was counted so far."""
        self._keep()
        self._background.close()

    @Slot(object)
    def _on_opened(self, product: ProductDetail | None) -> None:
        waits = product is not None and product.card is not None and product.state in _OPEN
        card = (product.id, product.card.generated_at) if waits and product and product.card else None
        if card == self._card:
            self._on_acted()
            return
        self._keep()
        self._card = card
        self._go_on()

    @Slot()
    def _on_acted(self) -> None:
        self._watch.act(monotonic())

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        self._active = active
        if active:
            self._go_on()
        else:
            self._keep()

    def _go_on(self) -> None:
        if self._active and self._card is not None:
            self._watch.start(monotonic())

    def _keep(self) -> None:
        """Write down what was counted; away from the window's thread, since others may be writing."""
        self._watch.stop(monotonic())
        seconds = self._watch.take()
        if self._card is None or not seconds:
            return
        catalog, (product, made) = self._catalog, self._card
        self._background.do(lambda: catalog.spend(product, made, seconds), lambda _nothing: self.spent.emit())
