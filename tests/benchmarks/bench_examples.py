"""What examples of approved cards cost a model: ``python tests/benchmarks/bench_examples.py``.

Writes cards about photos of its own with no, one and more examples in the prompt, each three times, once the
instructions were evaluated, and tells medians: tokens in front of the answer, those of them whose cells were there
already, those that were evaluated, and seconds for that. With which model say ``--text`` and ``--projector``; with the
demonstration model's unless said otherwise, asked as any other is.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image

from app.domain.exemplar import exemplar
from app.pipeline.recipe import Recipe, make_recipe
from app.settings import Settings
from app.shipped import find_shipped
from inference.events import Figures
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.inference.cards import answer, photo
from tests.review.conftest import card

MOST = 5
TIMES = 3
NAMES = ("prompt_tokens", "reused_tokens")


def figures(engine: LlamaEngine, recipe: Recipe, folder: Path, count: int) -> list[Figures]:
    """What cards with so many examples cost; each photo is another one."""
    texts = [exemplar(card(product_name=f"Caneca número {number}")) for number in range(count)]
    found = []
    for time in range(TIMES):
        path = folder / f"{count}-{time}.png"
        Image.fromarray(photo(100 * count + time, 480, 640)).save(path)
        found.append(answer(engine, recipe.request(path.stem, [path], examples=texts)).figures)
    return found


def main() -> None:
    """Write and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--projector", type=Path)
    options = parser.parse_args()
    shipped = find_shipped().model
    if options.text and options.projector:
        files = ModelFiles(options.text, options.projector)
    elif shipped is not None:
        files = ModelFiles(shipped.text, shipped.projector)
    else:
        parser.error("no model")
    recipe = make_recipe(Settings(minimum_words=40, examples=MOST))
    engine = LlamaEngine.load(files, LoadOptions(slots=1))
    with tempfile.TemporaryDirectory() as folder:
        figures(engine, recipe, Path(folder), 0)
        for count in range(MOST + 1):
            found = figures(engine, recipe, Path(folder), count)
            prompt, reused = (statistics.median(getattr(one, name) for one in found) for name in NAMES)
            seconds = statistics.median(one.prompt_seconds for one in found)
            read = f"{prompt - reused:.0f} read in {seconds:.2f} s"
            print(f"{count} examples: {prompt:.0f} tokens, {reused:.0f} there, {read}")
    engine.close()


if __name__ == "__main__":
    main()
