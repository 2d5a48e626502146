"""Make the pictures of the window in the README: ``.venv/bin/python packaging/screenshots.py [NAME …]``.

The products are drawn by ``pictures/``, their cards were written by hand (``pictures/cards.toml``), and everything
between them is the program itself: its catalogue, its presenter, its window. Works without a display; fonts are those
of the machine (the pictures in the repository were made with DejaVu Sans).
"""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """Make the pictures that were asked for, or those of the README."""
    options = _options(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    os.environ["TZ"] = "<-03>3"  # São Paulo's clock, without a time zone database
    sys.path.insert(0, str(ROOT))
    from pictures import scenes  # noqa: PLC0415  # Qt reads the environment when it is imported

    with TemporaryDirectory() as scratch:
        photos = options.photos or Path(scratch, "products")
        scenes.take(options.names, photos, options.out, options.size)
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="which pictures; those of the README when none is named"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "screenshots", help="folder of the pictures")
    parser.add_argument("--photos", type=Path, help="folder that keeps the drawn products from one run to the next")
    parser.add_argument("--size", type=_size, help="WIDTHxHEIGHT of the window in place of each picture's own")
    parser.add_argument("--scale", type=float, default=1, help="pixels for each of the window's")
    return parser.parse_args(arguments)


def _size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
