"""The words that cards are made of: ``data/*.toml``, one file for a family of types.

A file may name a ``base``; its lists are joined with those of the base. A type has ``facts`` and ``points`` of its own,
and where the family's do not suit it, its own ``tails``, ``second`` paragraph and ``list``; of points on a theme that
is ``unsaid`` it has none. A sentence is a template:

- ``{c}`` a form of noun or colour, see :func:`demo_model.prose.kinds.forms`;
- ``[a|b]`` one of the alternatives;
- ``<pair>`` an entry of the list of that name, or of ``<tone>``, what the colour is like.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

Themes: TypeAlias = dict[str, list[str]]

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Material:
    """All that can be said about a type.

    Attributes:
        short: The noun as the text repeats it.
        title: Template of the name, without a tail.
        colour: Template of what tells the colour, where it is not the product itself that has it; else empty.
        tails: What may follow in the name.
        opening: First sentences; they name noun and colour.
        closing: Last sentences.
        paragraphs: For each paragraph the themes that it speaks of, each with its sentences.
        points: Theme → short selling points; a card takes one of a theme.
        lists: What stands in the place of ``<…>``.
        limits: Words that may stand in a card more than once → how often.
    """

    short: str
    title: str
    colour: str
    tails: list[str]
    opening: list[str]
    closing: list[str]
    paragraphs: tuple[Themes, Themes, Themes]
    points: Themes
    lists: Themes
    limits: dict[str, int]


@cache
def material(noun: str, colour: str) -> Material:
    """Collect what can be said about a product of this type and colour."""
    family = _families()[noun]
    own = family["type"][noun]
    hue = _read("colours")[colour]
    first, second, third = family["first"], own.get("second", family["second"]), family["third"]
    themes = [theme for theme in family["points"] if theme not in own.get("unsaid", ())]
    facts: Themes = {"fact": own["facts"]}
    tones: Themes = {"tone": first["tone"] + hue.get(family["hues"], [])}
    return Material(
        short=own.get("short", noun),
        title=family["title"],
        colour=family.get("colour", ""),
        tails=own.get("tails", family["tails"]),
        opening=family["opening"],
        closing=family["closing"],
        paragraphs=(first | tones | facts, second | facts, third),
        points={theme: family["points"][theme] for theme in themes} | {"type": own["points"]},
        lists=family["list"] | own.get("list", {}) | {"tone": hue.get(f"{family['hues']}_tone", hue["tone"])},
        limits={word: int(times) for times, words in family["often"].items() for word in " ".join(words).split()},
    )


def families() -> tuple[str, ...]:
    """Names of the files that speak of types."""
    return tuple(sorted({path.stem for path in _DATA.glob("*.toml")} - {"colours"}))


@cache
def _families() -> dict[str, dict[str, Any]]:
    """Noun → its family, joined with its bases."""
    joined = [_joined(name) for name in families()]
    return {noun: family for family in joined for noun in family.get("type", {})}


def _joined(name: str) -> dict[str, Any]:
    raw = _read(name)
    return _merged(_joined(raw["base"]), raw) if "base" in raw else raw


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Join two tables: lists one behind the other, tables key by key, of other values the second."""
    result = dict(base)
    for key, value in own.items():
        match result.get(key), value:
            case list() as before, list():
                result[key] = before + value
            case dict() as before, dict():
                result[key] = _merged(before, value)
            case _:
                result[key] = value
    return result


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
