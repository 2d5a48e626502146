"""How late an event loop is, and for whose sake.

A precise timer ought to fire every 5 ms on the window's thread; how much later it does is how long a key or a repaint
would have waited. A second thread looks at what all threads are at while the timer is late, so that every freeze has a
name. Linux tells how long the window's thread had work but no core: that part is for the machine's other work, our own
threads included, and shrinks on a machine with more cores.
"""

import gc
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

from PySide6.QtCore import QObject, Qt, QTimer

TICK = 0.005
NOTEWORTHY = 0.030
"""Seconds from which on a freeze is named."""
_LOOK_AFTER = 0.012
_LOOK_EVERY = 0.004
_ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Freeze:
    """One time that the loop was late.

    Attributes:
        at: Seconds after the watching began.
        seconds: How late.
        starved: Of these, how long the thread was ready to run and had no core.
        spent: Of these, how long the thread computed.
        seen: What the threads were at, by how often it was seen.
    """

    at: float
    seconds: float
    starved: float
    spent: float
    seen: Counter[str] = field(default_factory=Counter)


class Lateness(QObject):
    """Watches the loop of the thread that it is made on, from :meth:`begin` to :meth:`end`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.late: list[float] = []
        self.freezes: list[Freeze] = []
        self._seen: Counter[str] = Counter()
        self._thread = threading.get_ident()
        self._last = (0.0, 0.0, 0.0)
        self._began = self._collecting = 0.0
        self._watcher: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(TICK * 1000))
        self._timer.timeout.connect(self._on_tick)

    def begin(self) -> None:
        """Start afresh."""
        self.late, self.freezes = [], []
        self._last = _now()
        self._began = self._last[0]
        gc.callbacks.append(self._on_garbage)
        self._timer.start()
        self._watcher = threading.Thread(target=self._look, name="lateness")
        self._watcher.start()

    def end(self) -> None:
        """Watch no more; the present lateness counts."""
        self._on_tick()
        self._timer.stop()
        gc.callbacks.remove(self._on_garbage)
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.join()

    def report(self, title: str, bar: float = 0.050) -> None:
        """Print the figures of the last time, and what the worst freezes were for."""
        ordered = sorted(self.late)
        if not ordered:
            return
        shares = "".join(f"{1000 * ordered[int(share * (len(ordered) - 1))]:8.1f}" for share in (0.5, 0.99, 0.999, 1))
        own = max((freeze.seconds - freeze.starved for freeze in self.freezes), default=ordered[-1])
        over = sum(late >= bar for late in ordered)
        verdict = "met" if ordered[-1] < bar else f"MISSED {over} times"
        print(f"{title:40}{shares}{1000 * own:14.1f}{len(ordered):9}   {verdict}")
        for freeze in sorted(self.freezes, key=lambda freeze: -freeze.seconds)[:5]:
            seconds = f"{1000 * freeze.seconds:.0f} ms after {freeze.at:.1f} s"
            parts = f"without a core {1000 * freeze.starved:.0f} ms, computing {1000 * freeze.spent:.0f} ms"
            print(f"    {seconds}, {parts}")
            for stack, times in freeze.seen.most_common(4):
                print(f"        {times} x {stack}")

    def _on_tick(self) -> None:
        before, self._last = self._last, _now()
        clock, spent, starved = (after - was for after, was in zip(self._last, before, strict=True))
        late = max(0.0, clock - TICK)
        self.late.append(late)
        seen, self._seen = self._seen, Counter()
        if late >= NOTEWORTHY:
            self.freezes.append(Freeze(self._last[0] - self._began, late, starved, spent, seen))

    def _on_garbage(self, phase: str, facts: dict[str, int]) -> None:
        if phase == "start":
            self._collecting = time.perf_counter()
        elif (spent := time.perf_counter() - self._collecting) > TICK:
            self._seen[f"garbage of generation {facts['generation']}, {1000 * spent:.0f} ms"] += 1

    def _look(self) -> None:
        """Note what every thread is at while the loop is late; runs on a thread of its own."""
        while self._watcher is not None:
            time.sleep(_LOOK_EVERY)
            if time.perf_counter() - self._last[0] > TICK + _LOOK_AFTER:
                names = {thread.ident: thread.name for thread in threading.enumerate()} | {self._thread: "window"}
                for number, calls in _stacks().items():
                    self._seen[f"{names.get(number, 'other')}: {_place(calls)}"] += 1


def heading(what: str) -> None:
    """Print the titles of :meth:`Lateness.report`'s columns."""
    print(f"{what:40}{'median':>8}{'99 %':>8}{'99.9 %':>8}{'worst':>8}{'less starved':>14}{'ticks':>9}   (ms late)")


def _now() -> tuple[float, float, float]:
    """Seconds on the clock, computed by this thread, and ready without a core."""
    try:
        starved = int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1e9
    except OSError:
        starved = 0.0
    return time.perf_counter(), time.thread_time(), starved


def _stacks() -> dict[int, list[tuple[CodeType, int]]]:
    """Where all other threads are, innermost first.

    Frames are let go at once, before another thread can run: one that is held keeps Qt's objects from dying where and
    when they should, and that crashes.
    """
    stacks: dict[int, list[tuple[CodeType, int]]] = {}
    frames = sys._current_frames()
    frames.pop(threading.get_ident())
    while frames:
        number, frame = frames.popitem()
        calls = stacks[number] = []
        at: FrameType | None = frame
        while at is not None:
            calls.append((at.f_code, at.f_lineno or 0))
            at = at.f_back
        del frame
    return stacks


def _place(calls: list[tuple[CodeType, int]]) -> str:
    """Name the innermost call, and the innermost of our own."""
    own = [at for at, (code, _) in enumerate(calls) if _is_own(code.co_filename)]
    chosen = sorted({0, *own[:4]}, reverse=True)
    return " > ".join(f"{Path(calls[at][0].co_filename).stem}.{calls[at][0].co_name}:{calls[at][1]}" for at in chosen)


def _is_own(file: str) -> bool:
    return file.startswith(str(_ROOT)) and "/.venv/" not in file
