"""How long the window freezes while cards are written: ``python tests/benchmarks/bench_generate.py``.

Drops photos on the real window with a real engine on its thread, and goes on until every card is written: with the
tests' tiny model, where a card takes a moment and the Python around the model is busiest, and with a pair of a fifth of
a billion random parameters and a ViT-B, where native code is (``--heavy``; made in the folder given, 0.4 GB). Loading
is measured by itself. The bar: the event loop is never more than 50 ms late.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.domain.states import State
from app.gui.presenter import Presenter
from app.settings import Choices, Settings
from inference.llama.options import ModelFiles
from tests.benchmarks.bench_drop import write_photos
from tests.benchmarks.lateness import Lateness, heading
from tests.benchmarks.program import made_application, opened, until
from tests.benchmarks.random_models import SMALL, make_random_pair
from tests.benchmarks.random_tower import TOWERS
from tests.tiny_model import make_pair

DONE = (State.REVIEW, State.FAILED)


def finished(presenter: Presenter, cards: int) -> bool:
    """Whether so many cards are written, or have failed."""
    counts = presenter.catalog.counts()
    return sum(counts[state] for state in DONE) >= cards


def measure(place: Path, files: ModelFiles, photos: list[Path], cards: int) -> None:
    """Load the pair, write the cards, print both rows."""
    choices = Choices(settings=Settings(), text_model=files.text, projector=files.projector)
    lateness = Lateness()
    with opened(place / f"catalogue of {files.text.stem}", choices) as presenter:
        lateness.begin()
        loaded = until(lambda: presenter.reading.info is not None, 300)
        lateness.end()
        lateness.report(f"{files.text.name}: loading" if loaded else "DID NOT LOAD")
        lateness.begin()
        began = time.perf_counter()
        presenter.window.paths_added.emit(photos)
        drained: list[bool] = []
        presenter.reading.drained.connect(lambda: drained.append(finished(presenter, cards)))
        until(lambda: any(drained), 3600)
        lateness.end()
        spent = time.perf_counter() - began
        lateness.report(f"{files.text.name}: {cards} cards")
        failed = presenter.catalog.counts()[State.FAILED]
        print(f"    {spent / cards:.1f} s a card, {failed} failed")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=40)
    parser.add_argument("--heavy", type=Path, metavar="FOLDER")
    parser.add_argument("--heavy-cards", type=int, default=3)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name, made_application():
        place = Path(name)
        heading("cards written (bar 50 ms)")
        many = write_photos(place / "fotos", arguments.cards, 900)
        measure(place, make_pair(place / "tiny"), many, arguments.cards)
        if arguments.heavy is not None:
            few = write_photos(place / "poucas", arguments.heavy_cards, 900)
            measure(place, make_random_pair(arguments.heavy, SMALL, TOWERS["vit-b-14"]), few, arguments.heavy_cards)


if __name__ == "__main__":
    main()
