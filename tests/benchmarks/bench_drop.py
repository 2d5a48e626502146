"""How long the window freezes while photos come in: ``python tests/benchmarks/bench_drop.py``.

Writes 10,000 small JPEGs, all different, into twenty folders, drops the folders on the window, and goes on until the
last one is hashed, decoded and has its thumbnail. No model is loaded. The bar: the event loop is never more than
50 ms late.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.lateness import Lateness, heading
from tests.benchmarks.program import made_application, opened, until

FOLDERS = 20


def write_photos(folder: Path, count: int, side: int) -> list[Path]:
    """Write JPEGs of smooth shapes, each with its number in its bytes; returns their folders."""
    random = np.random.default_rng(0)
    folders = [folder / f"pasta {number:02}" for number in range(min(FOLDERS, count))]
    for each in folders:
        each.mkdir(parents=True)
    pictures = []
    for _ in range(50):
        shapes = Image.fromarray(random.integers(0, 256, (8, 8, 3), dtype=np.uint8)).resize((side, side))
        buffer = io.BytesIO()
        shapes.save(buffer, "JPEG", quality=85)
        pictures.append(buffer.getvalue())
    for number in range(count):
        # A comment segment right after the start: other bytes, hence another photo.
        said = f"{number:08}".encode()
        picture = pictures[number % len(pictures)]
        comment = b"\xff\xfe" + (len(said) + 2).to_bytes(2, "big") + said
        path = folders[number % len(folders)] / f"foto {number:05}.jpg"
        path.write_bytes(picture[:2] + comment + picture[2:])
    return folders


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--side", type=int, default=400, help="of each photo, in pixels")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as place, made_application():
        folders = write_photos(Path(place) / "fotos", arguments.photos, arguments.side)
        catalogue = Path(place) / "catalogue"
        heading(f"{arguments.photos} photos dropped (bar 50 ms)")
        with opened(catalogue) as presenter:
            lateness, settled, log = Lateness(), [], []
            presenter.intake.settled.connect(lambda: settled.append(True))
            until(lambda: bool(settled), 60)
            settled.clear()
            presenter.intake.taken.connect(
                lambda _taken: log.append((catalogue / "catalogue.sqlite3-wal").stat().st_size)
            )
            lateness.begin()
            began = time.perf_counter()
            presenter.window.paths_added.emit(folders)
            done = until(lambda: bool(settled), 3600)
            lateness.end()
            spent = time.perf_counter() - began
            lateness.report("until all are read" if done else "GAVE UP")
            print(f"    {arguments.photos / spent:.0f} photos a second; the log grew to {max(log) / 1e6:.0f} MB")
            assert presenter.products.model.rowCount() == arguments.photos


if __name__ == "__main__":
    main()
