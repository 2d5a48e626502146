"""What can be said on the command line, in the person's language."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

from app.cli.bench.parser import add_bench
from app.cli.catalogue.parser import CataloguePlace, add_catalogue
from app.cli.conditions import Conditions
from app.cli.correction import add_correct
from app.cli.endpoint_address import EndpointAddress
from app.cli.models.parser import add_models
from app.cli.numbers import Number
from app.cli.pictures_address import PicturesAddress
from app.cli.server.parser import add_serve, add_worker
from app.cli.words import Words
from app.domain.guidance import one_hint
from app.export.presets import EVERY, PRESETS
from app.pipeline.related import MOST
from app.pipeline.together import By
from app.settings import APPLICATION, Settings

WRONG_USAGE = 2
EVALUATE_PHOTOS = "evaluate photos"
"""A command of two words."""
_MOST_PHOTOS = 10**9
_SIMILAR, _MOST_SIMILAR = 5, 1000
_WAIT, _LONGEST_WAIT = 10, 10_080  # minutes: the usual, and a week


class _Formatter(argparse.HelpFormatter):
    """Help whose usage line begins in the person's language."""

    def __init__(self, prog: str, *, words: Words) -> None:
        super().__init__(prog)
        self._words = words

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._words("usage") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the person's language."""

    def __init__(self, *, words: Words, **options: Any) -> None:
        super().__init__(
            add_help=False, allow_abbrev=False, formatter_class=partial(_Formatter, words=words), **options
        )
        self._words = words
        self._positionals.title = words("arguments")
        self._optionals.title = words("options")
        self.add_argument("-h", "--help", action="help", help=words("help"))

    def error(self, message: str) -> NoReturn:
        """Say what was not understood and leave with the status of wrong usage."""
        sys.stderr.write(self.format_usage())
        sys.stderr.write(f"{self.prog}: {self._words.of_argparse(message)}\n")
        sys.stderr.write(self._words("hint", command=self.prog) + "\n")
        sys.exit(WRONG_USAGE)


def build_parser(words: Words) -> Parser:
    """The whole command line."""
    parser = Parser(words=words, prog=APPLICATION, description=words("description"), epilog=words("epilog"))
    parser.add_argument(
        "--version", action="version", version=f"Fichário {version(APPLICATION)}", help=words("version")
    )
    _add_catalogue(parser, words)
    commands = parser.add_subparsers(dest="command", title=words("commands"), metavar=words("command"))
    for name, add, more in (
        ("window", _add_catalogue, None),
        ("generate", _add_generate, words("generate_more")),
        ("evaluate", _add_evaluate, words("evaluate_more")),
        (EVALUATE_PHOTOS, _add_evaluate_photos, words("evaluate_photos_more")),
        ("bench", add_bench, words("bench_more")),
        ("similar", _add_similar, words("similar_more")),
        ("duplicates", _add_duplicates, words("duplicates_more")),
        ("export", _add_export, None),
        ("catalogue", add_catalogue, words("catalogue_more")),
        ("models", add_models, words("models_more")),
        ("cache", _add_cache, words("cache_more")),
        ("serve", add_serve, words("serve_more")),
        ("worker", _add_worker, words("worker_more")),
    ):
        said = words("whole_catalogue" if name == "catalogue" else name.replace(" ", "_"))
        command = commands.add_parser(name, words=words, help=said, description=said, epilog=more)
        add(command, words)
    return parser


def check_photos(arguments: argparse.Namespace) -> None:
    """Leave the program, as for any argument that is missing, where neither photos nor the samples are asked for."""
    if not (arguments.photos or arguments.samples):
        arguments.refuse("the following arguments are required: " + arguments.photo_name)


def _add_catalogue(parser: Parser, words: Words) -> None:
    # SUPPRESS keeps the command's missing option from wiping out the one that stood before the command.
    place = CataloguePlace(words)
    metavar = words("catalogue_form")
    parser.add_argument("--catalogue", type=place, metavar=metavar, default=argparse.SUPPRESS, help=words("catalogue"))


def _add_generate(parser: Parser, words: Words) -> None:
    parser.add_argument("photos", nargs="*", type=Path, metavar=words("photo"), help=words("photos"))
    parser.add_argument("--samples", action="store_true", help=words("samples"))
    parser.set_defaults(refuse=parser.error, photo_name=words("photo"))
    parser.add_argument("--csv", type=Path, metavar="CSV", help=words("csv"))
    _add_preset(parser, words, list(PRESETS))
    parser.add_argument("--group", choices=[*By], default=By.NONE, metavar="ID", help=words("group"))
    sample = Number(words, whole=True, least=1, most=_MOST_PHOTOS)
    parser.add_argument("--sample", type=sample, metavar="N", help=words("generate_sample"))
    parser.add_argument("--fresh", action="store_true", help=words("generate_fresh"))
    parser.add_argument("--hint", type=one_hint, default="", metavar=words("text"), help=words("generate_hint"))
    _add_no_ocr(parser, words)
    _add_model(parser, words)
    _add_catalogue(parser, words)


def _add_similar(parser: Parser, words: Words) -> None:
    parser.add_argument("photos", nargs="+", type=Path, metavar=words("photo"), help=words("photos"))
    limit = Number(words, whole=True, least=1, most=_MOST_SIMILAR)
    parser.add_argument("--limit", type=limit, default=_SIMILAR, metavar="N", help=words("similar_limit"))
    _add_catalogue(parser, words)
    _add_model(parser, words)


def _add_duplicates(parser: Parser, words: Words) -> None:
    parser.add_argument("--pictures-only", action="store_true", help=words("duplicates_only"))
    _add_catalogue(parser, words)
    _add_model(parser, words)


def _add_evaluate(parser: Parser, words: Words) -> None:
    parser.add_argument("labels", type=Path, metavar="CSV", help=words("labels"))
    parser.add_argument("--out", type=Path, metavar=words("folder"), help=words("out"))
    parser.add_argument("--save", type=Path, metavar="JSON", help=words("save"))
    parser.add_argument("--compare", type=Path, metavar="JSON", help=words("compare"))
    _add_measuring(parser, words)
    _add_catalogue(parser, words)


def _add_evaluate_photos(parser: Parser, words: Words) -> None:
    parser.add_argument("labels", type=Path, metavar="CSV", help=words("labels"))
    parser.add_argument("--out", type=Path, metavar=words("folder"), help=words("out"))
    conditions = Conditions(words)
    said = words("conditions", conditions=", ".join(conditions.names))
    parser.add_argument(
        "--conditions", type=conditions, default=conditions.names, metavar=words("conditions_form"), help=said
    )
    _add_measuring(parser, words)


def _add_measuring(parser: Parser, words: Words) -> None:
    """What every command takes that measures on labelled photos."""
    limit = Number(words, whole=True, least=1, most=_MOST_PHOTOS)
    parser.add_argument("--limit", type=limit, metavar="N", help=words("limit"))
    parser.add_argument("--fresh", action="store_true", help=words("fresh"))
    _add_model(parser, words)
    parser.set_defaults(temperature=0.0)  # the figures should be those of the model, not of a draw


def _add_model(parser: Parser, words: Words) -> None:
    """What every command takes that asks a model for cards."""
    limits = Settings.model_json_schema()["properties"]
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--model", type=Path, metavar="GGUF", help=words("model"))
    parser.add_argument("--mmproj", type=Path, metavar="GGUF", help=words("mmproj"))
    either.add_argument("--endpoint", type=EndpointAddress(words), metavar="URL", help=words("endpoint"))
    either.add_argument("--server", type=EndpointAddress(words), metavar="URL", help=words("server"))
    parser.add_argument("--endpoint-model", metavar=words("name"), help=words("endpoint_model"))
    parser.add_argument("--endpoint-key", action="store_true", help=words("endpoint_key"))
    minutes = Number(words, whole=False, least=0, most=_LONGEST_WAIT)
    parser.add_argument("--endpoint-wait", type=minutes, default=_WAIT, metavar="N", help=words("endpoint_wait"))
    languages = limits["card_language"]["enum"]
    parser.add_argument("--language", choices=languages, metavar="ID", help=words("language"))
    for option, setting, metavar in (
        ("words", "minimum_words", "N"),
        ("temperature", "temperature", "T"),
        ("prose-temperature", "prose_temperature", "T"),
        ("top-p", "top_p", "P"),
        ("min-p", "min_p", "P"),
        ("repetition-penalty", "repetition_penalty", "X"),
        ("seed", "seed", "N"),
        ("context", "context", "N"),
        ("slots", "slots", "N"),
        ("threads", "threads", "N"),
    ):
        limit = limits[setting].get("anyOf", [limits[setting]])[0]  # of what may be left empty, too
        whole = limit["type"] == "integer"
        number = Number(words, whole=whole, least=limit["minimum"], most=limit["maximum"])
        parser.add_argument(f"--{option}", type=number, metavar=metavar, help=words(option.replace("-", "_")))
    add_correct(parser, words)


def _add_export(parser: Parser, words: Words) -> None:
    parser.add_argument("output", type=Path, metavar="CSV", help=words("output"))
    parser.add_argument("--all", action="store_true", help=words("all"))
    parser.add_argument("--images-at", type=PicturesAddress(words), metavar="URL", help=words("images_at"))
    parser.add_argument("--copy-photos", action="store_true", help=words("copy_photos"))
    related = Number(words, whole=True, least=0, most=MOST)
    parser.add_argument("--related", type=related, metavar="N", help=words("related"))
    _add_preset(parser, words, list(EVERY))
    _add_catalogue(parser, words)


def _add_cache(parser: Parser, words: Words) -> None:
    parser.add_argument("--empty", action="store_true", help=words("cache_empty"))


def _add_worker(parser: Parser, words: Words) -> None:
    add_worker(parser, words)
    _add_no_ocr(parser, words)
    _add_model(parser, words)


def _add_no_ocr(parser: Parser, words: Words) -> None:
    parser.add_argument("--no-ocr", dest="read_labels", action="store_const", const=False, help=words("no_ocr"))


def _add_preset(parser: Parser, words: Words, offered: Sequence[str]) -> None:
    said = words("preset", presets=", ".join(offered))
    parser.add_argument("--preset", choices=offered, default="excel-pt", metavar="ID", help=said)
