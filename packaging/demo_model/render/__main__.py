"""``python -m demo_model.render dataset FOLDER`` or ``… samples FOLDER``; the import path holds ``packaging``."""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from demo_model.render import dataset, samples
from demo_model.render.studio import open_studio

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="demo_model.render", description="Render product photos.")
    commands = parser.add_subparsers(dest="command", required=True)
    photos = commands.add_parser("dataset", help="photos with labels to train the demo model")
    photos.add_argument("folder", type=Path)
    photos.add_argument("--share", type=int, default=0, help="which part of the work, from 0")
    photos.add_argument("--shares", type=int, default=1, help="how many parts there are")
    shown = commands.add_parser("samples", help="the photos that the program brings along")
    shown.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    shown.add_argument("--only", nargs="*", default=[], help="file names")
    shown.add_argument("--scale", type=float, default=1.0, help="of the size, to try")
    shown.add_argument("--rays", type=int, default=64, help="samples for each pixel, a multiple of 16")
    shown.add_argument(
        "--variant", default="scalar_rgb", help="of Mitsuba; llvm_ad_rgb is faster where LLVM is installed"
    )
    return parser.parse_args()


def _written(arguments: argparse.Namespace) -> Iterator[str]:
    """Do the work; yields the name of each photo once it is written."""
    if arguments.command == "dataset":
        for row in dataset.write(arguments.folder, arguments.share, arguments.shares):
            yield row.path
    else:
        yield from samples.write(arguments.folder, frozenset(arguments.only), arguments.scale, arguments.rays)


def main() -> None:
    """Do what the command line asks."""
    arguments = _arguments()
    open_studio(getattr(arguments, "variant", "scalar_rgb"))
    started = time.monotonic()
    for number, name in enumerate(_written(arguments), 1):
        print(f"{number} {name} {(time.monotonic() - started) / number:.2f} s each", flush=True)


if __name__ == "__main__":
    main()
