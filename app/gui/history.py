"""What happened to the open product, in the card's column, and the way back to any version of its card."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.catalog.reports import Version
from app.catalog.rows import ProductDetail
from app.gui.background import Background
from app.gui.bench import WORKING
from app.gui.dates import Dates
from app.gui.deed_words import DeedWords
from app.gui.happenings import Telling
from ui.history.entry import Happening

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


class History(QObject):
    """Keeps the history column true while it is shown."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._products = presenter.products
        self._teller = presenter.teller
        self._workplace = presenter.workplace
        self._side = presenter.window.side
        self._dates = Dates(self)
        self._words = DeedWords(self)
        self._told: int | None = None
        self._background = Background(self)
        self._background.failed.connect(self._teller.tell_error)
        self._side.turned.connect(self._on_turned)
        self._side.history.return_requested.connect(self.go_back)
        self._bench.opened.connect(self._on_opened)
        self._bench.saved.connect(self._tell)

    def close(self) -> None:
        """Ask the catalogue nothing more."""
        self._background.close()

    @Slot(int)
    def go_back(self, line: int) -> None:
        """Give the open card the values of an earlier version."""
        self._bench.settling.emit()
        product = self._bench.product if self._bench.save() else None
        if product is None:
            return
        with self._teller.telling():
            done = self._catalog.go_back(product.id, line, product.version)
            self._acts.settle(done.ids)
            self._acts.tell("decision", self.tr("A ficha está como era nessa versão."), done.deed)

    @Slot(bool)
    def _on_turned(self, telling: bool) -> None:
        if telling:
            self._bench.save()
            self._tell()

    @Slot(object)
    def _on_opened(self, _product: ProductDetail | None) -> None:
        self._tell()

    @Slot()
    def _tell(self) -> None:
        """Tell the history of what is open, if anybody looks; reading and comparing happens elsewhere."""
        if not self._side.telling:
            return
        product = self._bench.product
        self._background.forget()
        if product is None:
            self._told = None
            self._side.history.show_history("", ())
            return
        telling, now = self._telling(), datetime.now(UTC)
        id_, editable = product.id, product.state not in WORKING

        def work() -> list[Happening]:
            versions: list[Version] = self._catalog.versions(id_)
            return telling.happenings(versions, now, open_to_edits=editable)

        self._background.do(work, lambda found: self._show(product, found))

    def _show(self, product: ProductDetail, found: list[Happening]) -> None:
        name = self._name_of(product)
        self._side.history.show_history(name, found, same=self._told == product.id)
        self._told = product.id

    def _name_of(self, product: ProductDetail) -> str:
        rows = self._catalog.rows([product.id])
        return (rows[0].name or rows[0].file_name) if rows else ""

    def _telling(self) -> Telling:
        fields = self._workplace.card.model_fields
        labels = {name: field.title or name for name, field in fields.items()}
        return Telling(self._dates, self._words, labels, self._workplace.language, self._workplace)
