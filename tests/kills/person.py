"""A busy person in front of the real window, with real keys, clicks and drops, in an order that a seed decides.

Says what is about to be done where the program could be killed in the middle of it (``will``), and what was done once
the window shows it.
"""

import random
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain.states import State
from app.gui.presenter import Presenter
from app.pipeline.intake import Listed, Taken
from inference.events import Event, Failed, Finished, Started
from tests.kills.acts import Acts
from tests.kills.lines import Order, say

SHORTEST, LONGEST = 4, 45
"""Milliseconds between two acts."""

WEIGHTS = {
    "drop": 5,
    "paste": 1,
    "step": 10,
    "type_name": 3,
    "type_description": 3,
    "ponder": 1,
    "approve": 16,
    "reject": 4,
    "again": 3,
    "cancel": 2,
    "remove": 2,
    "restore": 3,
    "export": 4,
    "undo": 3,
    "redo": 1,
}

PONDERS = 900
"""Milliseconds without a key or a click, after some words."""
KEEN = 25
"""What is added to the weight of what the person is keen on."""


class Person(QObject):
    """Does one thing after another until somebody ends the program, or as the order says."""

    def __init__(self, presenter: Presenter, order: Order) -> None:
        super().__init__(presenter)
        self._presenter = presenter
        self._order = order
        self._random = random.Random(order.seed)
        self._acts = Acts(presenter, order, self._random)
        keen = order.keen.split()
        self._weights = [weight + (KEEN if name in keen else 0) for name, weight in WEIGHTS.items()]
        self._dropped: deque[list[str]] = deque()
        self._absorbed: deque[str] = deque()
        self._settled = False
        presenter.window.paths_added.connect(self._on_paths_added)
        presenter.window.image_pasted.connect(self._on_image_pasted)
        presenter.intake.taken.connect(self._on_taken)
        presenter.intake.settled.connect(self._on_settled)
        presenter.intake.failed.connect(self._on_trouble)
        presenter.reading.stepped.connect(self._on_stepped)
        presenter.reading.load_failed.connect(self._on_trouble)
        presenter.reading.stopped.connect(self._on_trouble)
        presenter.bench.refused.connect(self._on_trouble)
        presenter.bench.saved.connect(self._on_saved)
        presenter.closed.connect(self._on_closed)

    def begin(self) -> None:
        """Sit down."""
        self._presenter.window.resize(1100, 700)
        self._presenter.window.activateWindow()
        say("ready")
        if self._order.close_after is not None:
            QTimer.singleShot(round(1000 * self._order.close_after), self._close)
        QTimer.singleShot(0, self._wait_for_the_end if self._order.finish else self._act)

    @Slot()
    def _act(self) -> None:
        if not self._presenter.window.isVisible():
            return
        if not self._absorbed:
            name = self._random.choices(list(WEIGHTS), self._weights)[0]
            often = self._random.randint(2, 20) if name in ("type_name", "type_description") else 1
            self._absorbed.extend([name] * often)
        name = self._absorbed.popleft()
        getattr(self._acts, name)()
        pause = PONDERS if name == "ponder" else self._random.randint(SHORTEST, LONGEST)
        QTimer.singleShot(pause, self._act)

    @Slot()
    def _wait_for_the_end(self) -> None:
        """Try again what was called off, then wait until the queue is empty and close."""
        catalog = self._presenter.catalog
        if called_off := self._acts.ids_of(State.CANCELLED):
            say("will", do="retry", ids=called_off)
            self._presenter.window.retry_requested.emit(called_off)
        counts = catalog.counts()
        if self._settled and not counts[State.QUEUED] + counts[State.GENERATING]:
            self._close()
        else:
            QTimer.singleShot(50, self._wait_for_the_end)

    @Slot()
    def _close(self) -> None:
        if not self._order.finish:
            self._acts.type_name()  # a last word, which nobody waits for to be saved
        say("closing")
        self._presenter.window.close()

    @Slot(list)
    def _on_paths_added(self, paths: Sequence[Path]) -> None:
        self._dropped.append([str(path) for path in paths])

    @Slot(bytes)
    def _on_image_pasted(self, _data: bytes) -> None:
        self._dropped.append([])

    @Slot(list)
    def _on_taken(self, taken: Sequence[Taken]) -> None:
        for one in taken:
            if isinstance(one, Listed):
                say("added", ids=list(one.products), paths=self._dropped.popleft())
            else:
                say(type(one).__name__.lower(), id=one.product)

    @Slot(list)
    def _on_stepped(self, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, Started | Finished | Failed):
                say(type(event).__name__.lower(), id=int(event.job))

    @Slot()
    def _on_settled(self) -> None:
        self._settled = True

    @Slot()
    def _on_saved(self) -> None:
        say("saved", id=self._presenter.bench.id)

    @Slot(object)
    def _on_trouble(self, error: Exception) -> None:
        say("trouble", error=repr(error))

    @Slot()
    def _on_closed(self) -> None:
        say("closed")
