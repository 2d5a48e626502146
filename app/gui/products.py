"""The list's side of the window: which products, how many of each state, how the batch goes.

What happens arrives in bursts (ten thousand photos, thirty words a second), so the list is touched only where it
changed, and what costs a query over all products is done at most a few times a second.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.catalog.catalog import Catalog
from app.catalog.reports import Batch
from app.catalog.rows import Order, ProductDetail, ProductFilter
from app.gui.asking import Asking
from app.gui.counting import show_counts
from app.gui.facet_views import filter_of, order_names, order_of
from app.gui.pace import Pace
from app.gui.rows import CatalogueRows
from app.gui.survey import Found, Survey
from app.pipeline.intake import Doubled, Listed, Taken
from inference.events import Cancelled, Event, Failed, FieldDone, Finished, Started, TextGrown
from ui.queue.model import QueueModel
from ui.window import Window

COUNT_EVERY = 250
"""Milliseconds between two counts of everything, at least."""


class Products(QObject):
    """Keeps the window's list, facets and batch panel true; ``last`` is how the catalogue looked last.

    ``asking`` is what asks the catalogue.

    Signals:
        narrowed: Another filter or order is in force.
        listed: The list was brought up to date.
        failed: The exception for which the catalogue could not be asked.
    """

    narrowed = Signal()
    listed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        catalog: Catalog,
        rows: CatalogueRows,
        titles: Callable[[], Mapping[str, str]],
        window: Window,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._rows = rows
        self._titles = titles
        self._window = window
        self._pace = Pace()
        self._paused = self._waiting = False
        self._names: dict[int, str] = {}
        self._reloads = False
        self._appended = False
        self._thens: list[Callable[[], None]] = []
        self.last: Survey | None = None
        self.model = QueueModel(rows, self)
        window.set_queue(self.model)
        self.asking = Asking(catalog, self._list, self._show, self)
        self.asking.failed.connect(self.failed.emit)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count)
        window.queue.set_orders(order_names(), order_of(window.queue.order))
        window.queue.order_chosen.connect(self._on_narrowed)
        window.narrowing.changed.connect(self._on_narrowed)

    @property
    def filter(self) -> ProductFilter:
        """What the list shows, and in which order."""
        return self._rows.filter

    def begin(self) -> None:
        """Show what the catalogue holds."""
        shown = self._chosen()
        self._list(Found(shown, self._catalog.product_ids(shown)))
        self._show(Survey(shown, {}, self._catalog.counts(), Batch()))
        self.asking.count(shown)

    def take(self, taken: Iterable[Taken]) -> None:
        """Photos came in."""
        listed: list[int] = []
        changed: list[int] = []
        first = not self.model.rowCount()
        for one in taken:
            match one:
                case Listed(products=products):
                    listed += products
                case Doubled():
                    self._reloads = True
                case _:
                    changed.append(one.product)
        if listed and self._in_order_of_arrival:
            self.model.append(listed)
            self._appended = True
        elif listed:
            self._reloads = True
        if changed:
            self._rows.changed()
        self.model.refresh(changed)
        if listed and first:
            self._ask(ids=False)  # the welcome gives way to the list at once
        else:
            self._soon()

    def hear(self, events: Iterable[Event]) -> None:
        """The engine did something; it is saved already."""
        now = time.monotonic()
        for event in events:
            product = int(event.job)
            match event:
                case Started():
                    self._pace.begin(now)
                    self.changed([product])
                case TextGrown(field=field, value=value) | FieldDone(field=field, value=value):
                    self._show_live(product, field, value)
                case Finished() | Failed() | Cancelled():
                    if isinstance(event, Finished):
                        self._pace.finish(now, kept=event.figures.kept)
                    self._names.pop(product, None)
                    self.model.end_live(product)
                    self.changed([product])

    def changed(self, ids: Sequence[int]) -> None:
        """These products are not what they were."""
        self._rows.changed()
        self.model.refresh(ids)
        self._reloads = self._reloads or not self._in_order_of_arrival
        self._soon()

    def reload(self, then: Callable[[], None] | None = None) -> None:
        """Products came or went; ``then`` is called once the list shows it."""
        if then is not None:
            self._thens.append(then)
        self._ask(ids=True)

    @Slot()
    def rest(self) -> None:
        """Nothing is being read."""
        self._pace.rest()
        self._soon()

    @Slot(bool)
    def set_paused(self, paused: bool) -> None:
        """No new photo is begun, or it goes on."""
        self._paused = paused
        self._pace.rest()
        if self.last is not None:
            self._show_counts(self.last)  # who presses twice means both

    def set_waiting(self, waiting: bool) -> None:
        """The server that reads is away, or back."""
        self._waiting = waiting
        self._pace.rest()
        if self.last is not None:
            self._show_counts(self.last)

    def close(self) -> None:
        """Ask the catalogue nothing more."""
        self._timer.stop()
        self.asking.close()

    def position(self, product: int) -> tuple[int, int]:
        """Where a product stands in the list, from 1 (0: it is not shown), and how many are shown."""
        index = self.model.index_of(product)
        return (index.row() + 1 if index.isValid() else 0), self.model.rowCount()

    def following(self, product: int) -> ProductDetail | None:
        """The product below one in the list, which will probably be opened next.

        Raises:
            CatalogueError: It cannot be read.
        """
        index = self.model.index_of(product)
        below = self.model.id_at(self.model.index(index.row() + 1)) if index.isValid() else None
        return None if below is None else self._catalog.product(below)

    @property
    def _in_order_of_arrival(self) -> bool:
        """Whether what comes in stands at the list's end, and nothing else changes its place."""
        return not self.filter.narrows and self.filter.order is Order.ADDED

    def _show_live(self, product: int, field: str, value: object) -> None:
        names = list(self._titles())
        if field == names[0] and isinstance(value, str):
            self._names[product] = value
        done = names.index(field) if field in names else 0
        self.model.set_live(product, self._names.get(product, ""), done / len(names))

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start(COUNT_EVERY)

    @Slot()
    def _count(self) -> None:
        """Ask how things are, unless the last answer is still to come: it would be overtaken for ever."""
        if self.asking.busy:
            self._soon()
        else:
            self._ask(ids=self._reloads)

    def _ask(self, *, ids: bool) -> None:
        """Ask for the list, and else only for the counts; an earlier question that was not answered yet is dropped."""
        self._timer.stop()
        if ids or self._reloads or self.asking.lists:
            self._reloads = self._appended = False
            self.asking.list(self._rows.ask())
        else:
            self.asking.count(self.filter)

    def _list(self, found: Found) -> None:
        if self._appended:
            self._reloads = True  # photos came in meanwhile, which the answer does not know
            self._soon()
        else:
            self._rows.narrow(found.shown, self._window.narrowing.likeness)
            self._rows.list_only(found.ids, found.first)
            self._window.queue.show_ranked(bool(found.shown.ranked) and found.shown.order is Order.ADDED)
            self.model.reload()
        thens, self._thens = self._thens, []
        for then in thens:
            then()

    def _show(self, found: Survey) -> None:
        self.last = found
        self._show_counts(found)
        self.listed.emit()

    def _show_counts(self, found: Survey) -> None:
        show_counts(self._window, found, self._titles(), self._rows.language)
        self._window.set_batch(self._pace.status(found, paused=self._paused, waiting=self._waiting))

    @Slot()
    def _on_narrowed(self) -> None:
        self._rows.narrow(self._chosen(), self._window.narrowing.likeness)
        self._ask(ids=True)
        self.narrowed.emit()

    def _chosen(self) -> ProductFilter:
        """The filter as the window has it."""
        narrowing = self._window.narrowing
        return filter_of(narrowing.chosen, narrowing.words, order_of(self._window.queue.order), narrowing.only)
