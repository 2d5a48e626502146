"""Approve, reject: what a reviewer decides about the open card, each with a way back."""

from collections.abc import Set
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.domain.states import State

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

_DECIDED = frozenset({State.APPROVED, State.EXPORTED})


class Decisions(QObject):
    """Carries out what a reviewer decides."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._products = presenter.products
        self._teller = presenter.teller
        self._window = presenter.window
        self._window.approve_requested.connect(self.approve)
        self._window.reject_requested.connect(self.reject)

    @Slot()
    def approve(self) -> None:
        """Approve the open card and open the next to review; of a decided one, only open the next."""
        self._bench.settling.emit()
        product = self._bench.product
        if product is None or product.state in {State.QUEUED, State.GENERATING, State.FAILED, State.CANCELLED}:
            return
        if product.state not in _DECIDED and not self._approve(product.id):
            return
        self._open_next(product.id)

    def _approve(self, product_id: int) -> bool:
        if self._bench.document is not None and not self._bench.document.is_valid:
            self._window.card.form.focus_first_problem()
            return False
        approval = self._bench.approve()
        if approval is None:
            return False
        self._products.changed([product_id])
        name = self._catalog.rows([product_id])[0].name
        text = self.tr("Aprovada: {name}").format(name=name)
        self._acts.tell("decision", text, approval.deed)
        return True

    def _open_next(self, product_id: int) -> None:
        following = self._following(product_id)
        if following is None:
            self._bench.reread()
            waiting = self._catalog.counts()[State.QUEUED] + self._catalog.counts()[State.GENERATING]
            text = self.tr("Nada mais para revisar por enquanto.") if waiting else self.tr("Tudo revisado.")
            self._teller.tell("reviewed", text)
        else:
            self._acts.show(following)

    def _following(self, product_id: int) -> int | None:
        """The next to review as the list is sorted and filtered; where it holds none, any that there is."""
        row, _ = self._products.position(product_id)
        ids = self._products.model.ids()
        found = self._catalog.first_to_review([*ids[row:], *ids[: max(row - 1, 0)]]) if row else None
        return found or self._catalog.next_to_review(product_id)

    @Slot()
    def reject(self) -> None:
        """Put the open card aside, or bring it back to review."""
        product = self._bench.product
        if product is None:
            return
        self._bench.save()
        with self._teller.telling():
            if product.state is State.REJECTED:
                self._catalog.send_back(product.id)
                self._products.changed([product.id])
                self._bench.reread()
                return
            done = self._catalog.reject(product.id)
            self._products.changed([product.id])
            self._acts.tell("decision", self.tr("Ficha rejeitada."), done.deed)
            self._open_next(product.id)

    def leave(self, removed: Set[int]) -> None:
        """Open what stands beside the open product, if that is one of these, at once: the next key is for that one."""
        opened = self._bench.id
        if opened is None or opened not in removed:
            return
        row, _ = self._products.position(opened)
        ids = self._products.model.ids()
        beside = (product for product in chain(ids[row:], reversed(ids[:row])) if product not in removed)
        if (product := next(beside, None)) is not None:
            self._acts.show(product)
        else:
            self._bench.open(None)
