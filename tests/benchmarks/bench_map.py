"""Whether the map of a large catalogue stays smooth: ``python tests/benchmarks/bench_map.py``.

Makes a catalogue of 50,000 products whose photos have vectors in clusters, opens the real window on it and the map, and
measures how late the event loop is meanwhile: while the map is reckoned, dragged, zoomed into until pictures stand in
it, and while an area with a good part of all photos is chosen, which selects them in the list. Also how long a frame of
the map takes, with all photos in sight. The bar: never more than 50 ms late. Nothing else goes on meanwhile: otherwise
a catalogue that was just made would be looked through for hours.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.catalog.catalog import Catalog
from app.gui.presenter import Presenter
from app.pipeline.memory import Memory
from app.search.apart import ShelfApart
from inference.embed import Space
from tests.benchmarks.bench_vectors import drawn
from tests.benchmarks.lateness import Lateness, heading
from tests.benchmarks.program import clock, made_application, opened, rest, until
from tests.benchmarks.shelf import fill
from ui.atlas.hands import AtlasHands, Tool
from ui.atlas.window import AtlasWindow
from ui.queue.view import QueueView

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PART = 1000


def place(folder: Path, count: int, space: Space) -> None:
    """Give every photo a vector, in the catalogue and on its shelf."""
    catalog = Catalog.open(folder, clock=clock)
    vectors = drawn(count, space.dimension, 1)
    for start in range(0, count, PART):
        part = vectors[start : start + PART]
        catalog.keep_vectors(space.name, {start + at + 1: vector.tobytes() for at, vector in enumerate(part)})
    memory = Memory.open(catalog, space)
    print(f"{sum(memory.update())} vectors of {space.dimension} numbers on the shelf")
    memory.close()
    catalog.close()


def drag(canvas: AtlasHands, steps: int) -> None:
    """Draw the map along in a circle, one step every few milliseconds."""
    middle = canvas.rect().center()
    QTest.mousePress(canvas, LEFT, NONE, middle)
    for step in range(steps):
        angle = 2 * np.pi * step / 60
        QTest.mouseMove(canvas, middle + QPoint(round(150 * np.sin(angle)), round(100 * np.cos(angle))))
        rest(0.008)
    QTest.mouseRelease(canvas, LEFT, NONE, middle)


def wheel(canvas: AtlasHands, steps: int, turn: int) -> None:
    """Turn the wheel over the middle."""
    at = QPointF(canvas.rect().center())
    for _ in range(steps):
        phase = Qt.ScrollPhase.NoScrollPhase
        turned = QWheelEvent(at, at, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, NONE, phase, False)
        QApplication.sendEvent(canvas, turned)
        rest(0.016)


def choose(canvas: AtlasHands, done: Callable[[], bool]) -> None:
    """Draw a lasso around the middle half, and see all that is in it selected."""
    canvas.set_tool(Tool.LASSO)
    middle = canvas.rect().center()
    radius = min(canvas.width(), canvas.height()) // 4
    way = [middle + QPoint(round(radius * np.cos(at / 20)), round(radius * np.sin(at / 20))) for at in range(126)]
    QTest.mousePress(canvas, LEFT, NONE, way[0])
    for at in way:
        QTest.mouseMove(canvas, at)
        rest(0.004)
    QTest.mouseRelease(canvas, LEFT, NONE, way[-1])
    until(done, 20)


def frames(canvas: AtlasHands, count: int) -> list[float]:
    """Seconds that so many frames take, each looked at from another place."""
    canvas.fit()
    times = []
    for step in range(count):
        began = time.perf_counter()
        canvas.drag(-1 if step % 2 else 1, 0)
        canvas.repaint()
        times.append(time.perf_counter() - began)
    return sorted(times)


def measure(presenter: Presenter, space: Space) -> None:
    """Print how late the loop was at each."""
    for part in (presenter.checks, presenter.intake, presenter.remembering):
        part.close()
    presenter.remembering.memory = Memory.open(presenter.catalog, space, ShelfApart)
    atlas, lateness = presenter.likes.atlas, Lateness()

    def watch(title: str, act: Callable[[], object]) -> None:
        lateness.begin()
        act()
        rest(0.5)
        lateness.end()
        lateness.report(title)

    def come() -> None:
        began = time.perf_counter()
        atlas.open()
        until(lambda: atlas.window is not None and len(atlas.window.canvas.points) > 0, 120)
        print(f"from the key to the map: {time.perf_counter() - began:.1f} s")

    watch("the map is reckoned", come)
    rest(3)
    assert isinstance(atlas.window, AtlasWindow)
    handle(atlas.window.canvas, presenter.window.queue.view, watch)


def handle(canvas: AtlasHands, view: QueueView, watch: Callable[[str, Callable[[], object]], None]) -> None:
    """Do all that is done on a map, watched."""
    watch("dragged, all in sight", lambda: drag(canvas, 200))
    for turn, way in ((120, "in"), (-120, "out")):
        watch(f"zoomed {way}", partial(wheel, canvas, 40, turn))
    canvas.fit()
    canvas.zoom(60, canvas.place_of(0))
    rest(2)
    print(f"{len(canvas.view.pictured)} pictures in sight")
    watch("dragged among pictures", lambda: drag(canvas, 200))
    canvas.fit()
    watch("chosen by a lasso", lambda: choose(canvas, lambda: view.selected_count() > 1))
    print(f"{view.selected_count()} products selected in the list")
    times = frames(canvas, 100)
    print(f"a frame, all in sight: median {1000 * times[50]:.1f} ms, worst {1000 * times[-1]:.1f} ms")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=50_000)
    parser.add_argument("--dimension", type=int, default=512)
    parser.add_argument("--keep", type=Path, help="folder for the catalogue, to measure again without making it")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    space = Space("bench", arguments.dimension, "")
    with tempfile.TemporaryDirectory() as there, made_application():
        folder = (arguments.keep or Path(there)) / "catalogue"
        if not folder.exists():
            fill(folder, arguments.products)
            place(folder, arguments.products, space)
        heading(f"{arguments.products} photos on the map (bar 50 ms)")
        with opened(folder) as presenter:
            rest(2)
            measure(presenter, space)


if __name__ == "__main__":
    main()
