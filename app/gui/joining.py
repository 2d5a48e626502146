"""Photos of the same product: joined, split, put in order, by hand or as a notice proposes after a drop."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.catalog.reports import Done
from app.catalog.rows import ProductFilter
from app.domain.states import State
from app.pipeline.gathering import GATHERING, Gathering, gathering_of
from app.pipeline.intake import Gathered
from app.pipeline.joining import join_groups
from app.pipeline.together import By
from app.wording import worded
from ui.form_dialog import FormDialog
from ui.notices import Notice, NoticeButton

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


class Joining(QObject):
    """Carries out what a person wants with the photos of products; each act can be undone."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._orders = presenter.orders
        self._reading = presenter.reading
        self._teller = presenter.teller
        self._workplace = presenter.workplace
        self._window = window = presenter.window
        window.selection.join_requested.connect(self.join)
        window.photo.strip.split_requested.connect(self.split)
        window.photo.strip.order_requested.connect(self.order)
        window.together_requested.connect(self.choose)

    @Slot(object)
    def join(self, ids: Sequence[int]) -> None:
        """Make one product of several, the first one's photos in front."""
        if len(ids) < 2:
            self._teller.tell("joined", self.tr("Selecione dois produtos ou mais para juntá-los em um."))
            return
        self._join([ids], len(ids))

    @Slot(list)
    def split(self, photos: list[int]) -> None:
        """Make products of their own of some photos of the open one."""
        product = self._bench.id
        if product is None:
            return
        self._bench.save()

        def then(done: Done) -> None:
            self._settle(done)
            if done.ids:
                text = self.tr("%n foto(s) agora são produtos à parte.", "", len(done.ids) - 1)
                self._acts.tell("joined", text, done.deed)

        self._acts.do(lambda: self._catalog.split(product, photos), then)

    @Slot(list)
    def order(self, photos: list[int]) -> None:
        """Show the open product's photos in this order."""
        product = self._bench.product
        if product is None:
            return
        self._bench.save()
        main = product.photos[0].id

        def then(done: Done) -> None:
            self._settle(done)
            other = bool(photos) and photos[0] != main
            text = self.tr("A foto principal é outra agora.") if other else self.tr("As fotos mudaram de ordem.")
            self._acts.tell("joined", text, done.deed)

        self._acts.do(lambda: self._catalog.order_photos(product.id, photos), then)

    def propose(self, gathered: Gathered) -> None:
        """Ask after a drop whether photos that became products are of fewer."""
        count = len(gathered.products)
        words = self.tr("%n foto(s) viraram %n produto(s).", "", count)
        if gathered.groups:
            fewer = count - sum(len(group) - 1 for group in gathered.groups)
            words += " " + self._reason(gathered.by, fewer)
            text = self.tr("Juntar pelas pastas") if gathered.by is By.FOLDER else self.tr("Juntar pelos nomes")
            answers = [NoticeButton(text, partial(self._join, gathered.groups, count, fewer))]
            if gathered.by is By.NAME:
                answers.append(NoticeButton(self.tr("Sempre"), partial(self._always, gathered, fewer)))
        else:
            answers = [NoticeButton(self.tr("Juntar em um só"), partial(self._join, [gathered.products], count))]
        self._window.tell(Notice("gathered", words, buttons=tuple(answers)))

    def _reason(self, by: By, fewer: int) -> str:
        if by is By.FOLDER:
            return self.tr("Pelas pastas, são %n.", "", fewer)
        return self.tr("Pelos nomes dos arquivos, são %n.", "", fewer)

    def _always(self, gathered: Gathered, fewer: int) -> None:
        """Join by names now and from now on."""
        with self._teller.telling():
            self._catalog.set_setting(GATHERING, Gathering(by="name").model_dump(mode="json"))
        self._join(gathered.groups, len(gathered.products), fewer)

    def _join(self, groups: Sequence[Sequence[int]], count: int, left: int = 1) -> None:
        self._bench.save()

        def then(done: Done) -> None:
            if not done.ids:
                self._teller.tell("joined", self.tr("Nada mudou."))
                return
            if left == 1:
                self._settle(done, opened=done.ids[0])
                self._tell_joined(done, self.tr("%n produto(s) viraram um só.", "", count))
            else:
                self._settle(done)
                text = self.tr("%n produto(s) agora são {left}.", "", count).format(left=left)
                self._acts.tell("joined", text, done.deed)

        self._acts.do(lambda: join_groups(self._catalog, groups), then)

    def _tell_joined(self, done: Done, text: str) -> None:
        """Say that there is one product now; where it has a card, the model can look at all photos for another."""
        left = done.ids[0]
        if self._catalog.product(left).card is None:
            self._acts.tell("joined", text, done.deed)
            return
        again = NoticeButton(self.tr("Gerar de novo"), lambda: self._orders.regenerate([left]))
        undo = NoticeButton(self.tr("Desfazer"), partial(self._acts.take_back, done.deed))
        self._window.tell(Notice("joined", text, buttons=(again, undo)))

    def _settle(self, done: Done, opened: int | None = None) -> None:
        """Show what was done; whoever reads one of these with other photos than it has now begins anew."""
        reading = set(self._catalog.product_ids(ProductFilter.standing(State.GENERATING)))
        for product in done.ids:
            if product in reading:
                self._reading.call_off(product, anew=True)
        self._acts.settle(done.ids, None if opened is None else lambda: self._acts.show(opened))

    @Slot()
    def choose(self) -> None:
        """Choose what is done with photos of the same product that come in."""
        model = worded(Gathering, self._workplace.language)
        shown = model.model_validate(gathering_of(self._catalog).model_dump())
        dialog = FormDialog(shown, self.tr("Fotos do mesmo produto"), self._window)
        dialog.resize(560, 240)
        dialog.confirmed.connect(self._take_gathering)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(dict)
    def _take_gathering(self, values: dict[str, object]) -> None:
        with self._teller.telling():
            self._catalog.set_setting(GATHERING, Gathering.model_validate(values).model_dump(mode="json"))
