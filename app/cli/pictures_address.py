"""Where a shop finds pictures, on the command line."""

import argparse

from pydantic import ValidationError

from app.cli.words import Words
from app.pipeline.pictures import Pictures


class PicturesAddress:
    """Reads the beginning of pictures' addresses; a type for argparse."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, text: str) -> str:
        """Read it.

        Raises:
            argparse.ArgumentTypeError: It is none; in the person's language.
        """
        try:
            return Pictures(address=text.strip()).address
        except ValidationError as error:
            raise argparse.ArgumentTypeError(self._words("images_at_wrong", said=text)) from error
