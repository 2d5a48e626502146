"""What the cards of a catalogue have of their own, for commands that ask a model."""

import argparse
import sys
from pathlib import Path

from app.catalog.catalog import FILE_NAME
from app.catalog.errors import CatalogueError
from app.cli.catalogue.place import chosen_place, opened
from app.cli.words import Words
from app.pipeline.own_fields import NOTHING, Own, own_of


def own_for(arguments: argparse.Namespace, words: Words) -> Own:
    """The fields and categories of the catalogue that was named, else of the user's own, also while the window is open.

    Where there is no catalogue cards have what they have everywhere, and so they have where the user's own cannot be
    read, which is said on standard error.

    Raises:
        CatalogueError: The one that was named cannot be read.
    """
    named = getattr(arguments, "catalogue", None)
    place = chosen_place(arguments)
    if named is None and isinstance(place, Path) and not (place / FILE_NAME).exists():
        return NOTHING
    try:
        with opened(place, words, exclusive=False) as catalog:
            return own_of(catalog)
    except CatalogueError as error:
        if named is not None:
            raise
        sys.stderr.write(f"{words.explain(error)}\n")
        return NOTHING
