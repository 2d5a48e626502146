"""What is asked of all selected products."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.catalog.reports import Done
from app.domain.states import State
from app.pipeline.selection import Moved, move_products

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


class Bulk(QObject):
    """Approves, rejects, generates again, removes: each one act with one way back."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._decisions = presenter.decisions
        self._products = presenter.products
        self._reading = presenter.reading
        self._teller = presenter.teller
        self._workplace = presenter.workplace
        self._window = window = presenter.window
        window.selection.approve_requested.connect(self.approve)
        window.selection.reject_requested.connect(self.reject)
        window.selection.again_requested.connect(self.again)
        window.remove_requested.connect(self.remove)

    @Slot(object)
    def approve(self, ids: Sequence[int]) -> None:
        """Approve all that can be."""
        self._move(ids, State.APPROVED)

    @Slot(object)
    def reject(self, ids: Sequence[int]) -> None:
        """Reject all that can be."""
        self._move(ids, State.REJECTED)

    @Slot(object)
    def again(self, ids: Sequence[int]) -> None:
        """Have new cards written for all."""
        self._move(ids, State.QUEUED)

    @Slot(object)
    def remove(self, ids: list[int]) -> None:
        """Take products out of the catalogue; their photos stay where they are."""
        self._bench.save()

        def then(done: Done) -> None:
            self._call_off(ids, done.deed)
            self._decisions.leave(set(ids))
            self._products.reload()
            text = self.tr("%n produto(s) removidos. As fotos continuam onde estão.", "", len(done.ids))
            self._acts.tell("removed", text if done.ids else self.tr("Nada mudou."), done.deed)

        self._acts.do(lambda: self._catalog.remove(ids), then)

    def _move(self, ids: Sequence[int], after: State) -> None:
        self._bench.save()
        card = self._workplace.card
        self._acts.do(lambda: move_products(self._catalog, card, ids, after), self._moved)

    def _moved(self, done: Moved) -> None:
        count = len(done.ids)
        words = self._outcome(done.after, count) if count else self.tr("Nada mudou.")
        if done.refused:
            words += " " + self.tr("%n com erros ficaram como estavam.", "", done.refused)
        if not count:
            self._teller.tell("decision", words)
            return
        self._acts.settle(done.ids)
        self._acts.tell("decision", words, done.deed)

    def _outcome(self, after: State, count: int) -> str:
        if after is State.APPROVED:
            return self.tr("%n ficha(s) aprovadas.", "", count)
        if after is State.REJECTED:
            return self.tr("%n ficha(s) rejeitadas.", "", count)
        return self.tr("%n produto(s) voltaram para a fila.", "", count)

    def _call_off(self, ids: Iterable[int], deed: int | None) -> None:
        """Stop what is being read of these, which were removed."""
        for product in ids:
            self._reading.call_off(product, deed)
