"""Acts on many products, done one after the other away from the window's thread, and undo: the catalogue keeps it."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.catalog.errors import CatalogueError
from app.catalog.reports import Undone
from app.gui.background import Background
from app.gui.deed_words import DeedWords
from app.pipeline.turning import finish, redo, undo

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

LONG_MS = 400
"""An act that takes longer says that it is under way."""


class Acts(QObject):
    """Does acts, shows what they changed, takes deeds back and does them again.

    Signals:
        settled: Products are not what they were.
        failed: An act could not be done, which is told.
    """

    settled = Signal()
    failed = Signal()

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._checking = presenter.checks.checking
        self._products = presenter.products
        self._reading = presenter.reading
        self._teller = presenter.teller
        self._wake = presenter.wake
        self._words = DeedWords(self)
        self._view = presenter.window.queue.view
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(LONG_MS)
        self._slow.timeout.connect(self._on_slow)
        presenter.window.undo.undo_requested.connect(self.undo)
        presenter.window.undo.redo_requested.connect(self.redo)

    def begin(self) -> None:
        """Go on with what was half undone when the program ended, if anything was."""
        if self._catalog.unfinished_turn() is not None:
            self.do(partial(finish, self._catalog), self.settle)

    @property
    def busy(self) -> bool:
        """Whether an act is under way."""
        return self._background.busy

    def close(self) -> None:
        """Finish what was begun."""
        self._slow.stop()
        self._background.close()

    def do(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do something after what was begun before; what is typed meanwhile is saved afterwards."""
        self._bench.hold(held=True)
        self._slow.start()
        self._background.do(work, lambda found: self._end(lambda: then(found)))

    def tell(self, subject: str, text: str, deed: int | None) -> None:
        """Say what was done, with a way back where something was."""
        self._teller.tell(subject, text, None if deed is None else lambda: self.take_back(deed))

    @Slot()
    def undo(self) -> None:
        """Take the last deed back, whatever product it concerned; the one before it is the last one then."""
        self.take_back(None)

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn(partial(redo, self._catalog), self._words.redone)

    def take_back(self, deed: int | None) -> None:
        """Take a deed back; ``None`` for the last."""
        self._turn(partial(undo, self._catalog, deed), self._words.undone)

    def show(self, product_id: int) -> None:
        """Open a product, also one that the list's filter hides."""
        if not self._view.open(product_id):
            self._view.let_go()
            self._bench.open(product_id)

    def settle(self, ids: Iterable[int], then: Callable[[], None] | None = None) -> None:
        """Show that these products are not what they were."""
        moved = set(ids)
        self.settled.emit()
        self._products.reload(then)
        if self._bench.id in moved:
            self._bench.renew()
        self._checking.catch_up()
        self._wake()

    def _turn(self, work: Callable[[], Undone | None], told: Callable[[Undone | None, str], str]) -> None:
        self._bench.settling.emit()
        if self._bench.save():
            self.do(work, lambda turned: self._turned(turned, told))

    def _turned(self, turned: Undone | None, told: Callable[[Undone | None, str], str]) -> None:
        ids = turned.ids if turned else []
        for product in turned.working if turned else []:
            self._reading.call_off(product, turned.by if turned else None)
        rows = self._catalog.rows(ids) if len(ids) == 1 else []
        self._teller.tell("undo", told(turned, (rows[0].name or rows[0].file_name) if rows else ""))
        self._teller.withdraw("decision")
        if ids:
            self.settle(ids, (lambda: self.show(rows[0].id)) if rows else None)

    def _end(self, then: Callable[[], None]) -> None:
        self._slow.stop()
        self._teller.withdraw("under_way")
        self._bench.hold(held=self._background.busy)
        with self._teller.telling():
            then()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end(self.failed.emit)
        if not isinstance(error, CatalogueError):
            raise error
        self._teller.tell_error(error)

    @Slot()
    def _on_slow(self) -> None:
        self._teller.tell("under_way", self.tr("Um momento: são muitas fichas de uma vez…"))
