"""Corrections of photos as the command line takes them."""

import argparse

from app.cli.words import Words
from inference.preprocess.options import STEPS, When


def add_correct(parser: argparse.ArgumentParser, words: Words) -> None:
    """Let a command say what is corrected."""
    correct = Correct(words)
    said = words("correct", steps=", ".join(correct.steps))
    parser.add_argument(
        "--correct", type=correct, action="append", default=[], metavar=words("correct_form"), help=said
    )


class Correct:
    """Reads a step and when it is taken, ``exposure=automatic``; a type for argparse.

    Attributes:
        steps: The steps as they are written.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._names = {step.replace("_", "-"): step for step in STEPS}
        self.steps = tuple(self._names)

    def __call__(self, text: str) -> tuple[str, When]:
        """Read them.

        Raises:
            argparse.ArgumentTypeError: There is no such step or time; in the person's language.
        """
        name, _, when = text.partition("=")
        if name not in self._names or when not in [*When]:
            raise argparse.ArgumentTypeError(self._words("correct_wrong", steps=", ".join(self.steps), said=text))
        return self._names[name], When(when)
