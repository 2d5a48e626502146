"""Where a catalogue is, on the command line; apart from what opens it, for which help would wait."""

import argparse

from app.catalog.address import AddressInvalid, Place, place_of
from app.cli.words import Words


class CataloguePlace:
    """Reads a folder, or the address of a catalogue on a server; a type for argparse."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, text: str) -> Place:
        """Read it.

        Raises:
            argparse.ArgumentTypeError: It begins like an address and is none; in the person's language.
        """
        try:
            return place_of(text)
        except AddressInvalid as error:
            raise argparse.ArgumentTypeError(str(self._words.explain(error))) from error


def add_catalogue(parser: argparse.ArgumentParser, words: Words) -> None:
    """Give a command the commands that it is made of."""
    commands = parser.add_subparsers(
        dest="catalogue_command", title=words("commands"), metavar=words("command"), required=True
    )
    for name, add in (("copy", _add_copy), ("upgrade", _add_upgrade)):
        said = words(f"catalogue_{name}")
        # The class of the commands is that of the parser, which takes the words.
        command = commands.add_parser(name, words=words, help=said, description=said, epilog=words(f"{name}_more"))
        add(command, words)


def _add_copy(parser: argparse.ArgumentParser, words: Words) -> None:
    place = CataloguePlace(words)
    parser.add_argument("source", type=place, metavar=words("source"), help=words("copy_source"))
    parser.add_argument("target", type=place, metavar=words("target"), help=words("copy_target"))


def _add_upgrade(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("place", type=CataloguePlace(words), metavar=words("address"), help=words("upgrade_place"))
