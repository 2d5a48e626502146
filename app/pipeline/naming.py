"""The names of categories in sentences, as towers of words were taught: what a photo is held against."""

import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Final

from app.domain.lists import OTHER_CATEGORY, Entry, built_in
from app.wording import Language

MOST: Final = 200
"""Names in a list at most: of more, most would be found by nobody before the window is closed again."""


def nameable(categories: Collection[str]) -> tuple[str, ...]:
    """Those of a list's labels that say what a product is; none of a list that is too long."""
    others = {label for entry in _known().values() if entry.id == OTHER_CATEGORY for label in entry.labels.values()}
    return tuple(name for name in categories if name not in others) if len(categories) <= MOST else ()


def sentences(category: str, languages: Collection[Language]) -> tuple[str, ...]:
    """What a tower of words is shown of a category.

    Args:
        category: Its label, in any language: of the program's own categories the other languages' labels are known.
        languages: That the tower knows; those of which no sentences are known count for nothing, and where that leaves
            none, all count.
    """
    entry = _known().get(category)
    spoken = [language for language in _templates() if language in languages] or [*_templates()]
    return tuple(
        template.replace("{name}", entry.labels[language] if entry is not None else category)
        for language in spoken
        for template in _templates()[language]
    )


@cache
def _known() -> dict[str, Entry]:
    return {label: entry for entry in built_in("categories") for label in entry.labels.values()}


@cache
def _templates() -> dict[Language, tuple[str, ...]]:
    text = files("resources.lists").joinpath("zero_shot.toml").read_text(encoding="utf-8")
    return {Language(raw["id"]): tuple(raw["sentences"]) for raw in tomllib.loads(text)["language"]}
