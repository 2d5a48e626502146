"""The rendered part of the demo model's training data: which photos there are, and writing those still missing.

Every photo has its own seed, so a run that was cut off goes on where it stopped and two runs agree. Validation uses
other seeds, one shape of each type that training never sees, and one family of other things that training never sees.
"""

import csv
import zlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from demo_model.render import boxes, furniture, lamps, others, palette, scenes, tableware, vessels
from demo_model.render.parts import Recipe

OTHER = "outro produto"
COLUMNS = ("path", "split", "type", "color", "held_out")
QUALITY = 92


@dataclass(frozen=True)
class Row:
    """One line of ``labels.csv``; ``held_out`` is 1 for what training never sees; no ``color`` where none prevails."""

    path: str
    split: str
    type: str
    color: str
    held_out: int


@dataclass(frozen=True)
class Order:
    """One photo to take: its row, shape (none for an empty scene), colour, seed and when its turn comes, 0..1."""

    row: Row
    recipe: Recipe | None
    colour: str
    seed: int
    turn: float


def recipes() -> dict[str, tuple[Recipe, ...]]:
    """The shapes of each noun; the last one is for validation only."""
    return {**tableware.RECIPES, **vessels.RECIPES, **boxes.RECIPES, **lamps.RECIPES, **furniture.RECIPES}


def _order(split: str, noun: str, number: int, count: int, recipe: Recipe | None) -> Order:
    held_out = int(recipe in others.HELD_OUT)
    seed = zlib.crc32(f"{split}/{noun}/{number}".encode())
    shuffled = np.random.default_rng(zlib.crc32(f"{split}/{noun}/{number // 12}".encode())).permutation(12)
    colour = palette.NAMES[shuffled[number % 12]]
    named = "" if recipe is None or recipe in others.MOTLEY else colour
    stem = noun.replace(" ", "-").replace("á", "a")
    row = Row(f"{split}/{stem}-{number:03d}.jpg", split, noun, named, held_out)
    return Order(row, recipe, colour, seed, (number + 0.5) / count)


def _products(train: int, validation: int) -> Iterator[Order]:
    for noun, shapes in recipes().items():
        for number in range(train):
            yield _order("train", noun, number, train, shapes[number % (len(shapes) - 1)])
        for number in range(validation):
            unseen = number % 5 < 2  # two in five show the unseen shape
            shape = shapes[-1] if unseen else shapes[number % (len(shapes) - 1)]
            yield _order("validation", noun, number, validation, shape)


def _others(train: int, validation: int) -> Iterator[Order]:
    known: list[Recipe | None] = [*others.FAMILIES, None, None, None]
    for number in range(train):
        yield _order("train", OTHER, number, train, known[number % len(known)])
    for number in range(validation):
        half = number // 2
        shape = others.HELD_OUT[half % 3] if number % 2 else known[half % len(known)]
        yield _order("validation", OTHER, number, validation, shape)


def orders() -> list[Order]:
    """All photos, so interleaved that any beginning is balanced."""
    return sorted([*_products(130, 25), *_others(250, 60)], key=lambda order: order.turn)


def take(order: Order, folder: Path) -> None:
    """Render one photo and write it under the folder."""
    rng = np.random.default_rng(order.seed)
    if order.recipe is None:
        pixels = scenes.empty_photo(rng)
    else:
        pixels = scenes.product_photo(order.row.type, order.recipe, order.colour, rng)
    path = folder / order.row.path
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, quality=QUALITY)


def _written(labels: Path) -> set[str]:
    if not labels.exists():
        return set()
    with labels.open(encoding="utf-8", newline="") as file:
        return {line["path"] for line in csv.DictReader(file)}


def write(folder: Path, share: int = 0, shares: int = 1) -> Iterator[Row]:
    """Take the photos that are missing and list each in ``labels.csv`` once it lies on disk.

    Args:
        folder: Where photos and labels go.
        share: Which part of the work this process does, from 0.
        shares: How many processes divide the work; each beyond the first needs its own folder for its labels.

    Yields:
        The row of each photo just written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    labels = folder / "labels.csv"
    done = _written(labels)
    with labels.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        if not done:
            writer.writerow(COLUMNS)
        for order in orders()[share::shares]:
            if order.row.path in done:
                continue
            take(order, folder)
            writer.writerow(astuple(order.row))
            file.flush()
            yield order.row
