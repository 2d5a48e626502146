"""What reading a photo again costs, against the first time: ``python tests/benchmarks/bench_keeping.py``.

Every photo is read in turn, within one run and by the same model: for the first time; with another question, its rows
in memory; with another one, by an engine that finds the rows on disk; and asked the very same again, its card kept.
Prints the medians of each and their ratios to the first. Without ``--model`` the demonstration model that ships reads
the samples; ``--heavy FOLDER`` takes a pair of a fifth of a billion random parameters and a ViT-L, made there.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.domain.registry import ModelEntry
from app.pipeline.recipe import make_recipe
from app.settings import Settings
from app.shipped import find_shipped
from inference.answers import Answers, reader_of
from inference.cache import Place
from inference.engine import Engine, Request
from inference.events import Figures, Finished
from inference.guard.engine import GuardedEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.remembering import RememberingEngine
from inference.run import run
from tests.benchmarks.random_models import SMALL, make_random_pair
from tests.benchmarks.random_tower import TOWERS

ROOM = 1 << 32
Turn = Callable[[Request], Request]


def cost(engine: Engine, asked: Request) -> Figures:
    """What one card cost."""
    (end,) = (event for event in run(engine, [asked]) if isinstance(event, Finished))
    return end.figures


def otherwise(text: str) -> Turn:
    """The same request with something more to its question."""
    return lambda asked: replace(asked, prompt=replace(asked.prompt, question=f"{asked.prompt.question} {text}"))


def measure(files: ModelFiles, entry: ModelEntry | None, photos: list[Path], folder: Path) -> dict[str, list[Figures]]:
    """Read every photo in each of the four ways."""
    options = LoadOptions(slots=1, photos=Place(folder / "photos", ROOM))
    recipe = make_recipe(Settings(temperature=0), model=entry)
    found: dict[str, list[Figures]] = {}

    def turn(name: str, engine: Engine, asked: Request) -> None:
        found.setdefault(name, []).append(cost(engine, asked))

    with (
        closing(GuardedEngine.load(files, options)) as engine,
        closing(GuardedEngine.load(files, options)) as later,  # beside the first, so that all meet the same weather
    ):
        reader = reader_of(files, options, engine.info)
        remembering = RememberingEngine(engine, Answers(Place(folder / "cards", ROOM), reader))
        for each in (engine, later):
            cost(each, recipe.request("warm", [photos[-1]]))
        for path in photos[:-1]:
            asked = recipe.request(path.name, [path])
            turn("first time", remembering, asked)
            turn("another question, rows in memory", remembering, otherwise("Com capricho.")(asked))
            turn("another question, rows on disk", later, otherwise("Com capricho.")(asked))
            turn("the same again, card kept", remembering, asked)
    return found


def show(found: dict[str, list[Figures]]) -> None:
    """Print a line for each way of reading."""
    first = statistics.median(figures.seconds for figures in found["first time"])
    for name, costs in found.items():
        seconds = statistics.median(figures.seconds for figures in costs)
        image = statistics.median(figures.image_seconds for figures in costs)
        tokens = statistics.median(figures.tokens for figures in costs)
        print(
            f"{name:34} {seconds * 1000:10.1f} ms a card, {image * 1000:8.1f} ms of them encoding,"
            f" {tokens:.0f} tokens; {seconds / first:.4f} of the first"
        )


def main() -> None:
    """Measure one pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="*", type=Path, help="at least two; the last one only warms the model up")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--mmproj", type=Path)
    parser.add_argument("--heavy", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    shipped = find_shipped()
    entry = None
    if given.heavy is not None:
        files = make_random_pair(given.heavy, SMALL, TOWERS["vit-l-14-336"])
    elif given.model is not None:
        files = ModelFiles(given.model, given.mmproj)
    elif shipped.model is not None:
        files, entry = ModelFiles(shipped.model.text, shipped.model.projector), shipped.model.entry
    else:
        parser.error("nothing ships with this installation: say --model and --mmproj")
    with tempfile.TemporaryDirectory() as name:
        show(measure(files, entry, given.photos or list(shipped.samples), Path(name)))
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
