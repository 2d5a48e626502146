"""Whether memory stays flat over many photos: ``python tests/benchmarks/bench_memory.py [--photos 500]``.

A process of the engine's own reads that many different photos with the tiny model, several at a time; behind each card
its resident memory is noted. Drawn as a picture, and told as the slope of a straight line through the second half of
the photos, so that caches that fill up at the start do not count. Rows of photos are kept by design, up to a limit in
bytes: with the tiny model some four KiB a photo. Ctrl+C leaves what was measured.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image

from app.benchmark.canvas import Canvas
from app.benchmark.plot import ticks
from inference.events import Failed, Finished
from inference.guard.engine import GuardedEngine
from inference.llama.options import LoadOptions
from inference.run import run
from tests.inference.cards import photo, request
from tests.tiny_model import make_pair

_MEBI = 1 << 20
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 1200, 520, 96, 48, 96, 84
_PAPER, _LINE, _TEXT, _QUIET, _INK = "#ffffff", "#e2dfd7", "#1f2328", "#63686f", "#0f6b5c"
_EVERY = 25  # photos between two lines of progress


def watched(engine: GuardedEngine, photos: int, size: int) -> Iterator[int]:
    """The engine process's resident memory in bytes: when it has loaded, then behind each card."""
    assert engine.pid is not None
    process = psutil.Process(engine.pid)
    yield process.memory_info().rss
    asked = (request(f"{n}", photos=(photo(n, size, size),), temperature=0.7, sampling_seed=n) for n in range(photos))
    for event in run(engine, asked):
        if isinstance(event, Finished | Failed):
            if isinstance(event, Failed):
                print(f"photo {event.job} failed: {event.error}", file=sys.stderr)
            yield process.memory_info().rss


def slope(memory: list[int]) -> float:
    """Bytes that a photo adds, by the least squares' line through the second half."""
    half = memory[len(memory) // 2 :]
    return float(np.polyfit(np.arange(len(half)), half, 1)[0]) if len(half) > 1 else 0.0


def drawn(memory: list[int], title: str) -> Image.Image:
    """Memory over photos, the axis of memory from nothing."""
    canvas = Canvas(_WIDTH, _HEIGHT, _PAPER)
    canvas.text((_LEFT, 36), title, _TEXT, 20.0)
    canvas.text((_LEFT, 64), "resident memory of the engine's process, MiB, behind each card", _QUIET)
    floor, width, height = _HEIGHT - _BOTTOM, _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    marks, along = ticks(max(memory) / _MEBI), ticks(len(memory) - 1)
    for mark in marks:
        y = floor - height * mark / marks[-1]
        canvas.line([(_LEFT, y), (_WIDTH - _RIGHT, y)], _LINE)
        canvas.text((_LEFT - 12, y), f"{mark:g}", _QUIET, anchor="rm")
    for mark in along:
        x = _LEFT + width * mark / along[-1]
        canvas.line([(x, floor), (x, floor + 6)], _QUIET)
        canvas.text((x, floor + 20), f"{mark:g}", _QUIET, anchor="mm")
    canvas.text((_LEFT + width / 2, floor + 48), "photos", _TEXT, anchor="mm")
    points = [
        (_LEFT + width * at / along[-1], floor - height * octets / _MEBI / marks[-1])
        for at, octets in enumerate(memory)
    ]
    canvas.line(points, _INK, 2)
    return canvas.finished()


def main() -> None:
    """Read, print the figures, write the picture."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--photos", type=int, default=500)
    parser.add_argument("--size", type=int, default=640, help="of the photos, in pixels")
    parser.add_argument("--slots", type=int, default=4)
    parser.add_argument("--plot", type=Path, default=Path("memory.png"))
    given = parser.parse_args()
    memory: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        engine = GuardedEngine.load(make_pair(Path(folder)), LoadOptions(slots=given.slots, threads=1))
        with closing(engine), suppress(KeyboardInterrupt):
            for octets in watched(engine, given.photos, given.size):
                memory.append(octets)
                if len(memory) % _EVERY == 1:
                    print(f"{len(memory) - 1} photos, {octets / _MEBI:.0f} MiB", file=sys.stderr, flush=True)
    grown = slope(memory)
    print(
        f"{len(memory) - 1} photos: {memory[0] / _MEBI:.1f} MiB loaded, "
        f"{memory[len(memory) // 2] / _MEBI:.1f} half-way, "
        f"{memory[-1] / _MEBI:.1f} at the end; a photo of the second half adds {grown / 1024:.2f} KiB"
    )
    drawn(memory, f"{len(memory) - 1} photos, {given.slots} at a time").save(given.plot)


if __name__ == "__main__":
    main()
