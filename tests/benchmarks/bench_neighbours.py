"""What it is worth that products look alike: ``python tests/benchmarks/bench_neighbours.py --photos FOLDER``.

Takes the labelled validation photos, which no tower was trained on, and lets half of their senders' be approved, then
the other half (photos that name no sender are divided by lot): for each photo of the others, the memory is asked as it
is when a card is written. With which tower says ``--text``,
``--projector``; the demonstration model's unless said otherwise. Shares come with 95 % intervals (Wilson).

- *nearest*: the most like of all approved photos is of the same category, or of the same type.
- *speaks*: there are enough alike ones, and they agree. *right*: then their category is the right one.
- *a row*: of the twelve photos of other senders (where a photo names one) that are most like one, how many are of the
  same type, by how like they are: from ``SIMILAR`` of ``app/pipeline/neighbours.py`` on, it is at least half of them.
- *agreement*: how many times more often they agree with a right category than with a wrong one, if wrong ones are those
  that like products are mistaken for.
"""

import argparse
import csv
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from numpy.typing import NDArray

from app.domain.states import State
from app.evaluation.statistics import wilson
from app.pipeline import neighbours
from app.pipeline.memory import Alike
from app.pipeline.recipe import corrections_of
from app.settings import Settings
from app.shipped import find_shipped
from inference.embed import Space, TowerEmbedder
from inference.engine import PhotoFile
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles

CATEGORIES = {
    "clothing": "Vestuário",
    "shoes": "Calçados",
    "hat": "Acessórios",
    "grocery/fruit": "Frutas",
    "grocery/vegetables": "Verduras e legumes",
    "juice": "Bebidas",
    "grocery/packages": "Laticínios",
}
"""Type, or else department, of the labels → the category that a shop would have."""
SIDE = Settings().photo_side
SHOWN = 12
"""In a row of look-alikes."""
STEP = 5
"""Percent of likeness that are told together."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A labelled photo and where it stands."""

    type: str
    category: str
    source: str
    vector: NDArray[np.float32]


def look(folder: Path, files: ModelFiles, limit: int) -> list[Seen]:
    """Look at validation photos."""
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["split"] == "validation"]
    lines = [line for line in lines if line["type"] not in {"not-sure", "other"}]
    random.Random(7).shuffle(lines)
    engine = LlamaEngine.load(files, LoadOptions(slots=1))
    embedder = TowerEmbedder(engine, Space(engine.info.space, engine.info.dimension, engine.info.projector))
    began, seen = time.perf_counter(), []
    for line in lines[:limit]:
        (vector,) = embedder.embed_image([PhotoFile(folder / line["path"], SIDE, corrections_of(Settings()))])
        if isinstance(vector, np.ndarray):
            category = CATEGORIES.get(line["type"]) or CATEGORIES[line["department"]]
            seen.append(Seen(line["type"], category, line["source"], vector))
    engine.close()
    print(f"{len(seen)} photos looked at, {1000 * (time.perf_counter() - began) / len(seen):.0f} ms each")
    return seen


def asked(new: Seen, approved: Sequence[Seen], matrix: NDArray[np.float32], usual: float) -> list[Alike]:
    """What the memory would say of a photo: plain arithmetic over all, which the shelf agrees with."""
    cosines = matrix @ new.vector
    nearest = np.argsort(-cosines)[:24]
    return [
        Alike(int(at), int(at), float(cosines[at]), State.APPROVED, likeness(float(cosines[at]), usual), one.category)
        for at in nearest
        for one in [approved[at]]
    ]


def likeness(cosine: float, usual: float) -> float:
    """As :meth:`app.pipeline.memory.Memory.likeness` reckons it."""
    return float(np.clip((cosine - usual) / (1 - usual), 0, 1))


def share(hits: int, of: int) -> str:
    """A share with its interval."""
    bounds = wilson(hits, of)
    return f"{hits / max(of, 1):6.1%} [{bounds.low:.1%}, {bounds.high:.1%}] of {of}"


def halves(seen: Sequence[Seen]) -> tuple[list[Seen], list[Seen]]:
    """Photos of a sender stay together, senders are dealt out by size; photos without one are divided by lot."""
    count = Counter(one.source for one in seen)
    senders = sorted((sender for sender in count if sender), key=lambda sender: (-count[sender], sender))
    first, drawn = {*senders[::2]}, random.Random(1)
    sides = [one.source in first if one.source else drawn.random() < 0.5 for one in seen]
    return (
        [one for one, side in zip(seen, sides, strict=True) if side],
        [one for one, side in zip(seen, sides, strict=True) if not side],
    )


def heard(approved: Sequence[Seen], new: Sequence[Seen]) -> list[tuple[Seen, Seen, list[Alike]]]:
    """Each new photo with the approved one that is most like it, and what the memory would say of it."""
    matrix, usual = np.stack([one.vector for one in approved]), usual_of(approved)
    print(f"{len(approved)} approved, {len(new)} new; two drawn by lot are taken to have a cosine of {usual:.3f}")
    near = [(one, asked(one, approved, matrix, usual)) for one in new]
    return [(one, approved[found[0].product_id], found) for one, found in near]


def report(seen: Sequence[Seen]) -> None:
    """Tell what neighbours know."""
    one, other = halves(seen)
    answers = [*heard(one, other), *heard(other, one)]
    print("nearest, category", share(sum(near.category == new.category for new, near, _ in answers), len(answers)))
    print("nearest, type    ", share(sum(near.type == new.type for new, near, _ in answers), len(answers)))
    for alike in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        vars(neighbours)["ALIKE"] = alike
        votes = [(new, neighbours.elected(found)) for new, _, found in answers]
        spoken = [(new, vote) for new, vote in votes if vote is not None]
        right = sum(vote.category == new.category for new, vote in spoken)
        missed = Counter((new.category, vote.category) for new, vote in spoken if vote.category != new.category)
        wrong = sum(missed.values())
        by_truth = Counter(new.category for new, _ in votes)
        # A wrong category, drawn as they are mistaken: how often neighbours of such a product say that very one.
        agreed = sum(times / wrong * times / by_truth[true] for (true, _), times in missed.items()) if wrong else 0.0
        ratio = right / len(answers) / agreed if agreed else float("inf")
        shown = f"alike from {alike:.1f}: speaks {share(len(spoken), len(answers))}, right {share(right, len(spoken))}"
        print(f"{shown}, agreement {ratio:.1f}")


def report_rows(seen: Sequence[Seen]) -> None:
    """Tell, step by step of likeness, how many of what a row would show are of the same type."""
    usual, matrix = usual_of(seen), np.stack([one.vector for one in seen])
    senders = np.array([one.source for one in seen])
    rows = []
    for place, one in enumerate(seen):
        others = np.flatnonzero((senders != one.source) if one.source else np.arange(len(seen)) != place)
        cosines = matrix[others] @ one.vector
        nearest = others[np.argsort(-cosines)[:SHOWN]]
        rows.append([(likeness(float(matrix[at] @ one.vector), usual), seen[at].type == one.type) for at in nearest])
    pairs = [pair for row in rows for pair in row]
    for low in range(0, 100, STEP):
        here = [same for like, same in pairs if low <= 100 * like < low + STEP]
        above = [same for like, same in pairs if 100 * like >= low]
        empty = sum(all(100 * like < low for like, _ in row) for row in rows)
        told = f"same type {share(sum(here), len(here))}, from there on {share(sum(above), len(above))}"
        print(f"a row, {low:2}-{low + STEP} %: {told}; rows that would be empty {empty / len(rows):.1%}")


def usual_of(seen: Sequence[Seen]) -> float:
    """The cosine of two drawn by lot, as :class:`app.pipeline.memory.Memory` reckons it."""
    matrix = np.stack([one.vector for one in seen])
    count = len(matrix)
    mean = (float(np.square(matrix.sum(axis=0, dtype=np.float64)).sum()) - count) / (count * (count - 1))
    return (count * mean + 8) / (count + 16)


def main() -> None:
    """Look and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, required=True, help="folder with labels.csv")
    parser.add_argument("--limit", type=int, default=2000)
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
    seen = look(options.photos, files, options.limit)
    report_rows(seen)
    report(seen)


if __name__ == "__main__":
    main()
