"""``fichario generate``: a JSON object a line for each photo, on standard output; progress on standard error."""

import argparse
import errno
import os
import sys
from pathlib import Path

from app.catalog.errors import CatalogueError
from app.cli.batch import Asking, Batch
from app.cli.endpoint import ready, say_what_it_lacks
from app.cli.interruption import Interruption
from app.cli.model import load_model, model_for, recipe_for, say_what_it_is, settings_for
from app.cli.own import own_for
from app.cli.words import Words
from app.domain.prompt import PromptInvalid
from app.domain.serving import FEW
from app.domain.spreading import spread
from app.export.errors import ExportError, export_error
from app.pipeline.endpoints import KeyringMissing
from app.pipeline.intake import find_photos
from app.pipeline.keeping import keeping_labels
from app.pipeline.labels import LabelsAhead
from app.pipeline.recipe import Recipe
from app.pipeline.together import By, together
from app.settings import Choices
from app.shipped import Shipped
from inference.errors import InferenceError, LoadCancelled, PhotoUnreadable

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
"""What shells expect of a program that Ctrl+C ended."""


def generate(arguments: argparse.Namespace, choices: Choices, shipped: Shipped, words: Words) -> int:
    """Write a card for every product: for every photo, unless photos are to be put together.

    Returns:
        0 when all succeeded, 1 when some failed, 2 for wrong usage, 75 when a server did not come back, 130 when
        interrupted, 141 when nobody read on.
    """
    if arguments.samples and not shipped.samples:
        sys.stderr.write(words("no_samples") + "\n")
        return FAILED
    try:
        model = model_for(arguments, choices, shipped)
        if model is None:
            sys.stderr.write(f"{words('no_model')} {words('no_model_remedy')}\n")
            return WRONG_USAGE
        products = _products(arguments, shipped)
        _check_target(arguments.csv)
        model = ready(model, arguments, words)
        recipe = recipe_for(arguments, choices, model, own := own_for(arguments, words))
        say_what_it_is(model, arguments, choices, words, own)
        _say_what_it_is_not_told(arguments, recipe, words)
        with (
            Interruption() as interruption,
            LabelsAhead(keeping_labels(settings_for(arguments, choices)), products) as labels,
            load_model(model, arguments, choices, words, interruption, keeping=True) as engine,
        ):
            asking = Asking(recipe, labels, arguments.hint, arguments.fresh, own.belief, len(products) <= FEW)
            batch = Batch(engine, asking, words, interruption, arguments.endpoint_wait)
            status = batch.write(products, arguments.csv, arguments.preset)
            say_what_it_lacks(engine, words)
            return status
    except LoadCancelled:
        sys.stderr.write(words("interrupted") + "\n")
        return INTERRUPTED
    except (InferenceError, CatalogueError, ExportError, PromptInvalid, KeyringMissing) as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        return FAILED


def _say_what_it_is_not_told(arguments: argparse.Namespace, recipe: Recipe, words: Words) -> None:
    if arguments.hint and recipe.wording is None:
        sys.stderr.write(words("limit_hint") + "\n")


def _products(arguments: argparse.Namespace, shipped: Shipped) -> list[tuple[Path, ...]]:
    """The products that the files and folders show which were named, each photo once; or a sample of them.

    Raises:
        PhotoUnreadable: There is no photo.
    """
    named = [*arguments.photos, *(shipped.samples if arguments.samples else ())]
    photos = dict.fromkeys(find_photos(named))
    if not photos:
        raise PhotoUnreadable("empty_folder")
    return list(spread(list(together(photos, By(arguments.group))), arguments.sample))


def _check_target(path: Path | None) -> None:
    """Find out before the work whether the CSV can be written after it.

    Raises:
        ExportError: It cannot.
    """
    if path is None:
        return
    folder = path.absolute().parent
    for refused, number in (
        (not folder.is_dir(), errno.ENOENT),
        (path.is_dir(), errno.EISDIR),
        (not os.access(folder, os.W_OK), errno.EACCES),
    ):
        if refused:
            raise export_error(OSError(number, os.strerror(number)), str(path))
