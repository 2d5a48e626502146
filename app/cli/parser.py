"""What can be said on the command line, in the person's language."""

import argparse
import sys
from collections.abc import Iterable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from app.cli.words import Words
from app.export.presets import PRESETS
from app.settings import APPLICATION, Settings

WRONG_USAGE = 2


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the person's language."""

    def __init__(self, words: Words, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=argparse.RawTextHelpFormatter, **options)  # type: ignore[arg-type]  # passed on as given
        self._words = words
        self._positionals.title = words("arguments")
        self._optionals.title = words("options")
        self.add_argument("-h", "--help", action="help", help=words("help"))

    def format_help(self) -> str:
        """The help, with its heading translated."""
        return super().format_help().replace("usage: ", self._words("usage"), 1)

    def format_usage(self) -> str:
        """The usage line, with its heading translated."""
        return super().format_usage().replace("usage: ", self._words("usage"), 1)

    def error(self, message: str) -> NoReturn:
        """Say what was not understood and leave with the status of wrong usage."""
        sys.stderr.write(self.format_usage())
        sys.stderr.write(f"{self.prog}: {self._words('wrong', reason=message)}\n")
        sys.stderr.write(self._words("hint", command=self.prog) + "\n")
        sys.exit(WRONG_USAGE)


def build_parser(words: Words) -> argparse.ArgumentParser:
    """The whole command line."""
    parser = Parser(words, prog=APPLICATION, description=words("description"), epilog=words("epilog"))
    parser.add_argument(
        "--version", action="version", version=f"Fichário {version(APPLICATION)}", help=words("version")
    )
    _add_catalogue(parser, words)
    commands = parser.add_subparsers(
        dest="command", title=words("commands"), metavar="", parser_class=partial(Parser, words)
    )
    _add_catalogue(commands.add_parser("window", help=words("window")), words)
    _add_generate(commands.add_parser("generate", help=words("generate"), description=words("generate")), words)
    _add_export(commands.add_parser("export", help=words("export"), description=words("export")), words)
    return parser


def _add_catalogue(parser: argparse.ArgumentParser, words: Words) -> None:
    # SUPPRESS keeps the command's missing option from wiping out the one that stood before the command.
    parser.add_argument("--catalogue", type=Path, metavar="PASTA", default=argparse.SUPPRESS, help=words("catalogue"))


def _add_generate(parser: argparse.ArgumentParser, words: Words) -> None:
    limits = Settings.model_json_schema()["properties"]
    parser.add_argument("photos", nargs="+", type=Path, metavar="FOTO", help=words("photos"))
    parser.add_argument("--model", type=Path, metavar="GGUF", help=words("model"))
    parser.add_argument("--mmproj", type=Path, metavar="GGUF", help=words("mmproj"))
    parser.add_argument("--csv", type=Path, metavar="CSV", help=words("csv"))
    _add_preset(parser, words)
    languages = limits["card_language"]["enum"]
    parser.add_argument("--language", choices=languages, metavar="ID", help=words("language"))
    parser.add_argument("--words", type=_within(int, limits["minimum_words"]), metavar="N", help=words("words"))
    temperature = _within(float, limits["temperature"])
    parser.add_argument("--temperature", type=temperature, metavar="T", help=words("temperature"))
    parser.add_argument("--seed", type=int, default=0, metavar="N", help=words("seed"))
    parser.add_argument("--context", type=_within(int, limits["context"]), metavar="N", help=words("context"))
    parser.add_argument("--threads", type=_within(int, limits["threads"]), metavar="N", help=words("threads"))


def _add_export(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("output", type=Path, metavar="CSV", help=words("output"))
    parser.add_argument("--all", action="store_true", help=words("all"))
    _add_preset(parser, words)
    _add_catalogue(parser, words)


def _add_preset(parser: argparse.ArgumentParser, words: Words) -> None:
    known: Iterable[str] = PRESETS
    offered = ", ".join(known)
    parser.add_argument(
        "--preset", choices=list(known), default="excel-pt", metavar="ID", help=words("preset", presets=offered)
    )


class _within:  # noqa: N801  # argparse names the type in its messages
    """A number between the bounds that the settings give it."""

    def __init__(self, kind: type[int] | type[float], limits: dict[str, float]) -> None:
        self._kind = kind
        self._least = limits["minimum"]
        self._most = limits["maximum"]
        self.__name__ = f"{kind.__name__} {self._least:g}…{self._most:g}"

    def __call__(self, text: str) -> int | float:
        """Read the number.

        Raises:
            ValueError: It is none, or out of bounds.
        """
        number = self._kind(text)
        if not self._least <= number <= self._most:
            raise ValueError(text)
        return number
