"""From arguments to an exit status."""

import argparse
from collections.abc import Sequence

from app.cli.export import export
from app.cli.generate import generate
from app.cli.parser import build_parser
from app.cli.words import Words, system_language
from app.settings import Choices


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Understand the arguments; leaves the program with status 2 where they make no sense."""
    return build_parser(Words(system_language())).parse_args(argv)


def run_command(arguments: argparse.Namespace, choices: Choices) -> int:
    """Run a command other than the window.

    Returns:
        The exit status.
    """
    words = Words(system_language())
    match arguments.command:
        case "generate":
            return generate(arguments, choices, words)
        case _:
            return export(arguments, choices, words)
