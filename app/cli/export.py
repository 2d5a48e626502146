"""``fichario export``: the catalogue's approved cards as a CSV, also while the window is open."""

import argparse
import sys
from datetime import UTC, datetime

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError
from app.cli.words import Words
from app.domain.card import card_type
from app.export.errors import ExportError
from app.export.presets import PRESETS
from app.pipeline.approved import export_approved
from app.pipeline.own_fields import own_of
from app.settings import catalogue_folder
from app.users import user_name

FAILED = 1


def export(arguments: argparse.Namespace, words: Words) -> int:
    """Write the approved cards.

    Returns:
        0 when the file stands, 1 when it could not be written or there was nothing to write.
    """
    folder = getattr(arguments, "catalogue", None) or catalogue_folder()
    try:
        catalog = Catalog.open(folder, clock=lambda: datetime.now(UTC), exclusive=False, who=user_name())
        try:
            own = own_of(catalog)
            card = card_type(categories=own.categories, own=own.fields, edited=True)
            exported = export_approved(catalog, card, PRESETS[arguments.preset], arguments.output, again=arguments.all)
        finally:
            catalog.close()
    except (CatalogueError, ExportError) as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        return FAILED
    sys.stderr.write(words("written", count=exported.count, path=arguments.output) + "\n")
    return 0
