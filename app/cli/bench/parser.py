"""What can be said after ``fichario bench``."""

import argparse
from pathlib import Path

from app.cli.correction import add_correct
from app.cli.numbers import Number, Numbers
from app.cli.words import Words
from app.settings import LARGEST_SEED, Settings

_MOST_SLOTS = 16
_MOST_REPETITIONS = 1000
_MOST_PHOTOS = 10**9


def add_bench(parser: argparse.ArgumentParser, words: Words) -> None:
    """Give the command its arguments."""
    parser.add_argument("photos", nargs="*", type=Path, metavar=words("photo"), help=words("bench_photos"))
    for name in ("model", "mmproj"):
        parser.add_argument(
            f"--{name}", type=Path, action="append", default=[], metavar="GGUF", help=words(f"bench_{name}")
        )
    slots = Numbers(words, least=1, most=_MOST_SLOTS)
    parser.add_argument("--slots", type=slots, default=(1, 2, 4, 8), metavar="N,N", help=words("bench_slots"))
    _add_number(parser, words, "repeat", "bench_repeat", (1, _MOST_REPETITIONS), default=1)
    parser.add_argument("--labels", type=Path, metavar="CSV", help=words("bench_labels"))
    _add_number(parser, words, "limit", "bench_limit", (1, _MOST_PHOTOS))
    parser.add_argument("--json", type=Path, metavar="JSON", help=words("bench_json"))
    parser.add_argument("--plot", type=Path, metavar="PNG", help=words("bench_plot"))
    limits = Settings.model_json_schema()["properties"]
    languages = limits["card_language"]["enum"]
    parser.add_argument("--language", choices=languages, metavar="ID", help=words("language"))
    for option, setting in (("words", "minimum_words"), ("context", "context"), ("threads", "threads")):
        _add_number(parser, words, option, option, (limits[setting]["minimum"], limits[setting]["maximum"]))
    add_correct(parser, words)
    _add_number(parser, words, "seed", "seed", (0, LARGEST_SEED))
    parser.set_defaults(refuse=parser.error, temperature=0.0)  # the figures should be those of the model, not of a draw


def check_pairs(arguments: argparse.Namespace, words: Words) -> None:
    """Leave the program where models and projectors do not come in pairs, or one projector is not for all models."""
    models, projectors = len(arguments.model), len(arguments.mmproj)
    if models != projectors and not (models and projectors == 1):
        arguments.refuse(words("bench_pairs", models=models, projectors=projectors))


def _add_number(
    parser: argparse.ArgumentParser,
    words: Words,
    option: str,
    help_: str,
    bounds: tuple[float, float],
    default: int | None = None,
) -> None:
    number = Number(words, whole=True, least=bounds[0], most=bounds[1])
    parser.add_argument(f"--{option}", type=number, default=default, metavar="N", help=words(help_))
