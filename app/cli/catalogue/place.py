"""The catalogue that is meant on the command line: a folder, or an address on a server."""

import argparse
import getpass
import sys

from app.catalog.address import Place, ServerAddress
from app.catalog.catalog import Catalog
from app.catalog.server_errors import CatalogueRefused
from app.cli.words import Words
from app.pipeline.catalogue_choice import chosen_catalogue
from app.pipeline.opening import keep_password, open_catalogue
from app.settings import choices_path, load_choices


def chosen_place(arguments: argparse.Namespace) -> Place:
    """Where the catalogue is that was named, else the one that the user chose."""
    place: Place = getattr(arguments, "catalogue", None) or chosen_catalogue(load_choices(choices_path()))
    return place


def opened(place: Place, words: Words, *, exclusive: bool = True) -> Catalog:
    """Open a catalogue; a server's password that is not known, or not right, is asked for where there is a terminal.

    Raises:
        CatalogueError: It cannot be opened.
    """
    try:
        return open_catalogue(place, exclusive=exclusive)
    except CatalogueRefused as error:
        if not isinstance(place, ServerAddress) or not sys.stdin.isatty():
            raise
        sys.stderr.write(f"{words.explain(error)}\n")
    password = getpass.getpass(words("password", address=place.url))
    catalog = open_catalogue(place, exclusive=exclusive, password=password)
    sys.stderr.write("" if keep_password(place, password) else words("password_not_kept") + "\n")
    return catalog
