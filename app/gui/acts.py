"""Acts on many products: done one after the other away from the window's thread, and taken back one by one."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

from app.catalog.errors import CatalogueError
from app.catalog.reports import Moved
from app.gui.background import Background

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

LONG_MS = 400
"""An act that takes longer says that it is under way."""


class Acts(QObject):
    """Does acts, shows what they changed, and remembers how to take them back."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._products = presenter.products
        self._teller = presenter.teller
        self._wake = presenter.wake
        self._pane = presenter.window.queue
        self._undo: list[Callable[[], None]] = []
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(LONG_MS)
        self._slow.timeout.connect(self._on_slow)
        presenter.window.selection.undo_requested.connect(self.undo)

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

    def tell(self, subject: str, text: str, undo: Callable[[], None]) -> None:
        """Say what was done, with a way back, by the notice or by the keys."""
        step = self.remember(undo)
        self._teller.tell(subject, text, step)

    def remember(self, undo: Callable[[], None]) -> Callable[[], None]:
        """Keep a way back for the keys; returns the same way, to be taken once at most."""

        def step() -> None:
            if step in self._undo:
                self._undo.remove(step)
                self._pane.undoable = bool(self._undo)
                undo()

        self._undo.append(step)
        self._pane.undoable = True
        return step

    @Slot()
    def undo(self) -> None:
        """Take the last act back; the one before it is the last one then."""
        if self._undo:
            self._undo[-1]()

    def take_back(self, parts: Sequence[Moved]) -> None:
        """Bring products back to where they stood before an act."""
        ids = [product for part in parts for product in part.ids]

        def work() -> int:
            return sum(self._catalog.take_back(part) for part in parts)

        def then(count: int) -> None:
            self.settle(ids)
            self._teller.tell("decision", self.tr("Desfeito: %n produto(s) como antes.", "", count))

        self.do(work, then)

    def settle(self, ids: Iterable[int], then: Callable[[], None] | None = None) -> None:
        """Show that these products are not what they were."""
        moved = set(ids)
        self._products.reload(then)
        if self._bench.id in moved:
            self._bench.reread()
        self._wake()

    def _end(self, then: Callable[[], None]) -> None:
        self._slow.stop()
        self._teller.withdraw("under_way")
        self._bench.hold(held=self._background.busy)
        with self._teller.telling():
            then()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end(lambda: None)
        if not isinstance(error, CatalogueError):
            raise error
        self._teller.tell_error(error)

    @Slot()
    def _on_slow(self) -> None:
        self._teller.tell("under_way", self.tr("Um momento: são muitas fichas de uma vez…"))
