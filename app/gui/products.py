"""The list's side of the window: which products, how many of each state, how the batch goes.

What happens arrives in bursts (ten thousand photos, thirty words a second), so the list is touched only where it
changed, and what costs a query over all products is done at most a few times a second.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pydantic import BaseModel
from PySide6.QtCore import QObject, QTimer, Slot

from app.catalog.catalog import Catalog
from app.catalog.reports import Batch
from app.catalog.rows import Facet, ProductDetail
from app.domain.states import State
from app.gui.pace import Pace
from app.gui.rows import CatalogueRows
from app.pipeline.intake import Doubled, Listed, Taken
from inference.events import Cancelled, Event, Failed, FieldDone, Finished, Started, TextGrown
from ui.batch import BatchStatus
from ui.queue.model import QueueModel
from ui.queue.row import RowState
from ui.window import Window

COUNT_EVERY = 250
"""Milliseconds between two counts of everything, at least."""


class Products(QObject):
    """Keeps the window's list, facets and batch panel true."""

    def __init__(
        self,
        catalog: Catalog,
        rows: CatalogueRows,
        card: type[BaseModel],
        window: Window,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._rows = rows
        self._fields = tuple(card.model_fields)
        self._window = window
        self._pace = Pace()
        self._paused = False
        self._names: dict[int, str] = {}
        self._reloads = False
        self.model = QueueModel(rows, self)
        window.set_queue(self.model)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COUNT_EVERY)
        self._timer.timeout.connect(self._count)
        window.state_chosen.connect(self._on_state_chosen)
        window.search_changed.connect(self._on_search_changed)

    def begin(self) -> None:
        """Show what the catalogue holds."""
        self.model.reload()
        self._count()

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
        if listed and self._everything:
            self.model.append(listed)
        elif listed:
            self._reloads = True
        self.model.refresh(changed)
        if listed and first:
            self._count()  # the welcome gives way to the list at once
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
                        self._pace.finish(now)
                    self._names.pop(product, None)
                    self.model.end_live(product)
                    self.changed([product])

    def changed(self, ids: Sequence[int]) -> None:
        """These products are not what they were."""
        self.model.refresh(ids)
        self._reloads = self._reloads or not self._everything
        self._soon()

    def reload(self) -> None:
        """Products came or went."""
        self._reloads = True
        self._count()

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
        self._count()

    def close(self) -> None:
        """Ask the catalogue nothing more."""
        self._timer.stop()

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
    def _everything(self) -> bool:
        return not self._rows.filter.narrows

    def _show_live(self, product: int, field: str, value: object) -> None:
        if field == self._fields[0] and isinstance(value, str):
            self._names[product] = value
        done = self._fields.index(field) if field in self._fields else 0
        self.model.set_live(product, self._names.get(product, ""), done / len(self._fields))

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _count(self) -> None:
        self._timer.stop()
        if self._reloads:
            self._reloads = False
            self.model.reload()
        counts = self._catalog.counts()
        shown: dict[RowState | None, int] = {RowState(state): count for state, count in counts.items()}
        shown[None] = sum(counts.values())
        self._window.set_counts(shown)
        self._window.top_bar.set_exportable(counts[State.APPROVED], again=counts[State.EXPORTED] > 0)
        self._window.set_batch(self._status(self._catalog.progress(), counts[State.FAILED]))

    def _status(self, batch: Batch, failed: int) -> BatchStatus:
        # Failures of earlier batches can be tried again, too.
        left = batch.queued + batch.generating
        running = left > 0 and not self._paused
        return BatchStatus(
            done=batch.total - left,
            total=batch.total,
            per_hour=self._pace.per_hour if running else None,
            seconds_left=self._pace.seconds_left(left) if running else None,
            paused=self._paused,
            failed=failed,
        )

    @Slot(object)
    def _on_state_chosen(self, state: RowState | None) -> None:
        facets = {} if state is None else {Facet.STATE: frozenset({state.value})}
        self._rows.narrow(replace(self._rows.filter, facets=facets))
        self.reload()

    @Slot(str)
    def _on_search_changed(self, text: str) -> None:
        self._rows.narrow(replace(self._rows.filter, text=text))
        self.reload()
