"""Cancel, try again, generate again: what a person orders of the queue."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.catalog.rows import ProductFilter
from app.domain.states import State

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

_PENDING = frozenset({State.QUEUED, State.GENERATING})


class Orders(QObject):
    """Carries out what a person orders of the queue."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._products = presenter.products
        self._reading = presenter.reading
        self._teller = presenter.teller
        self._wake = presenter.wake
        window = presenter.window
        window.cancel_requested.connect(self.cancel)
        window.cancel_all_requested.connect(self.cancel_all)
        window.retry_requested.connect(self.retry)
        window.retry_failed_requested.connect(self.retry_failed)
        window.regenerate_requested.connect(self.regenerate)

    @Slot(list)
    def cancel(self, ids: list[int]) -> None:
        """Want no card for these."""
        with self._teller.telling():
            done = self._catalog.cancel(ids)
            for product in ids:
                self._reading.call_off(product, done.deed)
        self._moved(ids)

    @Slot()
    def cancel_all(self) -> None:
        """Stop what is being read and empty the queue."""
        with self._teller.telling():
            ids = self._catalog.product_ids(ProductFilter.standing(*_PENDING))
            done = self._catalog.cancel()
            for product in ids:
                self._reading.call_off(product, done.deed)
            self._products.reload()
            self._bench.reread()
            self._acts.tell("cancelled", self.tr("%n foto(s) saíram da fila.", "", len(ids)), done.deed)

    @Slot(list)
    def retry(self, ids: list[int]) -> None:
        """Try these failed or cancelled ones again."""
        with self._teller.telling():
            self._catalog.retry(ids)
        self._moved(ids)

    @Slot()
    def retry_failed(self) -> None:
        """Try all failed ones again."""
        with self._teller.telling():
            self._catalog.retry()
        self._products.reload()
        self._bench.reread()
        self._wake()

    @Slot(list)
    def regenerate(self, ids: list[int]) -> None:
        """Have these cards written anew; what was typed so far stays with the old one."""
        self._bench.save()
        with self._teller.telling():
            self._catalog.move_all(ids, State.QUEUED)
        if self._bench.id in ids:
            self._bench.open(self._bench.id)
        self._moved(ids)

    def _moved(self, ids: Sequence[int]) -> None:
        """A person moved these products; there may be something to read."""
        self._products.changed(ids)
        if self._bench.id in ids:
            self._bench.reread()
        self._wake()
