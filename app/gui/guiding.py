"""How people help the model: hints for one product or many, and locks on fields."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.catalog.reports import Done
from app.catalog.rows import ProductDetail, ProductFilter
from app.domain.states import State
from ui.forms.form import Form
from ui.hint_dialog import HintDialog

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


class Guiding(QObject):
    """Keeps what people say beforehand, and shows it."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._teller = presenter.teller
        self._workplace = presenter.workplace
        self._window = window = presenter.window
        self._line = window.card.help.hint
        self._line.edited.connect(self._on_hint_edited)
        self._bench.settling.connect(self._line.commit)
        self._bench.opened.connect(self._on_opened)
        self._bench.saved.connect(self._on_saved)
        window.closing.connect(self._line.commit)
        window.selection.hint_requested.connect(self.ask_for_hint)
        window.facets.batch.hint_requested.connect(self.ask_for_batch)
        self.take_form(window.card.form)

    def take_form(self, form: Form) -> None:
        """Another form edits the card from now on."""
        form.locks.switched.connect(self._on_lock_switched)
        self._on_saved()

    @property
    def heard(self) -> bool:
        """Whether the model that writes reads hints."""
        return self._workplace.recipe.wording is not None

    @Slot(object)
    def ask_for_hint(self, ids: Sequence[int]) -> None:
        """Ask what is to be said of these products."""
        dialog = HintDialog(len(ids), self.heard, self._window)
        dialog.confirmed.connect(lambda hint: self.hint(ids, hint))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def ask_for_batch(self) -> None:
        """Ask what is to be said of all that waits, and of the sample behind which it does."""
        waiting = self._catalog.product_ids(ProductFilter.standing(State.QUEUED))
        sample = self._catalog.sample()
        self.ask_for_hint(sorted({*waiting, *(sample.anew if sample else ())}))

    def hint(self, ids: Sequence[int], hint: str) -> None:
        """Say something of many products, with a way back."""

        def then(done: Done) -> None:
            self._bench.reread()
            text = self.tr("A dica vale para %n produto(s), da próxima vez que forem gerados.", "", len(done.ids))
            self._acts.tell("hint", text if done.ids else self.tr("Nada mudou."), done.deed)

        self._line.commit()
        self._acts.do(lambda: self._catalog.set_hint(ids, hint), then)

    @Slot(str)
    def _on_hint_edited(self, hint: str) -> None:
        if self._bench.id is not None:
            with self._teller.telling():
                self._catalog.set_hint([self._bench.id], hint)
                self._teller.say_saved()

    @Slot(str, bool)
    def _on_lock_switched(self, field: str, locked: bool) -> None:
        document = self._bench.document
        if self._bench.id is None or document is None:
            return
        self._bench.save()
        with self._teller.telling():
            self._catalog.set_lock(self._bench.id, field, locked=locked)
        if locked:
            document.confirm(field)  # what is being written just now leaves it alone, too
        self._bench.reread()

    @Slot(object)
    def _on_opened(self, product: ProductDetail | None) -> None:
        self._line.setVisible(product is not None)
        if product is not None:
            self._line.set_heard(self.heard)
            self._line.set_hint(product.guidance.hint)
            self._window.card.form.locks.show(product.guidance.settled)

    @Slot()
    def _on_saved(self) -> None:
        """What is edited is settled."""
        if self._bench.product is not None:
            self._window.card.form.locks.show(self._bench.product.guidance.settled)
