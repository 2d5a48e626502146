"""The checks' work away from the window's thread: one card as it is typed, and the cards that wait to be checked."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError
from app.catalog.rows import ProductDetail
from app.review.marks import Mark
from app.review.reviewer import Reviewer
from app.review.sight import Evidence

_log = logging.getLogger(__name__)

BREATH = 0.02
"""Seconds between two steps of catching up: the window's thread wants the interpreter, too."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A card as it stands in the form.

    Attributes:
        ticket: Tells this one from those before.
        product: Whose it is.
        values: Field → value.
        evidence: What is known of the product beside them.
        reviewer: Who checks it.
    """

    ticket: int
    product: int
    values: Mapping[str, Any]
    evidence: Evidence
    reviewer: Reviewer


class _Told(QObject):
    checked = Signal(int, object)
    caught_up = Signal()


class _Check(QRunnable):
    def __init__(self, catalog: Catalog, draft: Draft, told: _Told) -> None:
        super().__init__()
        self._catalog, self._draft, self._told = catalog, draft, told

    def run(self) -> None:
        draft = self._draft
        marks: list[Mark] = list(draft.reviewer.marks(draft.values, draft.evidence))
        try:
            twin = self._catalog.duplicate_of(draft.product, draft.values)
        except CatalogueError as error:
            _log.warning("duplicates could not be looked for: %s", error)
            twin = None
        self._told.checked.emit(draft.ticket, (*marks, *([twin] if twin else [])))


class _CatchUp(QRunnable):
    def __init__(self, catalog: Catalog, leaving: threading.Event, told: _Told) -> None:
        super().__init__()
        self._catalog, self._leaving, self._told = catalog, leaving, told

    def run(self) -> None:
        last: int | None = 0
        steps = 0
        try:
            while last is not None and not self._leaving.wait(BREATH if steps else 0):
                last = self._catalog.review_next(last)
                steps += last is not None
        except CatalogueError as error:
            _log.warning("cards could not be checked: %s", error)
        if steps and not self._leaving.is_set():
            self._told.caught_up.emit()


class Checking(QObject):
    """Checks on two threads of its own; of drafts, the last one wins.

    Signals:
        checked: The marks of the draft that was asked for last, a tuple of :class:`~app.review.marks.Mark`.
        caught_up: Flags of some products have changed.
    """

    checked = Signal(object)
    caught_up = Signal()

    def __init__(self, catalog: Catalog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self._drafts, self._rest = QThreadPool(self), QThreadPool(self)
        for pool in (self._drafts, self._rest):
            pool.setMaxThreadCount(1)
        self._leaving = threading.Event()
        self._ticket = 0
        self._told = _Told(self)
        self._told.checked.connect(self._on_checked)
        self._told.caught_up.connect(self.caught_up.emit)

    def check(self, product: ProductDetail, values: Mapping[str, Any], reviewer: Reviewer) -> None:
        """Check a product's card as it stands; an earlier draft that is not done yet is no longer wanted."""
        self.forget()
        card = product.card
        evidence = Evidence.of(card.generated if card else {}, card.provenance if card else {}, product.colours)
        draft = Draft(self._ticket, product.id, values, evidence, reviewer)
        self._drafts.start(_Check(self._catalog, draft, self._told))

    def forget(self) -> None:
        """Whatever was asked for is no longer wanted."""
        self._ticket += 1
        self._drafts.clear()

    def catch_up(self) -> None:
        """Check all cards whose flags are out of date, unless that goes on already."""
        self._rest.clear()
        self._rest.start(_CatchUp(self._catalog, self._leaving, self._told))

    def close(self) -> None:
        """Begin nothing more."""
        self._leaving.set()
        self.forget()
        self._rest.clear()

    def wait(self, milliseconds: int) -> bool:
        """Whether nothing goes on any more, after so long at most."""
        return self._drafts.waitForDone(milliseconds) and self._rest.waitForDone(milliseconds)

    @Slot(int, object)
    def _on_checked(self, ticket: int, marks: tuple[Mark, ...]) -> None:
        if ticket == self._ticket:
            self.checked.emit(marks)
