"""Photos whose colours are known: rendered products, the sample photos, and labelled photos of a folder."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pictures import products
from pictures.products import Product
from pictures.shapes import plain
from pictures.studio import photograph
from PIL import Image

from app.catalog.photos import Looked
from app.domain.lists import built_in
from app.pipeline.surveying import look
from app.wording import Language
from inference.photos import survey_photo

SHAPES: tuple[Product, ...] = (products.mug, products.vase, products.bottle, products.bowl)
BACKDROPS = {"white": "#f7f7f5", "wood": "#b08a60", "dark": "#3a3d42"}
METALS = frozenset({"silver", "gold"})
SIDE = 160


@dataclass(frozen=True, slots=True)
class Coloured:
    """A photo, and what it should be called.

    Attributes:
        name: Tells it from others.
        path: The file.
        right: What its product's main colour is called.
        also: What else is not wrong.
    """

    name: str
    path: Path
    right: str
    also: str = ""

    def looked(self) -> Looked:
        """What the program finds in it, in the way in which it does when a photo comes in."""
        return look(survey_photo(self.path).pixels)


def rendered(folder: Path) -> Iterator[Coloured]:
    """Solids in the typical colours of the built-in list before several backdrops; drawn where they are not yet."""
    for entry in built_in("colours"):
        if not entry.swatch or entry.id in METALS:
            continue
        for shape in SHAPES:
            for backdrop, paper in BACKDROPS.items():
                path = folder / f"{shape.__name__}-{entry.id}-{backdrop}.png"
                if not path.exists():
                    picture(shape, entry.swatch, paper).save(path)
                yield Coloured(path.stem, path, entry.labels[Language.PT])


def picture(shape: Product, paint: str, paper: str) -> Image.Image:
    """A product in one paint, photographed before paper."""
    bodies, _ = shape()
    return photograph([replace(body, paint=plain(paint)) for body in bodies], paper, SIDE, 1.0)


def where(shape: Product, paper: str) -> NDArray[np.bool_]:
    """Where a rendered product is, ``(SIDE, SIDE)``: what changes with its paint."""
    one, other = (np.asarray(picture(shape, paint, paper), np.int16) for paint in ("#ff0000", "#00ff00"))
    changed: NDArray[np.bool_] = np.abs(one - other).max(2) > 40
    return changed


def samples() -> Iterator[Coloured]:
    """The photos that ship with the program."""
    folder = files("resources.samples")
    for raw in tomllib.loads(folder.joinpath("samples.toml").read_text(encoding="utf-8"))["sample"]:
        yield Coloured(raw["file"], Path(str(folder / raw["file"])), raw["color"])


def labelled(table: Path, photos: Path) -> Iterator[Coloured]:
    """Photos of a folder whose colours a table names: ``path``, ``color`` and, where two would do, ``also``."""
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Coloured(row["path"], photos / row["path"], row["color"], row["also"])
