"""What the process between the window and the engine costs: ``python tests/benchmarks/bench_guard.py``.

Prints cards per second in this process and in a child, on the same model and photos; how long a photo is on its way to
another process as pixels and as a reference; and how long the longest step took, with a kill and a reload in between.
Without ``--model`` and ``--mmproj`` a tiny model is made, on which a token takes a fraction of a millisecond: the
overhead of a real model is smaller by as much as its tokens are slower.
"""

import argparse
import io
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from inference.engine import Engine, Photo, PhotoFile
from inference.events import Finished, TextGrown
from inference.guard.engine import GuardedEngine
from inference.guard.frames import frame, read, write
from inference.guard.wire import Add
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.run import run
from tests.inference.cards import request
from tests.tiny_model import make_pair

SIDE = 1024
ECHO = """
import io, sys
sys.path.insert(0, sys.argv[1])
from inference.guard.frames import frame, read, write
from inference.guard.wire import Loading
orders, reports = io.BufferedReader(io.FileIO(0), 1 << 16), io.FileIO(1, "w")
while True:
    read(orders)
    write(reports, frame(Loading(0.0)))
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """Of some cards: how many a second, and seconds of processor time per card, in all processes together."""

    cards: float
    processor: float


def speed(engine: Engine, count: int) -> Speed:
    """The same cards each time; the first two, which warm up, are not counted."""
    processes = [psutil.Process(), *psutil.Process().children()]
    moments: list[tuple[float, float]] = []
    for event in run(engine, (request(f"job {seed}", seed) for seed in range(count + 2))):
        if isinstance(event, Finished):
            used = sum(sum(process.cpu_times()[:2]) for process in processes)
            moments.append((time.perf_counter(), used))
    return Speed(count / (moments[-1][0] - moments[1][0]), (moments[-1][1] - moments[1][1]) / count)


def longest_step(engine: GuardedEngine) -> tuple[float, float]:
    """Seconds of the longest step while a child is killed and replaced, and from the kill to the next text."""
    engine.add(request("killed", 100))
    engine.add(request("next", 101))
    longest, killed, back = 0.0, 0.0, 0.0
    while not engine.idle:
        began = time.perf_counter()
        events = engine.step()
        ended = time.perf_counter()
        longest = max(longest, ended - began)
        texts = [event for event in events if isinstance(event, TextGrown)]
        if texts and not killed:
            killed = ended
            assert engine.pid is not None
            os.kill(engine.pid, signal.SIGKILL)
        elif not back and any(event.job == "next" for event in texts):
            back = ended
    return longest, back - killed


@contextmanager
def echo() -> Iterator[Callable[[Photo], float]]:
    """A process that reads requests and says so; seconds from making the frame to its word."""
    root = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", ECHO, root], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        orders = io.FileIO(process.stdin.fileno(), "w", closefd=False)
        reports = io.BufferedReader(io.FileIO(process.stdout.fileno(), closefd=False))

        def send(photo: Photo) -> float:
            asked = replace(request(), photos=(photo,))
            began = time.perf_counter()
            write(orders, frame(Add(asked)))
            read(reports)
            return time.perf_counter() - began

        yield send
        process.kill()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--mmproj", type=Path)
    parser.add_argument("--cards", type=int, default=10)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = ModelFiles(given.model, given.mmproj) if given.model and given.mmproj else make_pair(Path(folder))
        options = LoadOptions(threads=given.threads, slots=1)
        with closing(LlamaEngine.load(files, options)) as plain, closing(GuardedEngine.load(files, options)) as guarded:
            # By turns, and the best of each: only interruptions make it slower.
            turns = [[speed(engine, given.cards) for engine in (plain, guarded)] for _ in range(given.turns)]
            for name, speeds in zip(("here", "in a child"), zip(*turns, strict=True), strict=True):
                cards, used = max(each.cards for each in speeds), min(each.processor for each in speeds)
                print(f"{name:10}: {cards:.3f} cards/s, {used * 1e3:.0f} ms of processor time per card")
            longest, back = longest_step(guarded)
            print(f"longest step with a kill and a reload: {longest * 1e3:.1f} ms; texts again after {back:.2f} s")
    pixels = np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
    photos: dict[str, Photo] = {"as pixels": pixels, "as a reference": PhotoFile(Path("/photos/a.jpg"), SIDE)}
    with echo() as send:
        for name, photo in photos.items():
            times = [send(photo) for _ in range(200)]
            print(
                f"a {SIDE} × {SIDE} photo {name}: {statistics.median(times) * 1e6:.0f} µs, best {min(times) * 1e6:.0f}"
            )


if __name__ == "__main__":
    main()
