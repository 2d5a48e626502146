"""A sample first: five of many are written, the person looks, changes what the model is told, and lets the rest go."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from app.catalog.reports import Sample
from ui.notices import Notice, NoticeButton
from ui.queue.sample_line import SampleStatus

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

SIZE: Final = 5
"""How many products a sample has."""


class Sampling(QObject):
    """Begins samples, shows how they go and carries out how to go on."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._bulk = presenter.bulk
        self._catalog = presenter.catalog
        self._products = presenter.products
        self._teller = presenter.teller
        self._wake = presenter.wake
        self._window = window = presenter.window
        self._offered = 0
        self._line = line = window.queue.sample
        line.begin_requested.connect(self.begin)
        window.facets.batch.sample_requested.connect(self.begin)
        line.all_requested.connect(self.let_go)
        line.again_requested.connect(self.again)
        line.look_requested.connect(self.look)
        line.hint_requested.connect(window.facets.batch.hint_requested.emit)
        line.prompt_requested.connect(window.prompt_requested.emit)
        presenter.products.listed.connect(self._on_listed)

    @Slot()
    def begin(self) -> None:
        """Have five of those that wait written first; where that goes on, bring the keyboard to its line."""
        if not self._line.isHidden():
            self._line.take_keyboard()
        else:
            self._acts.do(lambda: self._catalog.sample() or self._catalog.begin_sample(SIZE), self._begun)

    def _begun(self, sample: Sample | None) -> None:
        self._teller.withdraw("sample")
        if sample is None:
            text = self.tr("Há poucas fotos na fila: uma amostra vale a pena quando esperam mais de %n.", "", SIZE)
            self._teller.tell("sample", text)
        self._go_on()

    @Slot()
    def let_go(self) -> None:
        """Have all others written, too."""

        def then(count: int) -> None:
            self._teller.tell("sample", self.tr("%n produto(s) voltaram a andar na fila.", "", count))
            self._go_on()

        self._acts.do(self._catalog.end_sample, then)

    @Slot()
    def again(self) -> None:
        """Write those of the sample anew that nobody has approved yet."""
        with self._teller.telling():
            if sample := self._catalog.sample():
                self._bulk.again(sample.anew)

    @Slot()
    def look(self) -> None:
        """Open the sample's next product."""
        with self._teller.telling():
            if (sample := self._catalog.sample()) and sample.ids:
                ids, opened = sample.ids, self._bench.id
                place = ids.index(opened) + 1 if opened in ids else 0
                self._acts.show(ids[place % len(ids)])

    def _go_on(self) -> None:
        if self._products.last is not None:
            self._offered = self._products.last.batch.number  # whoever has decided is not asked again
        self._products.reload()
        self._wake()

    @Slot()
    def _on_listed(self) -> None:
        found = self._products.last
        if found is None:
            return
        sample = found.sample
        status = SampleStatus(len(sample.ids), sample.working, len(sample.anew), sample.held) if sample else None
        self._line.set_status(status)
        if self._window.batch.many and found.batch.number != self._offered:
            self._offered = found.batch.number
            text = self.tr("%n foto(s) esperam a vez. Quer ver cinco fichas antes das outras?", "", found.batch.queued)
            button = NoticeButton(self.tr("Cinco primeiro"), self.begin)
            self._window.tell(Notice("sample", text, buttons=(button,)))
