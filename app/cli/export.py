"""``fichario export``: the catalogue's approved cards as a CSV, also while the window is open."""

import argparse
import sys
from datetime import UTC, datetime

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError
from app.cli.words import Words
from app.errors import explain
from app.export.presets import PRESETS
from app.export.writer import ExportError
from app.pipeline.approved import export_approved
from app.pipeline.recipe import make_recipe
from app.settings import Choices, catalogue_folder

FAILED = 1


def export(arguments: argparse.Namespace, choices: Choices, words: Words) -> int:
    """Write the approved cards.

    Returns:
        0 when the file stands, 1 when it could not be written or there was nothing to write.
    """
    folder = getattr(arguments, "catalogue", None) or catalogue_folder()
    try:
        catalog = Catalog.open(folder, clock=lambda: datetime.now(UTC), exclusive=False)
        try:
            card = make_recipe(choices.settings).card
            count = export_approved(catalog, card, PRESETS[arguments.preset], arguments.output, again=arguments.all)
        finally:
            catalog.close()
    except (CatalogueError, ExportError) as error:
        sys.stderr.write(f"{explain(error, words.language)}\n")
        return FAILED
    sys.stderr.write(words("written", count=count, path=arguments.output) + "\n")
    return 0
