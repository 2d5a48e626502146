"""What can be said after ``fichario models``."""

import argparse
from pathlib import Path

from app.cli.words import Words


def add_models(parser: argparse.ArgumentParser, words: Words) -> None:
    """Give a command the commands that it is made of."""
    commands = parser.add_subparsers(
        dest="models_command", title=words("commands"), metavar=words("command"), required=True
    )
    for name, add in (
        ("list", _add_list),
        ("install", _add_install),
        ("use", _add_id),
        ("add", _add_add),
        ("check", _add_check),
        ("remove", _add_id),
    ):
        said = words(f"models_{name}")
        # The class of the commands is that of the parser, which takes the words.
        command = commands.add_parser(name, words=words, help=said, description=said)
        add(command, words)


def _add_list(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--json", action="store_true", help=words("json"))


def _add_id(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("id", metavar=words("model_id"), help=words("model_named"))


def _add_install(parser: argparse.ArgumentParser, words: Words) -> None:
    _add_id(parser, words)
    _add_terms(parser, words)


def _add_terms(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--quantisation", metavar="ID", help=words("quantisation"))
    parser.add_argument("--accept-licence", action="store_true", help=words("accept_licence"))
    _add_use(parser, words)


def _add_add(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("source", metavar=words("added_source"), help=words("added_source_help"))
    parser.add_argument("projector", type=Path, nargs="?", metavar=words("projector_gguf"), help=words("mmproj"))
    _add_terms(parser, words)
    parser.set_defaults(refuse=parser.error)


def _add_check(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("id", nargs="?", metavar=words("model_id"), help=words("model_checked"))
    _add_list(parser, words)


def _add_use(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--use", action="store_true", help=words("use_then"))


def check_added(arguments: argparse.Namespace, words: Words) -> None:
    """Leave the program with status 2 where one file of two was named."""
    if arguments.projector is None and (arguments.source.lower().endswith(".gguf") or Path(arguments.source).is_file()):
        arguments.refuse(words("projector_missing", projector=words("projector_gguf")))
