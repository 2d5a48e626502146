"""The list and the counts asked of the catalogue, each on a thread of its own.

Counting takes some tenths of a second where many products are shown, and is asked for a few times a second while cards
are written; who types words waits for none of it.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.catalog.catalog import Catalog
from app.catalog.rows import ProductFilter
from app.gui.background import Background
from app.gui.row_reader import RowReader
from app.gui.survey import Found, Survey, survey
from ui.queue.model import PAGE


class Asking(QObject):
    """Asks, and drops what was asked before and is not answered yet.

    Attributes:
        sought: Adds to a filter what its words find besides texts; called away from the window's thread.

    Signals:
        failed: The exception for which the catalogue could not be asked.
    """

    failed = Signal(object)

    def __init__(
        self,
        catalog: Catalog,
        listed: Callable[[Found], None],
        counted: Callable[[Survey], None],
        parent: QObject | None = None,
    ) -> None:
        """Prepare the threads.

        Args:
            catalog: What is asked.
            listed: Told the list, on this thread; the counts under its filter follow.
            counted: Told the counts.
            parent: Owns this.
        """
        super().__init__(parent)
        self.sought: Callable[[ProductFilter], ProductFilter] = lambda shown: shown
        self._catalog = catalog
        self._listed = listed
        self._counted = counted
        self._listing, self._counting = Background(self), Background(self)
        for each in (self._listing, self._counting):
            each.failed.connect(self.failed.emit)

    @property
    def lists(self) -> bool:
        """Whether a list is on its way."""
        return self._listing.busy

    @property
    def busy(self) -> bool:
        """Whether anything is."""
        return self.lists or self._counting.busy

    def list(self, reader: RowReader) -> None:
        """Ask what a filter lets through, and read the rows that are seen first."""
        self._counting.forget()
        self._listing.forget()
        self._listing.do(lambda: self._find(reader), self._list)

    def count(self, shown: ProductFilter) -> None:
        """Ask how much there is of everything under a filter to which what is sought was added."""
        self._counting.forget()
        self._counting.do(lambda: survey(self._catalog, shown), self._counted)

    def close(self) -> None:
        """Ask nothing more."""
        self._listing.close()
        self._counting.close()

    def _find(self, reader: RowReader) -> Found:
        shown = self.sought(reader.shown)
        ids = self._catalog.product_ids(shown)
        return Found(shown, ids, reader.under(shown, reader.likeness).read(ids[:PAGE]))

    def _list(self, found: Found) -> None:
        self._listed(found)
        if not self.lists:  # else it is overtaken already
            self.count(found.shown)
