"""How often the colour that pixels show is right, and how long it takes: ``python tests/benchmarks/bench_colours.py``.

Looks at photos as the program does when they come in, names what it finds by the built-in list, and compares with what
is known: of rendered products, of the sample photos, and, with ``--photos``, of the labelled photos whose colours
``packaging/demo_model`` names (``validation_colours.csv``; ``--training`` takes ``colours.csv``, by which the table of
colours was fitted). Shares come with 95 % intervals (Wilson).

- *right*: the largest colour is of the right name's family; *or also*: or of the second name's, where one was given.
- *offered*: the right name's family is among the colours that the form offers.
- *speaks*: a colour dominates and the product was told from its background: only then the pixels confirm anything.
- *confirms right*, *confirms wrong*: how often they confirm the right name, and a wrong one, if wrong names are those
  that the pixels themselves are mistaken for. Their ratio is what an agreement is worth.
- *false alarm*: the right name would be marked as not in the photo. *alarm*: any other name of the twelve basic ones.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

import cv2
import numpy as np

from app.domain.colours.found import FoundColours
from app.domain.colours.namer import Namer, Opinion
from app.domain.lists import built_in, labels
from app.evaluation.statistics import wilson
from app.pipeline.surveying import look
from app.wording import Language
from inference.palette import SIDE
from inference.palette.separation import separate
from inference.photos import survey_photo
from inference.preprocess.colour import to_lab
from tests.benchmarks.coloured import BACKDROPS, SHAPES, Coloured, labelled, picture, rendered, samples, where

TABLES = Path(__file__).resolve().parents[2] / "packaging" / "demo_model"
NAMER = Namer.of(labels(built_in("colours"), Language.PT), Language.PT)
BASIC = [label for label, word in NAMER.words.items() if word.families == {word.id}]


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo and what its pixels say."""

    photo: Coloured
    found: FoundColours
    opinion: Opinion

    @property
    def main(self) -> str:
        """What the largest colour is called."""
        return self.opinion.colours[0].label if self.opinion.colours else ""


def kin(one: str, other: str) -> bool:
    """Whether two names are of one family."""
    known = NAMER.words
    return one in known and other in known and bool(known[one].families & known[other].families)


def see(photos: Iterable[Coloured]) -> list[Seen]:
    """Look at photos."""
    seen = []
    for photo in photos:
        found = photo.looked().colours
        seen.append(Seen(photo, found, NAMER.opinion(found)))
    return seen


def share(title: str, hits: Sequence[bool]) -> None:
    """Print a share with its interval."""
    interval = wilson(sum(hits), len(hits))
    part = sum(hits) / max(1, len(hits))
    print(f"  {title:16}{part:7.1%}   {interval.low:.1%} to {interval.high:.1%}  of {len(hits)}")


def report(title: str, seen: Sequence[Seen]) -> None:
    """Print what was measured on a set."""
    print(f"{title}, {len(seen)} photos")
    share("right", [kin(one.main, one.photo.right) for one in seen])
    share("or also", [kin(one.main, one.photo.right) or kin(one.main, one.photo.also) for one in seen])
    share("offered", [any(kin(c.label, one.photo.right) for c in one.opinion.colours) for one in seen])
    speaking = [one for one in seen if one.opinion.agrees]
    share("speaks", [bool(one.opinion.agrees) for one in seen])
    share("right if speaks", [kin(one.main, one.photo.right) or kin(one.main, one.photo.also) for one in speaking])
    share("false alarm", [one.photo.right in one.opinion.absent for one in seen])
    share("alarm", [name in one.opinion.absent for one in seen for name in BASIC if not _right(one, name)])
    right = sum(one.photo.right in one.opinion.agrees for one in seen) / len(seen)
    wrong = confirmed_wrongly(seen)
    ratio = f"{right / wrong:.1f}" if wrong else "no wrong one"
    print(f"  confirms right {right:.1%}, confirms wrong {wrong:.1%}: ratio {ratio}")


def confirmed_wrongly(seen: Sequence[Seen]) -> float:
    """How often a wrong name is confirmed, if for each right one wrong names are those that pixels mistake it for."""
    mistaken: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in seen:
        if one.opinion.agrees and one.photo.right not in one.opinion.agrees:
            mistaken[one.photo.right][one.main] += 1
    parts = []
    for one in seen:
        names = mistaken[one.photo.right]
        confirmed = sum(count for name, count in names.items() if name in one.opinion.agrees)
        parts.append(confirmed / names.total() if names else 0.0)
    return sum(parts) / len(parts)


def _right(one: Seen, name: str) -> bool:
    return kin(name, one.photo.right) or kin(name, one.photo.also)


def report_separation() -> None:
    """Print how well rendered products are told from their backdrops."""
    overlaps = []
    for shape in SHAPES:
        for paper in BACKDROPS.values():
            truth = where(shape, paper)
            for swatch in ("#2456a6", "#c62828", "#f2c61f", "#1c1c1e", "#f7f7f5"):
                photo = np.asarray(picture(shape, swatch, paper))
                found = separate(photo, to_lab(photo)).product
                overlaps.append(float((found & truth).sum() / (found | truth).sum()))
    low, middle = np.percentile(overlaps, [10, 50])
    print(f"separation, {len(overlaps)} renders: intersection over union {middle:.2f} (median), {low:.2f} (tenth part)")


def report_times(photos: Sequence[Coloured]) -> None:
    """Print what looking at a photo costs beside reading it, in milliseconds of one core."""
    cv2.setNumThreads(1)
    reading, looking = [], []
    for photo in photos:
        start = time.process_time()
        pixels = survey_photo(photo.path).pixels
        read = time.process_time()
        look(pixels)
        reading.append(read - start)
        looking.append(time.process_time() - read)
    slow = sorted(looking)[int(0.95 * len(looking))]
    print(
        f"looking: {1000 * statistics.median(looking):.0f} ms a photo at the median, {1000 * slow:.0f} ms at 95 %, one "
        f"core, {SIDE} px; hashing and thumbnail beside it: {1000 * statistics.median(reading):.0f} ms"
    )


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, help="folder of the labelled photos")
    parser.add_argument("--training", type=int, default=0, metavar="N", help="also every Nth photo of the fitted ones")
    parser.add_argument("--renders", type=Path, help="folder that keeps the renders from one run to the next")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.renders or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        seen = see(rendered(folder))
        for backdrop in BACKDROPS:
            report(f"rendered, {backdrop}", [one for one in seen if one.photo.name.endswith(backdrop)])
        report_separation()
        report("samples", see(samples()))
        if arguments.photos:
            validation = list(labelled(TABLES / "validation_colours.csv", arguments.photos))
            report("labelled, apart", see(validation))
            if arguments.training:
                training = list(labelled(TABLES / "colours.csv", arguments.photos))[:: arguments.training]
                report("labelled, fitted", see(training))
            report_times(validation[:100])


if __name__ == "__main__":
    main()
