"""From arguments to an exit status."""

import argparse
import sys
from collections.abc import Sequence
from itertools import pairwise

from app.cli.bench.parser import check_pairs
from app.cli.models.parser import check_added
from app.cli.parser import EVALUATE_PHOTOS, build_parser, check_photos
from app.cli.words import Words, system_language
from app.settings import Choices
from app.shipped import Shipped

FAILED = 1


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Understand the arguments; leaves the program with status 2 where they make no sense."""
    words = Words(system_language())
    arguments = build_parser(words).parse_args(_joined(argv))
    if arguments.command == "generate":
        check_photos(arguments)
    elif arguments.command == "bench":
        check_pairs(arguments, words)
    elif arguments.command == "models" and arguments.models_command == "add":
        check_added(arguments, words)
    return arguments


def _joined(argv: Sequence[str]) -> list[str]:
    """The arguments, with a command of two words as one; a file of labels named ``photos`` is ``./photos``."""
    first, _, second = EVALUATE_PHOTOS.partition(" ")
    joined = list(argv)
    for place, pair in enumerate(pairwise(argv)):
        if pair == (first, second):
            joined[place : place + 2] = [EVALUATE_PHOTOS]
            break
    return joined


def run_command(arguments: argparse.Namespace, choices: Choices, shipped: Shipped) -> int:
    """Run a command other than the window.

    Args:
        arguments: As :func:`parse` understood them.
        choices: What the person has chosen in the window.
        shipped: What ships with the program.

    Returns:
        The exit status.
    """
    words = Words(system_language())
    # Each command is imported only when it runs: help would wait for the database and for the model's runtime.
    match arguments.command:
        case "export":
            from app.cli.export import export  # noqa: PLC0415

            return export(arguments, choices.settings, words)
        case "catalogue":
            from app.cli.catalogue.command import catalogue  # noqa: PLC0415

            return catalogue(arguments, words)
        case "cache":
            from app.cli.cache import show_cache  # noqa: PLC0415

            return show_cache(arguments, words)
        case "duplicates":
            from app.cli.duplicates import duplicates  # noqa: PLC0415

            return duplicates(arguments, choices, shipped, words)
        case "serve" | "worker":
            return _serve(arguments, choices, shipped, words)
        case _:
            return _run_on_models(arguments, choices, shipped, words)


def _serve(arguments: argparse.Namespace, choices: Choices, shipped: Shipped, words: Words) -> int:
    """Serve, look after the keys for that, or work for a server."""
    try:
        if arguments.command == "worker":
            from app.cli.server.worker import worker  # noqa: PLC0415

            return worker(arguments, choices, shipped, words)
        if arguments.serve_command == "keys":
            from app.cli.server.keys import keys  # noqa: PLC0415

            return keys(arguments, words)
        from app.cli.server.serve import serve  # noqa: PLC0415

        return serve(arguments, words)
    except ModuleNotFoundError as error:
        return _without_extra(error, words)


def _without_extra(error: ModuleNotFoundError, words: Words) -> int:
    """Say that what servers are made of is not installed."""
    sys.stderr.write(words("no_server", module=error.name) + "\n")
    return FAILED


def _run_on_models(arguments: argparse.Namespace, choices: Choices, shipped: Shipped, words: Words) -> int:
    """Run a command that asks a model, or looks after models."""
    match arguments.command:
        case "generate":
            from app.cli.generate import generate  # noqa: PLC0415

            return generate(arguments, choices, shipped, words)
        case "similar":
            from app.cli.similar import similar  # noqa: PLC0415

            return similar(arguments, choices, shipped, words)
        case "bench":
            from app.cli.bench.command import bench  # noqa: PLC0415

            return bench(arguments, choices, shipped, words)
        case "evaluate":
            from app.cli.evaluate import evaluate  # noqa: PLC0415

            return evaluate(arguments, choices, shipped, words)
        case "evaluate photos":
            from app.cli.evaluate_photos import evaluate_photos  # noqa: PLC0415

            return evaluate_photos(arguments, choices, shipped, words)
        case _:
            from app.cli.models.command import models  # noqa: PLC0415

            return models(arguments, choices, shipped, words)
