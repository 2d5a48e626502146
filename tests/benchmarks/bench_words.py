"""Photos searched by words in a large catalogue: ``python tests/benchmarks/bench_words.py``.

Makes a catalogue of 50,000 products, each with a vector in the space of a pair of CLIP ViT-B/32's shape and random
weights, and measures

- what a search is made of: the tower of words, the shelf, the ranking of texts, and the list that follows from it;
- from the last key to the list (bar 100 ms), and to the facets and their counts, in the real program, with the model
  and without it, and how late the event loop was meanwhile (bar 50 ms);
- what it takes to look at a photo.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.catalog.catalog import Catalog
from app.catalog.rows import ProductFilter
from app.models.store import ModelStore, models_folder
from app.pipeline.memory import Memory
from app.pipeline.pairs import load_pair
from app.pipeline.word_search import LIMIT, WordSearch, described
from app.settings import Choices
from inference.engine import PhotoFile
from inference.words.pair import WordPair
from tests.benchmarks import random_clip
from tests.benchmarks.bench_vectors import drawn
from tests.benchmarks.lateness import heading
from tests.benchmarks.program import clock, made_application, opened, rest, until
from tests.benchmarks.shelf import fill
from tests.benchmarks.typed import print_typed
from tests.words.offers import CLIP, install_tiny

WORDS = ("sofa azul", "modelo 49", "cada detalhe", "modelo 12345", "zebra")
_STEP = 2000


def prepare(folder: Path, products: int, pair: WordPair) -> None:
    """Give every photo a vector: in clusters, as those of products lie."""
    with Catalog.open(folder, clock=clock) as catalog:
        memory = Memory.open(catalog, pair.space, words=True)
        vectors = drawn(products, pair.space.dimension, 1).astype("<f4")
        for start in range(0, products, _STEP):
            rows = {1 + at: vectors[at].tobytes() for at in range(start, min(start + _STEP, products))}
            catalog.word_vectors.keep_vectors(pair.space.name, rows)
        print(f"vectors: {sum(memory.update())}")
        memory.close()


def measure_parts(folder: Path, pair: WordPair) -> None:
    """Print what a search is made of."""
    with Catalog.open(folder, clock=clock) as catalog:
        memory = Memory.open(catalog, pair.space, words=True)
        search = WordSearch(catalog, pair, memory)
        print(f"{'ms, median of 9':24}{'words':>8}{'shelf':>8}{'texts':>8}{'list':>8}{'all':>8}")
        for words in WORDS:
            (vector,) = pair.embed_text([words])
            shown = search.sought(ProductFilter(text=words))
            parts = (
                partial(pair.embed_text, [words]),
                partial(described, memory, vector, LIMIT),
                partial(catalog.ranked_by_text, words, LIMIT, among=[*shown.seen]),
                partial(catalog.product_ids, shown),
            )
            took = [usual(part) for part in parts]
            print(f"{words:24}" + "".join(f"{1000 * one:8.1f}" for one in [*took, sum(took)]))
        memory.close()


def usual(work: Callable[[], object], times: int = 9) -> float:
    """The median of some runs, in seconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def measure_photos(pair: WordPair, photos: list[Path]) -> None:
    """Print what it takes to look at a photo, one thread for the arithmetic."""
    files = [PhotoFile(path) for path in photos[:24]]
    pair.embed_image(files[:1])
    began = time.perf_counter()
    pair.embed_image(files)
    print(f"a photo: {1000 * (time.perf_counter() - began) / len(files):.0f} ms, of {len(files)} at 8 a time")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=50_000)
    parser.add_argument("--photos", type=Path, help="folder of photos to look at")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as place, made_application():
        os.environ["XDG_DATA_HOME"] = place
        model, folder = install_tiny(ModelStore(models_folder())), Path(place) / "catalogue"
        random_clip.make(model.folder)
        pair = load_pair(model)
        if arguments.photos:
            measure_photos(pair, sorted(arguments.photos.rglob("*.jpg")))
        fill(folder, arguments.products)
        prepare(folder, arguments.products, pair)
        measure_parts(folder, pair)
        for title, chosen in (("without the model", ""), ("with the model", CLIP)):
            heading(f"{arguments.products} products, {title}")
            with opened(folder, Choices(search_model=chosen)) as presenter:
                until(lambda: presenter.remembering.words.search is not None, 10 if chosen else 0.5)
                rest(1)
                print_typed(presenter, WORDS)


if __name__ == "__main__":
    main()
