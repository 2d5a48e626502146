"""How quickly a large catalogue is searched and narrowed: ``python tests/benchmarks/bench_find.py``.

Makes a catalogue of 50,000 products and measures, in the real program,

- from the last key to the list (bar 100 ms), for words that few, many and all products have;
- from a click (for words: without the search's own delay) to the list, the facets and their counts standing there, for
  words, for facets, and for each order;
- what the catalogue needs for the same without a window, and how many times as long reading every text would take;
- acts on selections: approved, taken back;
- a bulk edit of every description: its preview, the change, taken back, all the while saving from the window;
- how late the event loop was meanwhile (bar 50 ms).
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer
from sqlalchemy import func, select

from app.catalog.catalog import Catalog
from app.catalog.rows import Facet, Order, ProductFilter
from app.catalog.tables import SearchTable
from app.domain.card import DESCRIPTION_FIELD
from app.domain.states import State
from app.gui.presenter import Presenter
from tests.benchmarks.lateness import Lateness, heading
from tests.benchmarks.program import clock, made_application, opened, rest, until
from tests.benchmarks.shelf import fill
from tests.benchmarks.typed import print_typed
from ui.bulk.wish import Scope, Work

WORDS = ("sofa lug", "modelo 49", "cada detalhe", "modelo 12345", "zebra")


def best(work: Callable[[], object], times: int = 5) -> float:
    """The shortest of some runs, in seconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def measure_catalogue(folder: Path) -> None:
    """Print what the questions cost without a window."""
    with Catalog.open(folder, clock=clock) as catalog:
        print(f"{'in the catalogue, ms':40}{'ids':>8}{'facets':>8}{'every text read':>18}{'times':>8}")
        for words in WORDS:
            shown = ProductFilter(text=words)
            ids, facets = best(partial(catalog.product_ids, shown)), best(partial(catalog.facet_counts, shown))
            reading = best(partial(_read_all, catalog, words), 2)
            print(f"{words:40}{1000 * ids:8.1f}{1000 * facets:8.1f}{1000 * reading:18.1f}{reading / ids:8.1f}")
        for order in Order:
            ids = best(partial(catalog.product_ids, ProductFilter(order=order)))
            print(f"{'sorted by ' + order:40}{1000 * ids:8.1f}")


def _read_all(catalog: Catalog, words: str) -> int:
    """Find words as a catalogue without an index would."""
    conditions = [SearchTable.text.contains(word) for word in words.split()]
    with catalog._reading() as session:
        return session.scalar(select(func.count()).select_from(SearchTable).where(*conditions)) or 0


def measure_window(presenter: Presenter) -> None:
    """Print how long the window takes to show what was asked for, and how late its loop was."""
    window, products, lateness = presenter.window, presenter.products, Lateness()
    azul = {Facet.COLOUR.value: frozenset({"azul"})}
    both = {**azul, "state": frozenset({State.REVIEW.value, State.APPROVED.value})}
    steps: list[tuple[str, Callable[[], object]]] = [
        (f"search: {words}", partial(window.narrowing.show_only, {}, words)) for words in WORDS
    ]
    steps += [
        ("facet: one colour", partial(window.narrowing.show_only, azul, "")),
        ("facets: a colour and two states", partial(window.narrowing.show_only, both, "")),
        ("everything again", window.narrowing.clear),
    ]
    steps += [
        (f"order: {action.text()}", action.trigger)
        for action in [*window.queue._orders.actions()[1:], window.queue._orders.actions()[0]]
    ]
    took = _taken(steps, lambda: products.asking.busy or products._timer.isActive(), lateness)
    _print_taken(took)


def measure_acts(presenter: Presenter) -> None:
    """Print how long acts on many products take, and how late the loop was."""
    view, acts, bulk = presenter.window.queue.view, presenter.acts, presenter.bulk

    def busy() -> bool:
        return acts.busy or presenter.products.asking.busy

    ids = list(presenter.products.model.ids())
    steps: list[tuple[str, Callable[[], object]]] = [
        ("Ctrl+A", view.selectAll),
        ("reject 1,000", lambda: bulk.reject(ids[:1000])),
        ("take that back", acts.undo),
        (f"reject {len(ids):,}", lambda: bulk.reject(ids)),
        ("take that back", acts.undo),
    ]
    _print_taken(_taken(steps, busy, Lateness()))


def measure_bulk_edits(presenter: Presenter) -> None:
    """Print how long a preview of everything and the change itself take, and how late the loop was."""
    bulk, acts = presenter.bulk_edit, presenter.acts
    bulk.open()
    panel = bulk.panel
    assert panel is not None
    panel.choose(Scope.ALL, Work.REPLACE, DESCRIPTION_FIELD)
    rest(1)  # the panel's first paint

    def look(sought: str, put: str) -> None:
        panel.asking.inputs.sought.setText(sought)
        panel.asking.inputs.put.setText(put)
        panel.ask()

    def busy() -> bool:
        return bulk.looking.busy or panel.busy or acts.busy or presenter.products.asking.busy

    steps: list[tuple[str, Callable[[], object]]] = [
        ("preview: a text in every description", lambda: look("detalhe", "pormenor")),
        ("scroll to the preview's end", panel.preview.view.scrollToBottom),
        ("change all", panel.apply.click),
        ("take that back", acts.undo),
    ]
    with saving(presenter):
        _print_taken(_taken(steps, busy, Lateness()))
    panel.close()


@contextmanager
def saving(presenter: Presenter) -> Iterator[None]:
    """Write something from the window's thread now and then, as typing does; how long that waited is printed."""
    waited: list[float] = []

    def save() -> None:
        began = time.perf_counter()
        presenter.catalog.set_setting("bench", len(waited))
        waited.append(time.perf_counter() - began)

    timer = QTimer()
    timer.timeout.connect(save)
    timer.start(100)
    yield
    timer.stop()
    print(f"{'a save from the window waited, worst, ms':40}{1000 * max(waited):18.1f}")


def _taken(
    steps: Sequence[tuple[str, Callable[[], object]]], busy: Callable[[], bool], lateness: Lateness
) -> list[tuple[str, float, float]]:
    """Do each step; its name, seconds to the end, and the longest freeze meanwhile."""
    found = []
    for title, step in steps:
        rest(0.5)
        lateness.begin()
        began = time.perf_counter()
        step()
        until(lambda: not busy(), 600)
        seconds = time.perf_counter() - began
        rest(0.3)
        lateness.end()
        found.append((title, seconds, max(lateness.late)))
        if max(lateness.late) >= 0.050:
            lateness.report(title)
    return found


def _print_taken(found: Sequence[tuple[str, float, float]]) -> None:
    print(f"{'':40}{'shown after, ms':>18}{'longest freeze':>18}")
    for title, seconds, late in found:
        print(f"{title:40}{1000 * seconds:18.0f}{1000 * late:18.1f}   {'met' if late < 0.050 else 'MISSED'}")


def settle(presenter: Presenter) -> None:
    """Leave the catalogue as one that was gone through before: a new one has its cards checked and photos compared."""
    for part in (presenter.checks, presenter.intake, presenter.remembering):
        part.close()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=50_000)
    parser.add_argument("--keep", type=Path, help="folder for the catalogue, to measure again without making it")
    parser.add_argument("--fresh", action="store_true", help="measure while all photos and cards are gone through once")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as place, made_application():
        folder = (arguments.keep or Path(place)) / "catalogue"
        if not folder.exists():
            fill(folder, arguments.products)
        measure_catalogue(folder)
        heading(f"{arguments.products} products searched, narrowed and sorted (bar 50 ms)")
        with opened(folder) as presenter:
            if not arguments.fresh:
                settle(presenter)
            rest(1)
            print_typed(presenter, WORDS)
            measure_window(presenter)
            measure_acts(presenter)
            measure_bulk_edits(presenter)


if __name__ == "__main__":
    main()
