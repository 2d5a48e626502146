"""``fichario export``: the catalogue's approved cards as a CSV, also while the window is open."""

import argparse
import sys
from contextlib import closing

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError, translated
from app.cli.catalogue.place import chosen_place, opened
from app.cli.words import Words
from app.domain.card import card_type
from app.export.errors import ExportError
from app.export.presets import EVERY
from app.pipeline.approved import export_approved, relations_of_approved
from app.pipeline.own_fields import own_of
from app.pipeline.pictures import Pictures, folder_beside, pictures_of
from app.pipeline.related import Relations, memory_of, related_of
from app.search.shelf import ShelfAway
from app.settings import Settings

FAILED = 1


def export(arguments: argparse.Namespace, settings: Settings, words: Words) -> int:
    """Write the approved cards.

    Returns:
        0 when the file stands, 1 when it could not be written, there was nothing to write, or a photo that was to be
        copied is gone.
    """
    try:
        catalog = opened(chosen_place(arguments), words, exclusive=False)
        try:
            own = own_of(catalog)
            card = card_type(categories=own.categories, own=own.fields, edited=True)
            preset, pictures = EVERY[arguments.preset], _pictures(catalog, arguments)
            related = _related(catalog, arguments, settings, words)
            exported = export_approved(
                catalog, card, preset, arguments.output, again=arguments.all, pictures=pictures, related=related
            )
        finally:
            catalog.close()
    except (CatalogueError, ExportError, ShelfAway) as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        return FAILED
    sys.stderr.write(words("written", count=exported.count, path=arguments.output) + "\n")
    if pictures.copies:
        sys.stderr.write(words("photos_copied", path=folder_beside(arguments.output)) + "\n")
    for photo in exported.missing:
        sys.stderr.write(words("photo_missing", path=photo) + "\n")
    return FAILED if exported.missing else 0


def _pictures(catalog: Catalog, arguments: argparse.Namespace) -> Pictures:
    """What was asked for, else what the catalogue wants."""
    kept = pictures_of(catalog)
    address = kept.address if arguments.images_at is None else arguments.images_at
    return Pictures(address=address, copies=kept.copies or arguments.copy_photos)


def _related(catalog: Catalog, arguments: argparse.Namespace, settings: Settings, words: Words) -> Relations | None:
    """What goes with the products, as many as were asked for or the catalogue wants; said where nobody can know it."""
    count = related_of(catalog).count if arguments.related is None else arguments.related
    if not count:
        return None
    with translated(catalog.folder):
        memory = memory_of(catalog, settings)
    if memory is None:
        sys.stderr.write(words("related_unknown") + "\n")
        return None
    with closing(memory):
        return relations_of_approved(catalog, memory, count, again=arguments.all)
