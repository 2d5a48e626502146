"""How long the window takes to stand: ``python tests/benchmarks/bench_start.py``.

Starts the real program again and again, without a model, and takes the time from before Python starts to the event
loop after the window's first paint; on Qt's offscreen platform, and in a real window under Xvfb where there is one. The
first start of each row only warms the caches. The bar: under 1.5 s.
"""

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.display import own_display

ROOT = Path(__file__).resolve().parents[2]
BAR = 1.5
PROBE = Path(__file__).with_name("first_paint.py")


class Start(NamedTuple):
    """Seconds until the window was painted: on the clock, of CPU, and since the program began to open it."""

    whole: float
    spent: float
    opening: float


def start(environment: dict[str, str], catalogue: Path | None = None) -> Start:
    """Start the program once."""
    command = [sys.executable, str(PROBE)]
    if catalogue is not None:
        command += ["window", "--catalogue", str(catalogue)]
    began = time.time()
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    painted, spent, opened = map(float, ended.stdout.split())
    return Start(painted - began, spent, painted - opened)


def measure(title: str, environment: dict[str, str], turns: int) -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as home:
        own = environment | {f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        start(own)
        times = [start(own) for _ in range(turns)]
    clock, spent = [one.whole for one in times], [one.spent for one in times]
    middle = statistics.median(clock)
    verdict = "met" if middle < BAR else "MISSED"
    print(
        f"{title:34}{middle:9.2f} s{min(clock):9.2f} s{max(clock):9.2f} s{statistics.median(spent):9.2f} s   {verdict}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=7)
    turns = parser.parse_args().turns
    usual = {name: value for name, value in os.environ.items() if name not in {"PYTHONDONTWRITEBYTECODE", "DISPLAY"}}
    print(f"{'window up, no model (bar 1.5 s)':34}{'median':>11}{'best':>11}{'worst':>11}{'CPU':>11}")
    measure("offscreen", usual | {"QT_QPA_PLATFORM": "offscreen"}, turns)
    if shutil.which("Xvfb"):
        with own_display() as display, contextlib.suppress(KeyError):
            measure("a real window (Xvfb)", usual | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}, turns)


if __name__ == "__main__":
    main()
