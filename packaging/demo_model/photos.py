"""Prepares the photos once: squares in a memory-mapped array, with their labels beside them.

The function that letterboxes them is the application's own, so that the network learns from what it will be shown.
Labels come from the data sets' own ``labels.csv``, from the renderer's, and from two files that were made by looking:
``colours.csv`` has the dominant colours of all training photos, ``named_types.csv`` the types of the clothes that their
senders were not sure of or called something else. Most of these are things that the model knows; to learn that they are
unknown would be to learn that a cardigan is none. Where that file names nothing, nobody can say, and the photo is left
out.
"""

import csv
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from demo_model.table import COLOURS, UNKNOWN, Table, load_table
from inference.llama.letterbox import letterbox

TRAINED = 256
"""Side in pixels of the squares that training crops are taken from: more than our tower sees."""
HERE = Path(__file__).resolve().parent
TOGETHER = 16
"""Where senders are unknown, so many photos in a row are taken to belong together."""
ALTERNATIVE = 0.35  # weight of the second colour where two were named


@dataclass(frozen=True, slots=True)
class Labelled:
    """One photo and what it shows.

    Attributes:
        path: The file.
        split: ``train`` or ``validation``.
        group: ``clothing``, ``grocery``, ``rendered`` or ``unknown``.
        noun: The type's noun; :data:`~demo_model.table.UNKNOWN` for what is none of the types,
            :data:`~demo_model.table.NOTHING` for what is not even a thing.
        colours: One or two names, the better first; empty where nobody looked.
        source: What photos taken together have in common: their sender, or their place in a row of pictures.
    """

    path: Path
    split: str
    group: str
    noun: str
    colours: tuple[str, ...]
    source: str


def list_photos(data: Path, renders: Path) -> list[Labelled]:
    """List every labelled photo, in a fixed order.

    Args:
        data: The folder of the photos' ``labels.csv``.
        renders: The folder of the renders' ``labels.csv``.
    """
    return _photographed(data, load_table()) + _rendered(renders)


def prepare(photos: list[Labelled], size: int) -> NDArray[np.uint8]:
    """Read photos into one array.

    Returns:
        ``(photos, size, size, 3)`` uint8.
    """

    def read(photo: Labelled) -> NDArray[np.uint8]:
        with Image.open(photo.path) as image:
            return letterbox(np.asarray(ImageOps.exif_transpose(image).convert("RGB")), size)

    with ThreadPoolExecutor(2) as pool:
        return np.stack(list(pool.map(read, photos)))


def save(folder: Path, photos: list[Labelled], pixels: NDArray[np.uint8]) -> None:
    """Write an array, as :func:`prepare` makes it, and the list of its labels."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "photos.npy", pixels)
    rows = [
        {**{name: getattr(photo, name) for name in Labelled.__slots__}, "path": str(photo.path)} for photo in photos
    ]
    (folder / "photos.json").write_text(json.dumps(rows, ensure_ascii=False, indent=0), encoding="utf-8")


def load(folder: Path) -> tuple[list[Labelled], NDArray[np.uint8]]:
    """Open what :func:`save` wrote."""
    rows = json.loads((folder / "photos.json").read_text(encoding="utf-8"))
    photos = [Labelled(**{**row, "path": Path(row["path"]), "colours": tuple(row["colours"])}) for row in rows]
    return photos, np.load(folder / "photos.npy", mmap_mode="r")


def colour_weights(photo: Labelled) -> NDArray[np.float32]:
    """A photo's colours as a distribution over :data:`~demo_model.table.COLOURS`; all zero where nobody looked."""
    weights = np.zeros(len(COLOURS), np.float32)
    for index, name in enumerate(photo.colours[:2]):
        weights[COLOURS.index(name)] = ALTERNATIVE if index else 1.0
    return weights / max(1.0, float(weights.sum()))


def _named_colours() -> dict[str, tuple[str, ...]]:
    named: dict[str, tuple[str, ...]] = {}
    for name in ("colours.csv", "validation_colours.csv"):
        with (HERE / name).open(encoding="utf-8", newline="") as file:
            named |= {row["path"]: tuple(filter(None, (row["color"], row["also"]))) for row in csv.DictReader(file)}
    return named


def _named_types() -> dict[str, str]:
    with (HERE / "named_types.csv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row["noun"] for row in csv.DictReader(file)}


def _photographed(data: Path, table: Table) -> list[Labelled]:
    photos, named, colours_of = [], _named_types(), _named_colours()
    with (data / "labels.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            kind = table.of(row["type"], row["variant"])
            split = row["split"] if kind else "validation"
            noun = named.get(row["path"], kind.noun if kind else UNKNOWN)
            if not noun:
                continue
            group = "unknown" if noun == UNKNOWN else row["department"].split("/")[0]
            colours = colours_of.get(row["path"], ())
            source = row["source"] or f"row-{number // TOGETHER}"
            photos.append(Labelled(data / row["path"], split, group, noun, colours, source))
    return photos


def _rendered(renders: Path) -> list[Labelled]:
    photos = []
    with (renders / "labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            group = "unknown" if row["type"] == UNKNOWN else "rendered"
            colours = (row["color"],) if row["color"] else ()
            photos.append(Labelled(renders / row["path"], row["split"], group, row["type"], colours, row["path"]))
    return photos
