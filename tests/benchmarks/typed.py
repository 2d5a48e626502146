"""Words typed by real keys in the program's search, and when the list shows what they find."""

import time
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.gui.presenter import Presenter
from app.gui.survey import Found
from tests.benchmarks.lateness import Lateness
from tests.benchmarks.program import rest, until

_BETWEEN = 0.12
"""Seconds between two keys: some ninety words a minute."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of a search, in seconds.

    Attributes:
        rows: From the last key to the list painted, the search's own delay among it.
        all: From there to the facets and their counts.
        late: The longest freeze of the event loop meanwhile.
        count: How many products were found.
    """

    rows: float
    all: float
    late: float
    count: int


def type_words(presenter: Presenter, words: str) -> Typed:
    """Type words into the search as people do, and take that back."""
    products, field, lateness = presenter.products, presenter.window.top_bar.search, Lateness()
    painted: list[float] = []
    listed = products.asking._listed

    def show(found: Found) -> None:
        listed(found)
        presenter.window.queue.view.viewport().repaint()
        if found.shown.text == words:
            painted.append(time.perf_counter())

    field.setFocus()
    lateness.begin()
    for letter in words[:-1]:
        QTest.keyClicks(field, letter)
        rest(_BETWEEN)
    products.asking._listed = show
    began = time.perf_counter()
    QTest.keyClicks(field, words[-1])
    until(lambda: bool(painted) and not products.asking.busy, 60)
    whole = time.perf_counter()
    rest(0.3)
    lateness.end()
    products.asking._listed = listed
    found = Typed(painted[0] - began, whole - began, max(lateness.late), products.model.rowCount())
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    until(lambda: not products.asking.busy, 60)
    rest(0.5)
    return found


def print_typed(presenter: Presenter, words: tuple[str, ...]) -> None:
    """Print how long each takes, the best of three, and the worst freeze of all."""
    heads = ("rows, ms", "all, ms", "freeze, ms")
    print(f"{'typed (bar: rows within 100 ms)':40}" + "".join(f"{head:>12}" for head in heads))
    for one in words:
        found = [type_words(presenter, one) for _ in range(3)]
        best = min(found, key=lambda each: each.rows)
        late = max(each.late for each in found)
        figures = "".join(f"{1000 * each:12.0f}" for each in (best.rows, best.all, late))
        print(f"{f'{one}: {best.count} products':40}{figures}   {'met' if best.rows < 0.100 else 'MISSED'}")
