"""Which photos of a folder show the same product, as far as their files' names say.

``SKU-1.jpg, SKU-2.jpg`` and ``SKU_frente.jpg, SKU_costas.jpg`` do; what a camera, a telephone or a messenger numbers
(``IMG_0001 … IMG_0300``), sizes, years, model numbers and long series do not. Where a name can be read both ways the
photos stay apart: to join them is one click, to find out that two products became one takes luck. No file is opened.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Final

MOST_VIEWS: Final = 12
"""A longer series is no product any more: nobody photographs one from thirteen sides."""

_NUMBERED: Final = re.compile(r"(?P<base>.*[^\W_])[\s._-]*(?:[\s._-]|(?=\())\(?(?P<number>\d{1,2})\)?")
_NAMED: Final = re.compile(r"(?P<base>.*[^\W_])[\s._-]+(?P<view>[^\W\d_]+)[\s._-]*(?P<number>\d{0,2})")
_WORD: Final = re.compile(r"[^\W_]+")
_MONTH: Final = re.compile(r"(?<![^\W_])(?:19|20)\d\d(?:\D?(?:0[1-9]|1[0-2]))?$")
_STAMP: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\D?(0[1-9]|1[0-2])\D?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class _Words:
    """As ``resources/lists/photo_names.toml`` explains them."""

    front: frozenset[str]
    views: frozenset[str]
    common: frozenset[str]


@dataclass(frozen=True, slots=True)
class _View:
    """One name, read as a view of something.

    Attributes:
        base: What it is a view of, folded.
        rank: Where it stands among the views: what is called the front comes first, then numbers, then other words.
        number: Its number, where it is told apart by one alone.
        padded: Whether that is written with a zero in front.
    """

    base: str
    rank: tuple[int, int, str]
    number: int | None = None
    padded: bool = False


def group_names(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Put those names of a folder together that are views of the same product.

    Args:
        names: File names, each once.

    Returns:
        The products in the order of their first name, each with its views in the order in which to show them; every
        name is in exactly one.
    """
    views = {name: _view(name) for name in names}
    bases = dict.fromkeys(view.base for view in views.values() if view is not None)
    together: dict[str, list[str]] = {base: [] for base in bases}
    for name, view in views.items():
        base = view.base if view is not None else _folded(_stem(name))
        if base in together:
            together[base].append(name)
    accepted = {name: tuple(group) for group in _accepted(together.values(), views) for name in group}
    return list(dict.fromkeys(accepted.get(name, (name,)) for name in names))


def in_showing_order(names: Iterable[str]) -> list[str]:
    """Names of photos of one product in the order in which to show them: the front first, 9 before 10."""
    return sorted(names, key=lambda name: (not _words().front & {*_WORD.findall(_folded(_stem(name)))}, _natural(name)))


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", _folded(name))]


def _accepted(groups: Iterable[list[str]], views: dict[str, _View | None]) -> Iterator[list[str]]:
    for group in groups:
        if 2 <= len(group) <= MOST_VIEWS and _is_product(group, views):
            yield sorted(group, key=lambda name: _rank(views[name]))


def _is_product(group: list[str], views: dict[str, _View | None]) -> bool:
    read = [views[name] for name in group]
    coded = any(character.isdigit() for view in read if view is not None for character in view.base)
    plain = any(view is None for view in read)  # the base itself, without a number: SKU.jpg beside SKU-2.jpg
    numbers = sorted({view.number for view in read if view is not None and view.number is not None})
    if not numbers:  # beside a name without digits, one word may be another product's: "mesa", "mesa lateral"
        return coded or sum(view is not None for view in read) > 1
    padded = any(view.padded for view in read if view is not None)
    # VEL-01 and VEL-02 are two candles: letters with a padded number are a code, a code with one is a view.
    return _are_views(numbers, plain=plain) and (coded or not padded)


def _are_views(numbers: list[int], *, plain: bool) -> bool:
    """Views are counted from the beginning and nearly without gaps; sizes and model numbers are not."""
    return numbers[0] <= (2 if plain else 1) and numbers[-1] <= len(numbers) + 2 and (plain or len(numbers) > 1)


def _rank(view: _View | None) -> tuple[int, int, str]:
    return view.rank if view is not None else (1, -1, "")


def _view(name: str) -> _View | None:
    """A name as a view, where it is none of a camera's, nor of a date's."""
    stem = unicodedata.normalize("NFC", _stem(name))
    found = _named(stem) or _numbered(stem)
    return found if found is not None and _names_something(found.base) else None


def _named(stem: str) -> _View | None:
    match = _NAMED.fullmatch(stem)
    word = _folded(match["view"]) if match else ""
    words = _words()
    if match is None or word not in words.front | words.views:
        return None
    number = int(match["number"] or 0)
    return _View(_folded(match["base"]), (0 if word in words.front else 2, number, word))


def _numbered(stem: str) -> _View | None:
    match = _NUMBERED.fullmatch(stem)
    if match is None:
        return None
    number = int(match["number"])
    return _View(_folded(match["base"]), (1, number, ""), number, match["number"].startswith("0") and number > 0)


def _names_something(base: str) -> bool:
    """Whether what is in front of a view can be a product: words or a code, and neither a date nor everybody's word."""
    if _MONTH.search(base) or _is_dated(base):
        return False
    words = [word for word in _WORD.findall(base) if word not in _words().common]
    return any(len(word) > 1 or word.isdigit() for word in words) and not _is_camera(base)


def _is_dated(base: str) -> bool:
    for year, month, day in _STAMP.findall(base):
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            continue
        return True
    return False


def _is_camera(base: str) -> bool:
    """``IMG_0012``, ``DSC00012``, ``P1010023``: a common word with four digits or more is a camera's own number."""
    match = re.match(r"([^\W\d_]+)[\s._-]*\d{4,}", base)
    return match is not None and match[1] in _words().common


@cache
def _words() -> _Words:
    raw = tomllib.loads(files("resources.lists").joinpath("photo_names.toml").read_text(encoding="utf-8"))
    return _Words(**{name: frozenset(words) for name, words in raw.items()})


def _stem(name: str) -> str:
    return PurePath(name).stem


def _folded(text: str) -> str:
    """Without accents and case, and without separators at the end."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).rstrip(" ._-(")
