"""Move the table's basic colours towards how photos show them: ``python tests/benchmarks/fit_colours.py PHOTOS``.

Learning vector quantisation (Kohonen 1990, "The self-organizing map", LVQ2): for each photo whose main colour was
named, the nearest anchor of the right name comes nearer and the nearest of another name goes away, where the two are
close to each other; and both are drawn back to where they were set by hand, so that no name ends up where nobody would
call a colour so. Prints the anchors for ``resources/lists/colour_words.toml``. The photos are those of
``packaging/demo_model/colours.csv``; looking at the 6,000 takes some minutes.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

from app.domain.colours.namer import LIGHTNESS
from tests.benchmarks.coloured import labelled

TABLE = Path(__file__).resolve().parents[2] / "packaging" / "demo_model" / "colours.csv"
BY_HAND = {
    "preto": ((10, 0, 0), (20, 2, -3), (28, 1, -2)),
    "cinza": ((40, 0, -1), (52, 1, 1), (62, 0, -3)),
    "branco": ((97, 0, 1), (80, 1, 4), (68, 3, 8)),
    "bege": ((80, 3, 17), (68, 7, 20), (58, 8, 18)),
    "marrom": ((30, 12, 16), (42, 16, 26), (50, 14, 30)),
    "vermelho": ((48, 66, 45), (38, 45, 26), (30, 34, 16)),
    "laranja": ((68, 40, 66), (60, 36, 52), (54, 26, 42)),
    "amarelo": ((86, 2, 78), (74, 8, 62), (66, 6, 48)),
    "verde": ((50, -42, 34), (44, -18, 24), (62, -12, 44)),
    "azul": ((44, 10, -52), (55, -2, -18), (30, 6, -22)),
    "roxo": ((38, 40, -42), (44, 24, -18), (28, 16, -14)),
    "rosa": ((70, 38, -2), (60, 28, 6), (70, 18, 6)),
}
"""In good light, in a room, in a dim one: CIELAB."""
WEIGHTS = np.array([LIGHTNESS, 1, 1])
ROUNDS, STEP, PULL = 10, 0.015, 0.0075
CLOSE, FAR = 0.3, 30.0
"""How alike two distances are that a photo decides between, relatively; from where on it says nothing of an anchor."""
USUAL = 500
"""Photos of one name from which on further ones count less, by the square root."""

Floats = NDArray[np.float64]
Known = tuple[Floats, str, str]
"""A photo's largest colour, weighed; what it is called; what else is not wrong."""


def fitted(photos: list[Known]) -> tuple[Floats, NDArray[np.str_]]:
    """The anchors, weighed, and their names."""
    names = np.array([name for name, anchors in BY_HAND.items() for _ in anchors])
    start = np.array([lab for anchors in BY_HAND.values() for lab in anchors]) * WEIGHTS
    anchors, random = start.copy(), np.random.default_rng(1)
    counts = Counter(name for _, name, _ in photos)
    for turn in range(ROUNDS):
        rate = 1 - turn / ROUNDS
        for at in random.permutation(len(photos)):
            lab, right, also = photos[at]
            if random.random() > min(1.0, (USUAL / counts[right]) ** 0.5):
                continue
            distances = np.linalg.norm(lab - anchors, axis=1)
            own = int(np.where(names == right, distances, np.inf).argmin())
            other = int(np.where((names != right) & (names != also), distances, np.inf).argmin())
            near, away = distances[own], distances[other]
            if (near - away) / (near + away) > -CLOSE and near < FAR:
                anchors[own] += rate * STEP * (lab - anchors[own])
                anchors[other] -= rate * STEP / 2 * (lab - anchors[other])
                for moved in (own, other):
                    anchors[moved] += rate * PULL * (start[moved] - anchors[moved])
    return anchors, names


def looked_at(folder: Path) -> Iterable[Known]:
    """What the photos show, and what it is called."""
    for photo in labelled(TABLE, folder):
        largest = photo.looked().colours.product[0]
        yield np.array(largest.lab) * WEIGHTS, photo.right, photo.also


def main() -> None:
    """Print the anchors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path, help="folder of the labelled photos")
    anchors, names = fitted(list(looked_at(parser.parse_args().photos)))
    for name in BY_HAND:
        print(name, np.rint(anchors[names == name] / WEIGHTS).astype(int).tolist())


if __name__ == "__main__":
    main()
