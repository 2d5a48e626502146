"""What approved cards do for new ones: ``python tests/benchmarks/bench_house.py --photos FOLDER``.

A house with a manner of its own has 0, 100 and 1,000 approved cards in a real catalogue, about labelled photos; cards
of other photos are written as the program writes them, with the examples that its memory finds. None of the photos was
trained on. For each number of approved cards, with 95 % intervals (Wilson):

- *category*, *colour*: how many are right (colours, where somebody named them).
- *style*: the mean distance of new descriptions to the house's (``style.py``), beside that of its own to one another.
- *copied*: the share of sentences that stand word for word in a card that the model was shown, as the program counts
  them, and the share of cards that the program marks for it.
- *reused*: tokens of the prompt that were there already; the median of the cards.
- *votes*: how often approved look-alikes agree on a category, how often they are right, and how many times more often
  they agree with a card that is right than with one that is wrong: ``KINSHIP`` of ``app/pipeline/second_opinion.py``
  (interval: D. Katz and others, *Obtaining Confidence Intervals for the Risk Ratio*, 1978).

Two models write, unless ``--text`` and ``--projector`` say another. The demonstration model is asked by its own prompt
and shown no example, so its cards are written once, and only the votes on them change. The tests' random model is shown
examples and learns nothing from them: it tells how the parts work together, and nothing of the worth of examples. Who
looks like whom is said by the demonstration model's tower.
"""

import argparse
import math
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

from app.catalog.catalog import Catalog
from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, DESCRIPTION_FIELD
from app.domain.wordwise import sentences, words
from app.evaluation.statistics import NORMAL_QUANTILE
from app.pipeline.neighbours import Example, Neighbours, Vote
from app.pipeline.recipe import Recipe, make_recipe
from app.review.duplicates import sentence_hash, tells
from app.review.kin import SHARED
from app.settings import Settings
from app.shipped import find_shipped
from inference.events import Finished
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.benchmarks.bench_neighbours import share
from tests.benchmarks.house import House, Product, shop
from tests.benchmarks.program import clock
from tests.benchmarks.style import Manner
from tests.inference.cards import answers
from tests.tiny_model import make_pair

SIZES = (0, 100, 1000)
SLOTS = 4

Answer = tuple[int, Finished, tuple[Example, ...]]
"""Number of a product, what was written of it, and the examples that were shown."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes cards, and how."""

    name: str
    engine: LlamaEngine
    recipe: Recipe

    @classmethod
    def load(cls, name: str, files: ModelFiles, recipe: Recipe) -> "Writer":
        """Load a model."""
        return cls(name, LlamaEngine.load(files, LoadOptions(slots=SLOTS)), recipe)


@dataclass(frozen=True, slots=True)
class Written:
    """A card that was written, and by what."""

    product: Product
    end: Finished
    shown: tuple[Example, ...]
    vote: Vote | None

    @property
    def right(self) -> bool:
        """Whether its category is."""
        return bool(self.end.values[CATEGORY_FIELD] == self.product.kind.department)

    @property
    def agreed(self) -> bool:
        """Whether look-alikes say the same."""
        return self.vote is not None and self.vote.category == self.end.values[CATEGORY_FIELD]

    @property
    def copied(self) -> list[bool]:
        """Of each sentence that is long enough to be anybody's: whether a card that was shown has it."""
        theirs = {hash_ for example in self.shown for hash_ in example.sentences}
        phrases = map(words, sentences(str(self.end.values[DESCRIPTION_FIELD])))
        return [sentence_hash(phrase) in theirs for phrase in phrases if tells(phrase)]


def write(writer: Writer, house: House) -> list[Answer]:
    """Write the new products' cards as the queue does, and keep none of them."""
    neighbours = Neighbours(house.catalog, lambda: house.memory)
    shown = {id_: neighbours.examples(id_, writer.recipe.examples) for id_ in house.new}
    asked = (
        writer.recipe.request(str(id_), [one.path], examples=[example.text for example in shown[id_]])
        for id_, one in house.new.items()
    )
    ends = {int(end.job): end for end in answers(writer.engine, asked)}
    return [(id_, ends[id_], shown[id_][: ends[id_].provenance.examples]) for id_ in house.new]


def measure(house: House, writers: Sequence[Writer], sizes: Sequence[int]) -> None:
    """Tell, for each number of approved cards."""
    manner, neighbours = Manner(house.texts), Neighbours(house.catalog, lambda: house.memory)
    own = statistics.fmean(map(manner.distance_of_own, house.texts))
    print(f"style: the house's own descriptions are {own:.3f} from one another", flush=True)
    written: dict[str, list[Answer]] = {}
    for size in sizes:
        house.approve(size)
        for writer in writers:
            if writer.recipe.examples or writer.name not in written:
                written[writer.name] = write(writer, house)
            print(f"{size} approved cards, {len(house.new)} new ones by {writer.name}")
            found = written[writer.name]
            tell([Written(house.new[id_], end, shown, neighbours.vote(id_, ())) for id_, end, shown in found], manner)


def tell(written: Sequence[Written], manner: Manner) -> None:
    """Print what is known of cards with so many approved ones behind them."""
    coloured = [one for one in written if one.product.colour]
    matched = sum(one.end.values[COLOUR_FIELD] == one.product.colour for one in coloured)
    away = [manner.distance(str(one.end.values[DESCRIPTION_FIELD])) for one in written]
    copied = [said for one in written for said in one.copied]
    marked = sum(sum(one.copied) > SHARED for one in written)
    reused, prompt = (
        statistics.median(getattr(one.end.figures, name) for one in written)
        for name in ("reused_tokens", "prompt_tokens")
    )
    print(f"  category  {share(sum(one.right for one in written), len(written))}")
    print(f"  colour    {share(matched, len(coloured))}")
    print(f"  shown     {statistics.fmean(len(one.shown) for one in written):.2f} examples a card")
    error = statistics.stdev(away) / math.sqrt(len(away))
    print(f"  style     {statistics.fmean(away):.3f} ± {NORMAL_QUANTILE * error:.3f} from the house's")
    print(f"  copied    {share(sum(copied), len(copied))} sentences; marked {share(marked, len(written))} cards")
    print(f"  reused    {reused:.0f} of {prompt:.0f} tokens in front of the answer")
    tell_votes(written)


def tell_votes(written: Sequence[Written]) -> None:
    """Print what look-alikes' votes are worth."""
    spoken = [one for one in written if one.vote is not None]
    true = sum(one.vote is not None and one.vote.category == one.product.kind.department for one in spoken)
    right, wrong = ([one.agreed for one in written if one.right is so] for so in (True, False))
    print(f"  votes     {share(len(spoken), len(written))}, right {share(true, len(spoken))}")
    print(f"  agreed    with right cards {share(sum(right), len(right))}, with wrong {share(sum(wrong), len(wrong))}")
    if sum(right) and sum(wrong):
        ratio = sum(right) / len(right) / (sum(wrong) / len(wrong))
        error = math.sqrt(1 / sum(right) - 1 / len(right) + 1 / sum(wrong) - 1 / len(wrong))
        low, high = (ratio * math.exp(sign * NORMAL_QUANTILE * error) for sign in (-1, 1))
        print(f"  agreement {ratio:.1f} [{low:.1f}, {high:.1f}] times more often with right ones", flush=True)


def main() -> None:
    """Make the house, write and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, required=True, help="folder with labels.csv")
    parser.add_argument("--new", type=int, default=150)
    parser.add_argument("--words", type=int, default=Settings().minimum_words)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--projector", type=Path)
    options = parser.parse_args()
    shipped = find_shipped().model
    if shipped is None:
        parser.error("no demonstration model")
    demo, settings = ModelFiles(shipped.text, shipped.projector), Settings(minimum_words=options.words)
    with tempfile.TemporaryDirectory() as name, Catalog.open(Path(name) / "catalogue", clock=clock) as catalog:
        house = House(catalog, *shop(options.photos, SIZES[-1], options.new), demo)
        if options.text and options.projector:
            files = ModelFiles(options.text, options.projector)
            writers = [Writer.load(options.text.stem, files, make_recipe(settings))]
        else:
            own = Writer.load("the demonstration model", demo, make_recipe(settings, model=shipped.entry))
            tiny = make_pair(Path(name) / "tiny")
            writers = [own, Writer.load("the random model", tiny, make_recipe(settings))]
        measure(house, writers, SIZES)
        for writer in writers:
            writer.engine.close()
        house.memory.close()


if __name__ == "__main__":
    main()
