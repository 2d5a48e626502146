"""``fichario duplicates``: products of the catalogue that may be the same; a JSON object a line for each two."""

import argparse
import sys
from typing import Any

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError, translated
from app.catalog.likeness_rows import Likeness
from app.catalog.photos import PhotoRef
from app.cli.catalogue.place import chosen_place, opened
from app.cli.generate import FAILED, INTERRUPTED
from app.cli.interruption import Interruption
from app.cli.model import load_model, model_for, recipe_for
from app.cli.output import ReaderGone, print_line
from app.cli.similar import NOBODY_READS, loaded_info
from app.cli.words import Words
from app.domain.prompt import PromptInvalid
from app.pipeline.endpoints import EndpointInUse
from app.pipeline.likeness_traits import traits_of
from app.pipeline.likenesses import PictureSearch
from app.pipeline.looking import space_of
from app.pipeline.models import ModelInUse
from app.pipeline.shelving import shelves_of
from app.pipeline.similar import Similar
from app.search.edge import EdgeShelf
from app.search.shelf import ShelfAway
from app.settings import Choices
from app.shipped import Shipped
from inference.errors import InferenceError, LoadCancelled


def duplicates(arguments: argparse.Namespace, choices: Choices, shipped: Shipped, words: Words) -> int:
    """Tell which products may be the same.

    Returns:
        0 when all photos were compared, 1 when that failed, 130 when interrupted, 141 when nobody read on.
    """
    try:
        model = None if arguments.pictures_only else model_for(arguments, choices, shipped)
        if isinstance(model, EndpointInUse):
            model = None
        if model is None and not arguments.pictures_only:
            sys.stderr.write(words("duplicates_pictures") + "\n")
        _tell(arguments, choices, model, words)
    except LoadCancelled:
        sys.stderr.write(words("interrupted") + "\n")
        return INTERRUPTED
    except ReaderGone:
        return NOBODY_READS
    except (InferenceError, CatalogueError, PromptInvalid, ShelfAway) as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        return FAILED
    return 0


def _tell(arguments: argparse.Namespace, choices: Choices, model: ModelInUse | None, words: Words) -> None:
    with (
        opened(chosen_place(arguments), words) as catalog,
        Interruption() as interruption,
        translated(catalog.folder),
    ):
        for _ in PictureSearch(catalog).update():
            _go_on(interruption)
        if model is not None:
            _relate(catalog, arguments, choices, model, words, interruption)
        for likeness in catalog.likenesses():
            print_line(_line(likeness))


def _relate(
    catalog: Catalog,
    arguments: argparse.Namespace,
    choices: Choices,
    model: ModelInUse,
    words: Words,
    interruption: Interruption,
) -> None:
    """Look at photos that the model has not seen yet, and find those of the same product."""
    recipe = recipe_for(arguments, choices, model)
    with load_model(model, arguments, choices, words, interruption, keeping=True) as engine:
        asked = Similar(catalog, engine, space_of(loaded_info(engine)), recipe, shelves_of(choices.settings, EdgeShelf))
        for left in asked.look(lambda: interruption.asked):
            sys.stderr.write("\r" + words("similar_left", count=left) if sys.stderr.isatty() else "")
        for _ in asked.relate():
            _go_on(interruption)


def _go_on(interruption: Interruption) -> None:
    if interruption.asked:
        raise LoadCancelled("stopped")


def _line(likeness: Likeness) -> dict[str, Any]:
    """Two products as a line tells them."""
    line: dict[str, Any] = {"kind": likeness.kind.value}
    line |= {name: _photo(photo) for name, photo in (("one", likeness.one), ("other", likeness.other))}
    found = traits_of(likeness)
    if found.traits:
        line |= {"traits": [trait.value for trait in found.traits], "share": found.share}
    return line | {name: likeness.facts[name] for name in ("similarity", "usual") if name in likeness.facts}


def _photo(photo: PhotoRef) -> dict[str, Any]:
    return {"product": photo.product_id, "photo": str(photo.path), "width": photo.width, "height": photo.height}
