"""``fichario similar``: the products of the catalogue that look most like photos; a JSON object a line for each."""

import argparse
import sys
from typing import Any

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError, ProductGone, translated
from app.cli.catalogue.place import chosen_place, opened
from app.cli.engine_thread import EngineThread
from app.cli.generate import FAILED, INTERRUPTED, WRONG_USAGE
from app.cli.interruption import Interruption
from app.cli.model import load_model, model_for, recipe_for
from app.cli.output import ReaderGone, error_part, print_line
from app.cli.words import Words
from app.domain.prompt import PromptInvalid
from app.pipeline.endpoints import EndpointInUse
from app.pipeline.intake import find_photos
from app.pipeline.looking import space_of
from app.pipeline.memory import Alike
from app.pipeline.models import ModelInUse
from app.pipeline.shelving import shelves_of
from app.pipeline.similar import Found, Similar
from app.search.edge import EdgeShelf
from app.search.shelf import ShelfAway
from app.settings import Choices
from app.shipped import Shipped
from inference.errors import InferenceError, LoadCancelled
from inference.llama.options import ModelInfo

NOBODY_READS = 141
"""What shells expect of a program whose reader has gone."""


def similar(arguments: argparse.Namespace, choices: Choices, shipped: Shipped, words: Words) -> int:
    """Tell which products look like photos.

    Returns:
        0 when every photo was read, 1 when some were not, 2 for wrong usage, 130 when interrupted, 141 when nobody
        read on.
    """
    try:
        model = model_for(arguments, choices, shipped)
        if model is None or isinstance(model, EndpointInUse):
            sys.stderr.write(words("no_model" if model is None else "similar_local") + "\n")
            return WRONG_USAGE
        return _find(arguments, choices, model, words)
    except LoadCancelled:
        sys.stderr.write(words("interrupted") + "\n")
        return INTERRUPTED
    except ReaderGone:
        return NOBODY_READS
    except (InferenceError, CatalogueError, PromptInvalid, ShelfAway) as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        return FAILED


def _find(arguments: argparse.Namespace, choices: Choices, model: ModelInUse, words: Words) -> int:
    recipe = recipe_for(arguments, choices, model)
    with (
        opened(chosen_place(arguments), words) as catalog,
        Interruption() as interruption,
        load_model(model, arguments, choices, words, interruption, keeping=True) as engine,
        translated(catalog.folder),
    ):
        asked = Similar(catalog, engine, space_of(loaded_info(engine)), recipe, shelves_of(choices.settings, EdgeShelf))
        for left in asked.look(lambda: interruption.asked):
            sys.stderr.write("\r" + words("similar_left", count=left) if sys.stderr.isatty() else "")
        status = 0
        for found in asked.find(list(dict.fromkeys(find_photos(arguments.photos))), arguments.limit):
            if interruption.asked:
                raise LoadCancelled("stopped")
            status = FAILED if found.error is not None else status
            print_line({"photo": str(found.photo), **_part(catalog, found, words)})
        return status


def loaded_info(engine: EngineThread) -> ModelInfo:
    """What a local engine has loaded."""
    info = getattr(engine.loaded, "info", None)
    if not isinstance(info, ModelInfo):
        raise TypeError("not an engine of this computer")
    return info


def _part(catalog: Catalog, found: Found, words: Words) -> dict[str, Any]:
    if found.error is not None:
        return error_part(found.error.code, words.explain(found.error))
    return {"similar": [line for alike in found.products if (line := _line(catalog, alike)) is not None]}


def _line(catalog: Catalog, alike: Alike) -> dict[str, Any] | None:
    """A product as a line tells it."""
    try:
        product = catalog.product(alike.product_id)
    except ProductGone:
        return None
    photo = next((photo for photo in product.photos if photo.id == alike.photo_id), product.photos[0])
    return {
        "product": product.id,
        "similarity": round(alike.similarity, 4),
        "state": product.state.value,
        "photo": str(photo.path),
        "card": product.card.values if product.card else None,
    }
