"""What can be said after ``fichario serve`` and ``fichario worker``."""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from app.cli.numbers import Number
from app.cli.words import Words
from app.settings import APPLICATION

REDIS, BROKER, STORAGE, KEYS = "FICHARIO_REDIS", "FICHARIO_BROKER", "FICHARIO_STORAGE", "FICHARIO_KEYS"
"""Environment variables: an address with a password in it is better not said where others see what runs."""
_REDIS: Final = "redis://127.0.0.1:6379/0"
SCOPES: Final = ("photos", "cards", "metrics")
_HOUR: Final = 3600
_SERVING: Final[Mapping[str, tuple[int, int, int]]] = {
    # option: usual, least, most
    "port": (8077, 0, 65535),
    "largest": (64, 1, 512),
    "most-pixels": (100, 1, 1000),
    "most-open": (5000, 1, 10**6),
    "most-open-of-key": (2000, 1, 10**6),
    "kept": (24, 1, 24 * 365),
    # A card may wait for a week, and needs its photo then.
    "photos-kept": (30, 8, 36500),
}


def add_serve(parser: argparse.ArgumentParser, words: Words) -> None:
    """Give the command its options, and the command that looks after keys."""
    parser.add_argument("--host", default="127.0.0.1", metavar=words("name"), help=words("serve_host"))
    for option, (usual, least, most) in _SERVING.items():
        number = Number(words, whole=True, least=least, most=most)
        said = words(f"serve_{option.replace('-', '_')}", usual=usual)
        parser.add_argument(f"--{option}", type=number, default=usual, metavar="N", help=said)
    _add_places(parser, words)
    _add_keys_file(parser, words, Path(os.environ.get(KEYS, _folder() / "keys.json")))
    parser.add_argument("--certificate", type=Path, metavar="PEM", help=words("serve_certificate"))
    parser.add_argument("--certificate-key", type=Path, metavar="PEM", help=words("serve_certificate_key"))
    commands = parser.add_subparsers(dest="serve_command", title=words("commands"), metavar=words("command"))
    said = words("serve_keys")
    # The class of the commands is that of the parser, which takes the words.
    keys = commands.add_parser("keys", words=words, help=said, description=said, epilog=words("serve_keys_more"))
    keys.add_argument("--make", metavar=words("name"), help=words("serve_keys_make"))
    keys.add_argument("--scope", action="append", choices=SCOPES, metavar="ID", help=words("serve_keys_scope"))
    keys.add_argument("--revoke", metavar="ID", help=words("serve_keys_revoke"))
    # What stood before this command is not to be wiped out by what was not said after it.
    _add_keys_file(keys, words, argparse.SUPPRESS)


def add_worker(parser: argparse.ArgumentParser, words: Words) -> None:
    """Give the command its options, but for those that say who writes."""
    _add_places(parser, words)
    parser.add_argument("--name", metavar=words("name"), help=words("worker_name"))
    # As in the choices, an empty id stands for none.
    parser.add_argument("--search-model", metavar="ID", help=words("worker_search_model"))
    without = words("worker_no_search_model")
    parser.add_argument("--no-search-model", dest="search_model", action="store_const", const="", help=without)
    for option, usual, least, most in (("lease", 120, 2, _HOUR), ("deadline", 600, 1, 24 * _HOUR)):
        number = Number(words, whole=True, least=least, most=most)
        parser.add_argument(f"--{option}", type=number, default=usual, metavar="N", help=words(f"worker_{option}"))


def _add_places(parser: argparse.ArgumentParser, words: Words) -> None:
    redis, storage = os.environ.get(REDIS, _REDIS), os.environ.get(STORAGE, str(_folder()))
    parser.add_argument("--redis", default=redis, metavar="URL", help=words("server_redis"))
    broker = os.environ.get(BROKER)
    parser.add_argument("--broker", default=broker, metavar="URL", help=words("server_broker"))
    parser.add_argument("--storage", default=storage, metavar=words("folder"), help=words("server_storage"))


def _add_keys_file(parser: argparse.ArgumentParser, words: Words, default: Path | str) -> None:
    parser.add_argument("--keys", type=Path, metavar="JSON", default=default, help=words("server_keys"))


def _folder() -> Path:
    return user_data_path(APPLICATION, appauthor=False) / "server"
