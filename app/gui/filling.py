"""Fields that old cards do not have yet: offered when the editor adds them, ordered, written behind the photos."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.catalog.store import chunks
from app.gui.background import Background
from app.pipeline.blanks import product_of
from app.pipeline.edits.doing import Carried, carry_out
from app.pipeline.edits.planning import Fate, Planned, Writing
from inference.events import Cancelled, Event, Failed, Finished
from ui.notices import Notice, NoticeButton

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

PART = 400
"""Products looked at, or ordered, in one transaction."""


class FieldFilling(QObject):
    """Orders that the model writes empty fields, and shows how that goes.

    What is ordered is kept by the catalogue, so the program may end meanwhile; the count of what is through begins anew
    then.
    """

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._products = presenter.products
        self._reading = presenter.reading
        self._teller = presenter.teller
        self._workplace = presenter.workplace
        self._window = presenter.window
        self._batch = presenter.window.facets.batch
        self._done = self._left = 0
        self._background = Background(self)
        self._background.failed.connect(self._teller.tell_error)
        presenter.dialogs.own_fields.added.connect(self.offer)
        self._reading.beside.filled.connect(self._on_filled)
        self._products.listed.connect(self._count)
        presenter.dialogs.choices_changed.connect(self._say)
        self._batch.stop_filling_requested.connect(self.stop)

    def close(self) -> None:
        """Ask the catalogue nothing more."""
        self._background.close()

    def ordered(self, count: int) -> str:
        """What is said when the model has been asked to write fields of so many cards."""
        if not count:
            return self.tr("O modelo já vai escrever nessas fichas.")
        return self.tr("O modelo vai escrever em %n ficha(s), depois das fotos que esperam.", "", count)

    @Slot(list)
    def offer(self, fields: list[str]) -> None:
        """Offer to have new fields written on the cards that are there already, if whoever writes knows them."""
        known = [field for field in fields if self._workplace.recipe.fills(field)]
        if known:
            edit = Writing(self._workplace.card, known)
            self._background.do(partial(self._planned, edit), partial(self._offer, edit))

    def _planned(self, edit: Writing) -> list[Planned]:
        """The cards on which something is empty; for another thread than the window's."""
        parts = chunks(self._catalog.product_ids(), PART)
        return [one for part in parts for one in edit.plan(self._catalog, part) if one.fate is Fate.CHANGES]

    def _offer(self, edit: Writing, planned: Sequence[Planned]) -> None:
        if not planned:
            return
        count, back = len(planned), sum(one.back for one in planned)
        words = self.tr("“{field}” ainda está vazio em %n ficha(s).", "", count).format(field=edit.name)
        if len(edit.fields) > 1:
            words = self.tr("Os campos novos ainda estão vazios em %n ficha(s).", "", count)
        if back:
            words += " " + self.tr("%n já aprovada(s) voltam para revisão se ganharem um valor.", "", back)
        text = self.tr("Escrever em %n ficha(s)", "", count)
        answer = NoticeButton(text, partial(self._order, edit, planned))
        self._window.tell(Notice("filling", words, buttons=(answer,), lasting=True))

    def _order(self, edit: Writing, planned: Sequence[Planned]) -> None:
        self._bench.save()
        versions = {one.product_id: one.version for one in planned}

        def work() -> Carried:
            done = Carried()
            for part in chunks(versions, PART):
                done = carry_out(self._catalog, edit, {product: versions[product] for product in part}, done)
            return done

        def then(done: Carried) -> None:
            self._acts.settle(done.ids)
            self._acts.tell("decision", self.ordered(len(done.ids)), done.deed)

        self._acts.do(work, then)

    @Slot()
    def stop(self) -> None:
        """Have no more fields written; what was written stays."""

        def then(left: int) -> None:
            for job in self._reading.blanks.in_hand:
                self._reading.beside.abort(job)
            self._teller.tell("filling", self.tr("%n ficha(s) continuam com o campo vazio.", "", left))
            self._count()

        self._acts.do(self._catalog.stop_filling, then)

    @Slot(list)
    def _on_filled(self, events: list[Event]) -> None:
        ended = [event for event in events if isinstance(event, Finished | Failed | Cancelled)]
        products = [product_of(event.job) for event in ended]
        if not products:
            return
        self._done += sum(not isinstance(event, Cancelled) for event in ended)
        self._products.changed(products)
        if self._bench.id in products:
            self._bench.reread()
        self._count()

    @Slot()
    def _count(self) -> None:
        """Ask how many cards still wait for a field, unless the last answer is still to come."""
        if not self._background.busy:
            self._background.do(self._catalog.blanks_left, self._show)

    @Slot()
    def _say(self) -> None:
        self._batch.set_filling(self._done, self._done + self._left, self._waiting())

    def _waiting(self) -> str:
        """What is missing for fields to be written; nothing where they can be."""
        if self._workplace.reader is None:
            return self.tr("esperam um modelo")
        if self._workplace.recipe.wording is None:
            return self.tr("esperam outro modelo: o de demonstração não escreve um campo só")
        return ""

    def _show(self, left: int) -> None:
        before, self._left = self._left, left
        self._say()
        if before and not left and self._done:
            text = self.tr("O modelo passou por %n ficha(s) com campos vazios.", "", self._done)
            self._teller.tell("filling", text)
        if not left:
            self._done = 0
