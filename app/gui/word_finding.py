"""Photos found by words in the window: a model of its own, loaded and fed with photos on a thread of its own.

Photos are looked at a few at a time, and while cards are written only those whose cards are next, where it is known
that what words see in them is worth something.
"""

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal, Slot

from app.catalog.rows import ProductFilter
from app.catalog.vectors import Coverage
from app.errors import explain
from app.gui.models.labour import Labour
from app.gui.reopening import Reopening
from app.gui.word_naming import NAMES, WordNaming
from app.models.errors import ModelStoreError
from app.models.store import InstalledModel, ModelStore, models_folder
from app.pipeline.pairs import installed_pair
from app.pipeline.shelving import shelves_of
from app.pipeline.word_search import WordSearch
from app.search.apart import ShelfApart
from app.search.shelf import ShelfAway
from inference.errors import InferenceError
from inference.events import Event, Started
from ui.top_bar import ModelState

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

_log = logging.getLogger(__name__)

_UPDATED_AFTER = 8
"""Goes at photos until the shelf is brought up to date: each time it is written to the disk."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What came of a go at photos.

    Attributes:
        more: Whether there may be more.
        coverage: How far it is; ``None`` where the shelf was not brought up to date.
        fresh: Whether photos have come to the shelf.
    """

    more: bool
    coverage: Coverage | None = None
    fresh: bool = False


class WordFinding(QObject):
    """Owns the search by words; does nothing while no model for it is chosen.

    Attributes:
        search: What finds; ``None`` while there is none.
        labour: Its thread, on which whatever asks the model is done.

    Signals:
        told: How far it is, in words; empty once every photo was looked at.
    """

    told = Signal(str)

    def __init__(self, presenter: "Presenter", parent: QObject) -> None:
        super().__init__(parent)
        self.search: WordSearch | None = None
        self._presenter = presenter
        self._catalog = presenter.catalog
        self._products = presenter.products
        self._reading = presenter.reading
        self._teller = presenter.teller
        self._window = presenter.window
        self._shelves = shelves_of(presenter.workplace.choices.settings, ShelfApart)
        self._wanted = ""
        self._busy = self._closed = False
        self._goes = 0
        self.labour = Labour("words", self)
        self._naming = WordNaming(self, presenter)
        self._reopening = Reopening(self)
        self._reopening.due.connect(self._on_due)
        self.labour.done.connect(self._on_done)
        self.labour.failed.connect(self._on_failed)
        self._products.asking.sought = self.sought
        self._reading.status_changed.connect(self._go_on)
        self._reading.stepped.connect(self._on_stepped)
        presenter.intake.settled.connect(self._go_on)
        self.told.connect(self._window.status_line.set_sought)
        QTimer.singleShot(0, self, self._begin)

    def sought(self, shown: ProductFilter) -> ProductFilter:
        """What a filter's words find in photos, too; on any thread. Where that fails, texts are searched all the same.

        Raises:
            CatalogueError: The catalogue cannot be read.
        """
        plain = replace(shown, ranked=(), seen={})
        search = self.search
        try:
            return plain if search is None else search.sought(plain)
        except InferenceError as error:
            _log.warning("words were not looked for in photos: %s", error)
            return plain

    def close(self) -> None:
        """Begin nothing more."""
        self._closed = True
        self._reopening.close()
        self.labour.close()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end after :meth:`close`, and let go of the shelf then."""
        if not self.labour.wait(milliseconds):
            return False
        self._let_go()
        return True

    @Slot()
    def _begin(self) -> None:
        """The window stands, and so do those who choose models."""
        self._presenter.dialogs.choices_changed.connect(self._on_choices_changed)
        self._presenter.dialogs.choices_changed.connect(self._naming.begin)
        self._presenter.dialogs.card_changed.connect(self._naming.begin)
        self._presenter.models.shelf.installed.connect(self._on_installed)
        self._on_choices_changed()

    @Slot()
    def _on_choices_changed(self) -> None:
        wanted = self._presenter.workplace.choices.search_model
        if wanted != self._wanted:
            self._wanted = wanted
            self.labour.do("open", partial(self._open, wanted))

    @Slot(object)
    def _on_installed(self, model: InstalledModel) -> None:
        """Files of the model in use were mended, or are others now."""
        if model.id == self._wanted:
            self.labour.do("open", partial(self._open, model.id))

    def _open(self, wanted: str) -> None:
        """On the thread: another model from now on, or none."""
        self._let_go()
        self._goes = 1  # an earlier run may have left vectors on their way to the shelf
        if wanted:
            model = installed_pair(ModelStore(models_folder()), wanted)
            self.search = WordSearch.open(self._catalog, model, self._shelves)

    def _let_go(self) -> None:
        search, self.search = self.search, None
        if search is not None:
            search.close()

    @Slot(list)
    def _on_stepped(self, events: list[Event]) -> None:
        if any(isinstance(event, Started) for event in events):
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        """Look at the next photos; while cards are written, only at those that are next."""
        if self.search is None or self._busy or self._closed:
            return
        if self._reading.status.state is not ModelState.READING:
            self._busy = True
            self.labour.do("look", self._look)
        elif self._naming.counts:
            self._busy = True
            self.labour.do("look", self._look_ahead)

    def _look_ahead(self) -> _Looked:
        """On the thread: look at photos whose cards are next."""
        return _Looked(self.search is not None and self.search.look_ahead())

    def _look(self) -> _Looked:
        """On the thread: look at some photos; now and then, and after the last, put them on the shelf."""
        search = self.search
        if search is not None and search.lost:
            self._open(self._wanted)
            search = self.search
        if search is None:
            return _Looked(more=False)
        more = search.look()
        self._goes += more
        if more and self._goes % _UPDATED_AFTER:
            return _Looked(more)
        goes, self._goes = self._goes, 0
        return _Looked(more, search.update(), fresh=goes > 0)

    @Slot(object, object)
    def _on_done(self, ticket: object, found: _Looked | None) -> None:
        if ticket == NAMES:
            return
        self._busy = False
        if found is None:
            self._on_opened()
            return
        if found.coverage is not None:
            self._tell(found.coverage)
        if found.fresh:
            self._find_again()
            if not found.more:
                self._naming.begin()
        if found.more:
            self._go_on()

    def _on_opened(self) -> None:
        """Another model finds photos from now on, or none."""
        self.told.emit("")
        self._window.top_bar.search.set_sees(self.search is not None)
        self._find_again()
        self._naming.begin()
        self._go_on()

    def _tell(self, found: Coverage) -> None:
        locale = QLocale()
        photos, seen = locale.toString(found.photos), locale.toString(found.seen)
        words = self.tr("Busca por palavras: {seen} de {photos} fotos vistas").format(seen=seen, photos=photos)
        self.told.emit(words if found.seen < found.photos else "")

    def _find_again(self) -> None:
        """More photos are known, or others; what is shown may not be all that the words find."""
        if self._products.filter.text.strip():
            self._products.reload()

    @Slot(object, object)
    def _on_failed(self, ticket: object, error: Exception) -> None:
        if ticket == NAMES:
            return
        _log.warning("the search by words: %s: %s", ticket, error)
        self._busy = False
        away = isinstance(error, ShelfAway)
        self.told.emit(explain(error, self._presenter.workplace.language).sentence if away else "")
        if not self._reopening.after(error) and isinstance(error, InferenceError | ModelStoreError | OSError):
            self._teller.tell_error(error)

    @Slot()
    def _on_due(self) -> None:
        self.labour.do("open", partial(self._open, self._wanted))
