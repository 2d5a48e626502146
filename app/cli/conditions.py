"""Conditions of photos as the command line takes them: by their names alone, so that help need not wait for pixels."""

import argparse
from typing import Final

from app.cli.words import Words

CONDITIONS: Final = (
    *("clean", "dark", "bright", "warm", "cool", "dull"),
    *("noisy", "blurred", "rotated", "tilted", "far", "cluttered"),
)
"""As :mod:`app.evaluation.photos.conditions` has them."""


class Conditions:
    """Reads names of conditions with commas between them; a type for argparse.

    Attributes:
        names: All there are.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self.names = CONDITIONS

    def __call__(self, text: str) -> tuple[str, ...]:
        """Read the names: in their own order, each once.

        Raises:
            argparse.ArgumentTypeError: One is none; in the person's language.
        """
        said = set(text.split(","))
        if not said <= {*self.names}:
            wrong = self._words("conditions_wrong", conditions=", ".join(self.names), said=text)
            raise argparse.ArgumentTypeError(wrong)
        return tuple(name for name in self.names if name in said)
