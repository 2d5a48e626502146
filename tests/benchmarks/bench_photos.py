"""How long photos take on their way in, and how much memory: ``python tests/benchmarks/bench_photos.py``.

Makes JPEGs with the texture of a real photo, then reads each in a process of its own: the best of several turns is
shown, in milliseconds of one core's work, since only interruptions make it slower; and what the process held at its
height beyond what it held before. Where there is a bar, the last column says whether it is kept. Needs Linux.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from inference.palette import SIDE, palette
from inference.photos import read_photo, survey_photo
from inference.preprocess import STEPS, Corrections, When, correct

ASKED = ("336", "1024", "survey", "colours", "correct")
BARS = {
    ("48 MP", "336"): 250,
    ("48 MP", "1024"): 350,
    ("48 MP progressive", "336"): 1000,
    ("48 MP progressive", "1024"): 1000,
}
"""Milliseconds on one core."""
MOST_MEGABYTES = 200
"""Held at the height of reading a baseline JPEG, beside the program itself."""


def photo(path: Path, width: int, height: int, *, progressive: bool) -> Path:
    """Write a JPEG of smooth shapes with a sensor's grain, about three bits a pixel."""
    random = np.random.default_rng(0)
    shapes = random.integers(0, 256, (height // 64, width // 64, 3), dtype=np.uint8)
    smooth = cv2.resize(shapes, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.int16)
    grain = random.integers(-9, 10, (height, width, 1), dtype=np.int16)
    pixels = np.clip(smooth + grain, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(path, quality=88, progressive=progressive)
    return path


def work_on(path: Path, asked: str) -> Callable[[], object]:
    """What is measured: reading to a size, the survey, the colours of its thumbnail, or all corrections."""
    if asked == "survey":
        return lambda: survey_photo(path)
    if asked == "colours":
        thumbnail = read_photo(path, SIDE)
        return lambda: palette(thumbnail)
    if asked == "correct":
        pixels, wanted = read_photo(path, 1024), Corrections.taking(dict.fromkeys(STEPS, When.AUTOMATIC))
        return lambda: correct(pixels, wanted)
    return lambda: read_photo(path, int(asked))


def child(path: Path, asked: str, turns: int) -> None:
    """Measure in this process, and print milliseconds and megabytes."""
    cv2.setNumThreads(1)
    work, times = work_on(path, asked), []
    before = peak()
    for _ in range(turns):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    print(json.dumps([min(times) * 1000, (peak() - before) / 1e6]))


def peak() -> int:
    """Bytes that this program held at most; what ``getrusage`` tells would be those of whoever started it, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def measured(path: Path, asked: str, turns: int) -> tuple[float, float]:
    """Milliseconds and megabytes of one thing, in a process of its own."""
    command = [sys.executable, __file__, "--child", str(path), asked, "--turns", str(turns)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    milliseconds, megabytes = json.loads(answer.stdout)
    return milliseconds, megabytes


def kept(title: str, asked: str, milliseconds: float, megabytes: float) -> str:
    """Whether the bars are kept; nothing where there is none."""
    bar = BARS.get((title, asked))
    if bar is None:
        return ""
    light = "progressive" in title or megabytes < MOST_MEGABYTES
    return f"< {bar} ms: {'yes' if milliseconds < bar and light else 'no'}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        return child(Path(arguments.child[0]), arguments.child[1], arguments.turns)
    with tempfile.TemporaryDirectory() as folder:
        for width, height, progressive in ((4000, 3000, False), (8000, 6000, False), (8000, 6000, True)):
            title = f"{width * height // 1_000_000} MP{' progressive' * progressive}"
            path = photo(Path(folder) / f"{title}.jpg", width, height, progressive=progressive)
            print(f"{title}, {path.stat().st_size / 1e6:.1f} MB")
            for asked in ASKED:
                milliseconds, megabytes = measured(path, asked, arguments.turns)
                said = kept(title, asked, milliseconds, megabytes)
                print(f"  {asked:8}{milliseconds:9.0f} ms{megabytes:9.0f} MB   {said}".rstrip())
    return None


if __name__ == "__main__":
    main()
