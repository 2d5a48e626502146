"""How quickly a large catalogue opens and scrolls: ``python tests/benchmarks/bench_scroll.py``.

Makes a catalogue of 50,000 products with cards and thumbnails, then measures

- opening: from the call that opens the window (application, style, catalogue, list) to the event loop after the first
  paint, in the real program, and the same from the start of Python;
- scrolling: the wheel, the arrow keys, Page Down, the scroll bar dragged from end to end; as rows, and as a grid of
  pictures. After each step the list paints at once, and the time of step and paint is a frame's.

The bars: open in under 1 s, 60 frames a second (16.7 ms a frame), the event loop never more than 50 ms late.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.gui.presenter import Presenter
from tests.benchmarks.bench_start import start
from tests.benchmarks.lateness import Lateness, heading
from tests.benchmarks.program import made_application, opened, rest
from tests.benchmarks.shelf import fill
from ui.queue.view import QueueView

FRAME = 1 / 60


def measure_opening(folder: Path) -> None:
    """Print how long the real program takes to the first paint, each time in a process of its own."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    starts = [start(usual, folder) for _ in range(6)][1:]
    opening = sorted(one.opening for one in starts)
    verdict = "met" if opening[len(opening) // 2] < 1 else "MISSED"
    whole = sorted(one.whole for one in starts)[len(starts) // 2]
    print("opening to first paint (bar 1 s):  " + "".join(f"{seconds:7.2f} s" for seconds in opening) + f"   {verdict}")
    print(f"from the start of Python, median:  {whole:7.2f} s")


def steps(view: QueueView, count: int) -> Iterator[tuple[str, Callable[[int], object]]]:
    """The ways to scroll: each with what makes its n-th step."""
    viewport, bar = view.viewport(), view.verticalScrollBar()
    none = Qt.KeyboardModifier.NoModifier

    def wheel(_step: int) -> None:
        middle = QPointF(viewport.rect().center())
        at = QPointF(viewport.mapToGlobal(viewport.rect().center()))
        turned = QWheelEvent(
            middle, at, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
        )
        QCoreApplication.sendEvent(viewport, turned)

    def key(number: Qt.Key) -> Callable[[int], None]:
        def press(_step: int) -> None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(view, QKeyEvent(kind, number, none))

        return press

    yield "the wheel", wheel
    yield "Page Down", key(Qt.Key.Key_PageDown)
    yield "the arrow key", key(Qt.Key.Key_Down)
    yield "the bar from end to end", lambda step: bar.setValue(bar.maximum() * step // count)


def scrolled(view: QueueView, step: Callable[[int], object], count: int) -> list[float]:
    """Take so many steps, one every 16 ms, and paint after each; returns the seconds of each."""
    loop, timer = QEventLoop(), QTimer()
    times: list[float] = []

    def frame() -> None:
        began = time.perf_counter()
        step(len(times))
        view.viewport().repaint()
        times.append(time.perf_counter() - began)
        if len(times) >= count:
            loop.quit()

    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(frame)
    timer.start(16)
    loop.exec()
    timer.stop()
    return times


def measure_scrolling(presenter: Presenter, count: int) -> None:
    """Print the frames' times and the loop's lateness for each way to scroll."""
    view, lateness = presenter.window.queue.view, Lateness()
    frames: dict[str, list[float]] = {}
    for grid in (False, True):
        presenter.window.queue.set_grids(grid, grid)
        for way, step in steps(view, count):
            title = f"{way}, as a grid" if grid else way
            view.scrollToTop()
            rest(0.5)
            lateness.begin()
            frames[title] = scrolled(view, step, count)
            lateness.end()
            lateness.report(title)
    print(f"{'a frame (bar 16.7 ms), ms':40}{'median':>8}{'95 %':>8}{'99 %':>8}{'worst':>8}")
    for title, times in frames.items():
        ordered = sorted(times)
        shares = [ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95, 0.99, 1)]
        verdict = "met" if shares[1] < FRAME else "MISSED"
        print(f"{title:40}" + "".join(f"{1000 * share:8.1f}" for share in shares) + f"   {verdict}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=50_000)
    parser.add_argument("--frames", type=int, default=400)
    parser.add_argument("--keep", type=Path, help="folder for the catalogue, to measure again without making it")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as place, made_application():
        folder = (arguments.keep or Path(place)) / "catalogue"
        if not folder.exists():
            fill(folder, arguments.products)
        measure_opening(folder)
        heading(f"{arguments.products} products scrolled (bar 50 ms)")
        with opened(folder) as presenter:
            rest(1)
            measure_scrolling(presenter, arguments.frames)


if __name__ == "__main__":
    main()
