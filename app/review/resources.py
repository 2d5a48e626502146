"""The checks' data, read from ``resources/checks``."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from app.domain.lists import Entry
from app.wording import Language


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that no photo can show.

    Attributes:
        id: Names its sentence.
        pattern: Finds it in folded text, on whole words.
    """

    id: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Passing:
    """Folded words by which other things are mentioned without being meant.

    Attributes:
        passing: What comes after them in the sentence is mentioned in passing.
        details: A colour beside one of them is a part's.
        this: Demonstratives.
        articles: Articles.
    """

    passing: frozenset[str] = frozenset()
    details: frozenset[str] = frozenset()
    this: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """Where cards may go, and how long their texts may be there.

    Attributes:
        name: What people call it.
        most: Field → characters at most.
    """

    name: str
    most: Mapping[str, int]


@cache
def read(name: str) -> dict[str, Any]:
    """One file of the checks' data, read once; nobody changes it."""
    return tomllib.loads(files("resources.checks").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def claims(language: Language) -> tuple[Claim, ...]:
    """What no photo can show, for cards in a language."""
    return tuple(
        Claim(raw["id"], re.compile(rf"(?<![a-z0-9])(?:{'|'.join(raw[language])})(?![a-z0-9])"))
        for raw in read("claims")["claim"]
    )


def counted(language: Language) -> re.Pattern[str]:
    """What finds numbers of things in folded text, in a language."""
    return re.compile(rf"(?<![a-z0-9.,]){read('counted')[language]['pattern']}(?![a-z0-9])")


def passing(language: Language) -> Passing:
    """What mentions things in passing, in a language."""
    return Passing(**{name: frozenset(words) for name, words in read("passing")[language].items()})


def function_words() -> dict[Language, frozenset[str]]:
    """Language → its function words, folded."""
    return {Language(code): frozenset(raw["words"]) for code, raw in read("languages").items()}


def targets() -> dict[str, Target]:
    """Id → where cards may go."""
    found = read("targets").items()
    return {
        id_: Target(raw["name"], {name: most for name, most in raw.items() if isinstance(most, int)})
        for id_, raw in found
    }


def products(built_in: tuple[Entry, ...], listed: tuple[str, ...], language: Language) -> dict[str, frozenset[str]]:
    """Product → the catalogue's categories that it belongs into, as cards name them.

    Args:
        built_in: The built-in categories, by whose ids the data speaks.
        listed: The catalogue's own categories. A product none of whose categories is among them has none here: its
            name is known, and nothing is said of its category.
        language: Of the cards; the data has Portuguese nouns only.
    """
    found: dict[str, set[str]] = defaultdict(set)
    if language is not Language.PT:
        return {}
    names = {entry.id: entry.labels[language] for entry in built_in}
    for id_, raw in read("products").items():
        for noun in raw["nouns"]:
            found[noun] |= {names[id_]} & {*listed}
    return {noun: frozenset(categories) for noun, categories in found.items()}
