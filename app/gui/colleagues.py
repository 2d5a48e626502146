"""Those who work with the same catalogue at other computers: what they change, and what they have open.

Once a second, on a thread of its own, the catalogue is told that this desk is there and asked what happened at the
others. The same question finds out that the server is away, and that it is back: until then what was typed waits in
the form, and nothing else is asked.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from app.catalog.errors import CatalogueError
from app.catalog.presence import Beat
from app.catalog.rows import ProductDetail
from app.errors import explain
from app.gui.background import Background
from app.gui.sharing import Sharing
from ui.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

EVERY: Final = 1000
"""Milliseconds between two questions."""
AWAY: Final = "catalogue.away"
"""Subject of what is said while the server is away."""
CROSSED: Final = "crossed"
"""Subject of what is said when two people filled the same field."""


class Colleagues(QObject):
    """Keeps the window true to what others do; asks nothing where there can be none.

    Attributes:
        sharing: Brings them the photos.
    """

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._presenter = presenter
        self._catalog = presenter.catalog
        self._bench = presenter.bench
        self._away = self._halted = self._late = self._heard = False
        self._told: int | None = None
        self.sharing = Sharing(presenter)
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._on_due)
        self._bench.crossed.connect(self._on_crossed)
        self._bench.opened.connect(self._on_opened)
        presenter.reading.stopped.connect(self._on_stopped)
        presenter.reading.stepped.connect(self._on_read)
        presenter.reading.drained.connect(self._on_read)
        if self._catalog.shared:
            self._timer.start()

    def close(self) -> None:
        """Ask no more."""
        self._timer.stop()
        self._background.close()
        self.sharing.close()

    @Slot()
    def _on_due(self) -> None:
        if not self._background.busy:
            product = self._bench.id
            self._background.do(lambda: self._catalog.beat(product), self._hear)

    def _hear(self, beat: Beat) -> None:
        if not self._heard:
            self._heard = True
            self.sharing.look()
        if self._away:
            self._away = False
            self._presenter.teller.withdraw(AWAY)
            self._bench.save()
            if self._halted:
                self._halted, self._late = False, True
                self._presenter.reading.pause(False)
            self._presenter.wake()
        if beat.changed:
            self._presenter.products.reload()
            self._presenter.photo_column.look_again()
            self._look_at_open()
        self._told = self._bench.id
        self._show(beat.working.get(self._told) if self._told is not None else None)

    def _look_at_open(self) -> None:
        """See whether the open product is another one now."""
        product = self._bench.id
        if product is not None:
            self._background.do(lambda: self._catalog.product(product), self._compare)

    def _compare(self, found: ProductDetail) -> None:
        shown = self._bench.product
        if shown is not None and shown.id == found.id and _look(shown) != _look(found) and self._bench.save():
            self._bench.renew()

    def _show(self, who: str | None) -> None:
        """Say at the card who else has it open; the name first, since there is little room."""
        words = "" if who is None else self.tr("{who} está aqui").format(who=who or self.tr("alguém"))
        self._presenter.window.card.header.show_colleague(words)

    @Slot(object)
    def _on_opened(self, product: ProductDetail | None) -> None:
        """What was said of another product does not hold for this one."""
        if product is None or product.id != self._told:
            self._show(None)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, CatalogueError) or not error.retryable:
            return  # a product that is gone: the list hears of it
        if not self._away:
            self._away, self._heard = True, False
            said = explain(error, self._presenter.workplace.language)
            self._presenter.window.tell(Notice(AWAY, str(said), NoticeKind.FAILURE, lasting=True))

    @Slot(object)
    def _on_stopped(self, error: Exception) -> None:
        """The engine had nowhere to put a card: it goes on when the server is back."""
        self._halted = isinstance(error, CatalogueError) and error.retryable

    @Slot()
    def _on_read(self) -> None:
        """What had not found a place while the server was away has one now."""
        if self._late:
            self._late = False
            self._presenter.products.reload()
            self._look_at_open()

    @Slot(list)
    def _on_crossed(self, fields: list[str]) -> None:
        titles = self._presenter.workplace.titles
        names = ", ".join(titles.get(name, name) for name in fields)
        text = self.tr("Outra pessoa também mudou: {names}. Ficou o que você digitou; o que ela pôs está no histórico.")
        self._presenter.window.tell(Notice(CROSSED, text.format(names=names), NoticeKind.DOUBT))


def _look(product: ProductDetail) -> object:
    """What a person sees of a product, to know it again."""
    return product.version, product.state, product.guidance, [photo.id for photo in product.photos]
