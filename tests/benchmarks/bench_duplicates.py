"""How surely photos are found that are there twice, how many are missed, and how long looking takes.

::

    python tests/benchmarks/bench_duplicates.py --photos ../shared/data/photos --out /tmp/duplicates

*Pictures*: each photo of a sample is altered in eight ways, and looked for among all photos of its half as the program
looks for one that comes in. Wrong pairs are those with any other photo, for the altered ones and for the photos as they
are (hard negatives: hundreds are of the same label), and the photo in other colours. *Products*: photos of the same
packaged article among clothes and other articles, by the demonstration model's tower. Limits are chosen on one half and
reported of the other; curves are drawn into ``--out``. Shares come with 95 % intervals (Wilson).
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

import cv2
import numpy as np
from PIL import Image

from app.evaluation.statistics import wilson
from app.pipeline.likenesses import BITS, CLOSELY, COLOUR, CORRELATION
from app.pipeline.surveying import decoded, look
from app.search.prints import PrintIndex
from inference.likeness import WINDOWS, Agreement, Placement, Print, compare, print_of
from inference.photos import survey_photo
from tests.benchmarks.again import measure_products
from tests.benchmarks.altered import EDITS, Edit, recoloured
from tests.benchmarks.twice import Labelled, Told, at, curve, draw, labelled


@dataclass(frozen=True, slots=True)
class Look:
    """A photo that was looked at closely.

    Attributes:
        right: Whether it is the one that was altered.
        agreement: What was found.
        other: The photo.
    """

    right: bool
    agreement: Agreement
    other: Path

    @property
    def told(self) -> Told:
        """The pair, sooner or later told by its correlation."""
        return Told(self.agreement.correlation if self.agreement.colour <= COLOUR else -1.0, self.right)


class Half:
    """The photos of one half as a catalogue holds them."""

    def __init__(self, photos: Sequence[Labelled]) -> None:
        self.photos = photos
        self.index = PrintIndex()
        self.thumbnails: list[bytes] = []
        for number, photo in enumerate(photos):
            survey = survey_photo(photo.path)
            self.thumbnails.append(survey.thumbnail)
            self.index.put(number, print_of(survey.pixels))

    def looks(self, path: Path, number: int) -> list[Look]:
        """Look for a photo as for one that comes in; ``number`` is the one that it was made from."""
        survey = survey_photo(path)
        mine = decoded(survey.thumbnail)
        found = []
        for near in self.index.resembling(print_of(survey.pixels), BITS, CLOSELY + 1):
            laid, under = mine, decoded(self.thumbnails[near.id])
            if not near.inner:
                laid, under = under, laid
            other = self.photos[near.id].path
            found.append(Look(near.id == number, compare(laid, under, near.placement), other))
        return found


def measure_pictures(photos: Sequence[Labelled], count: int, out: Path) -> None:
    """Alter photos, look for them, and report."""
    told: dict[bool, list[Told]] = {}
    halves = {choosing: Half([photo for photo in photos if photo.choosing is choosing]) for choosing in (True, False)}
    there = count * len(EDITS)
    for choosing, half in halves.items():
        print(f"pictures, {'choosing' if choosing else 'reporting'}: {count} of {len(half.photos)} photos")
        told[choosing] = _pictures(half, count)
        for limit in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
            recall, precision = at(told[choosing], there, limit)
            print(f"  from {limit:.2f}: recall {recall:.2%}, precision {precision:.2%}")
    curves = {name: curve(told[choosing], there) for name, choosing in (("choosing", True), ("reporting", False))}
    chosen = at(told[False], there, CORRELATION)
    draw(out / "pictures.svg", "The same picture", curves, chosen)
    print(f"  chosen {CORRELATION}: recall {chosen[0]:.2%}, precision {chosen[1]:.2%} of those reported")


def _pictures(half: Half, count: int) -> list[Told]:
    """Look for altered photos, and for photos as they are; the pairs that a limit would let through."""
    drawn = random.Random(7)
    sample = sorted(drawn.sample(range(len(half.photos)), count))
    told: list[Told] = []
    with tempfile.TemporaryDirectory() as scratch:
        for edit in EDITS:
            looks = [half.looks(_altered(half, number, edit, drawn, Path(scratch)), number) for number in sample]
            _share(edit.__name__, [any(_passes(look) for look in found if look.right) for found in looks])
            told += [look.told for found in looks for look in found]
        others = [half.looks(_altered(half, number, recoloured, drawn, Path(scratch)), number) for number in sample]
        _share("recoloured, told", [any(_passes(look) for look in found if look.right) for found in others])
        told += [Told(look.told.score, right=False) for found in others for look in found]
    plain = [(number, look) for number in sample for look in half.looks(half.photos[number].path, number)]
    wrong = [(half.photos[number].path, look) for number, look in plain if not look.right]
    told += [look.told for _, look in wrong]
    for path, found in sorted(wrong, key=lambda each: -each[1].told.score)[:8]:
        pair = f"{path.parent.name}/{path.name} {found.other.parent.name}/{found.other.name}"
        print(f"  as they are, most alike: {found.told.score:.2f} {pair}")
    return told


def _passes(look: Look) -> bool:
    return look.told.score >= CORRELATION


def _altered(half: Half, number: int, edit: Edit, drawn: random.Random, folder: Path) -> Path:
    path = folder / "altered.jpg"
    with Image.open(half.photos[number].path) as photo:
        edit(photo.convert("RGB"), drawn).save(path, quality=90)
    return path


def _share(title: str, hits: Sequence[bool]) -> None:
    interval = wilson(sum(hits), len(hits))
    part = sum(hits) / max(1, len(hits))
    print(f"  {title:18}{part:7.1%}   {interval.low:.1%} to {interval.high:.1%}  of {len(hits)}")


def measure_times(photos: Iterable[Labelled], count: int) -> None:
    """Print what a print costs, and looking for it among many, and looking at one closely."""
    cv2.setNumThreads(1)
    pixels = [survey_photo(photo.path).pixels for photo in photos]
    printing, colouring, closely = [], [], []
    prints: list[Print] = []
    for one, other in pairwise(pixels):
        began = time.perf_counter()
        prints.append(print_of(one))
        printed = time.perf_counter()
        compare(one, other, Placement())
        compared = time.perf_counter()
        look(one)
        printing.append(printed - began)
        closely.append(compared - printed)
        colouring.append(time.perf_counter() - compared)
    index, drawn = PrintIndex(), np.random.default_rng(0)
    for number in range(count):
        index.put(number, drawn.integers(0, 2**63, len(WINDOWS), np.uint64))
    finding = []
    for wanted in prints:
        began = time.perf_counter()
        index.resembling(wanted, BITS, CLOSELY + 1)
        finding.append(time.perf_counter() - began)
    print(f"print: {_ms(printing)} a photo (its colours, beside it: {_ms(colouring)}); closely: {_ms(closely)} a pair")
    print(f"among {count}: {_ms(finding)}, {count * len(WINDOWS) * 8 / 1e6:.1f} MB")


def _ms(seconds: Sequence[float]) -> str:
    return f"{1000 * statistics.median(seconds):.1f} ms (median), {1000 * max(seconds):.1f} ms (worst)"


def main() -> None:
    """Print everything, and draw the curves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, required=True, help="folder of the labelled photos")
    parser.add_argument("--out", type=Path, required=True, help="folder for the curves")
    parser.add_argument("--sample", type=int, default=300, help="photos altered of each half")
    parser.add_argument("--index", type=int, default=50_000, help="prints to look among")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    photos = labelled(arguments.photos)
    measure_times(photos[:200], arguments.index)
    measure_pictures(photos, arguments.sample, arguments.out)
    measure_products(photos, arguments.out)


if __name__ == "__main__":
    main()
