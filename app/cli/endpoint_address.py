"""The address of a server on the command line; apart from what talks to it, for which help would wait."""

import argparse

from app.cli.words import Words
from inference.endpoint.address import Address, address_of
from inference.endpoint.errors import AddressWrong


class EndpointAddress:
    """Reads the address of a server; a type for argparse."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, text: str) -> Address:
        """Read it.

        Raises:
            argparse.ArgumentTypeError: It is none; in the person's language.
        """
        try:
            return address_of(text)
        except AddressWrong as error:
            raise argparse.ArgumentTypeError(str(self._words.explain(error))) from error
