"""How long photos take on their way in: ``python tests/benchmarks/bench_photos.py``.

Makes a 12- and a 48-megapixel JPEG with the texture of a real photo, then times one core's worth of work on each; the
best of several turns is shown, since only interruptions make it slower.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from inference.photos import read_photo, survey_photo


def photo(path: Path, width: int, height: int) -> Path:
    """Write a JPEG of smooth shapes with a sensor's grain, about three bits a pixel."""
    random = np.random.default_rng(0)
    shapes = random.integers(0, 256, (height // 64, width // 64, 3), dtype=np.uint8)
    smooth = cv2.resize(shapes, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.int16)
    grain = random.integers(-9, 10, (height, width, 1), dtype=np.int16)
    Image.fromarray(np.clip(smooth + grain, 0, 255).astype(np.uint8)).save(path, quality=88)
    return path


def best(work: Callable[[], object], turns: int) -> float:
    """Milliseconds of the quickest turn."""
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=5)
    turns = parser.parse_args().turns
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'':24}{'to 336 px':>12}{'to 1024 px':>12}{'survey':>12}")
        for width, height in ((4000, 3000), (8000, 6000)):
            path = photo(Path(folder) / f"{width}.jpg", width, height)
            title = f"{width * height // 1_000_000} MP JPEG, {path.stat().st_size / 1e6:.1f} MB"
            works: list[Callable[[], object]] = [
                lambda path=path: read_photo(path, 336),  # type: ignore[misc]  # bound at once, so that each has its own
                lambda path=path: read_photo(path, 1024),  # type: ignore[misc]
                lambda path=path: survey_photo(path),  # type: ignore[misc]
            ]
            print(f"{title:24}" + "".join(f"{best(work, turns):9.0f} ms" for work in works))


if __name__ == "__main__":
    main()
