"""Closed lists: entries with an id and a label per language, as data.

The built-in lists lie in ``resources/lists``; an editor's own list is plain labels, one a line, which then are labels
in every language.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.wording import Language

MANY_COLOURS = "multicoloured"
"""Id of the colour that stands for several."""
OTHER_CATEGORY = "other"
"""Id of the category for what fits none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a closed list.

    Attributes:
        id: Names it for good, whatever its labels become.
        labels: Language → what a card and a person call it.
        swatch: A typical colour as ``#rrggbb`` (sRGB), or empty.
    """

    id: str
    labels: dict[Language, str]
    swatch: str = ""


@cache
def built_in(name: str) -> tuple[Entry, ...]:
    """One of the lists that the program carries, read once.

    Args:
        name: ``categories`` or ``colours``.
    """
    text = files("resources.lists").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tuple(
        Entry(raw["id"], {language: raw[language] for language in Language}, raw.get("swatch", ""))
        for raw in tomllib.loads(text)["entry"]
    )


def from_labels(labels: Iterable[str]) -> tuple[Entry, ...]:
    """Make a list of an editor's own labels: stripped, without empty ones, the first of equal ones kept."""
    unique = dict.fromkeys(stripped for label in labels if (stripped := " ".join(label.split())))
    return tuple(Entry(label, dict.fromkeys(Language, label)) for label in unique)


def labels(entries: Sequence[Entry], language: Language) -> tuple[str, ...]:
    """The labels of a list in one language, in the list's order."""
    return tuple(entry.labels[language] for entry in entries)


def swatches(entries: Sequence[Entry], language: Language) -> dict[str, str]:
    """Label → ``#rrggbb`` for the entries that have a typical colour."""
    return {entry.labels[language]: entry.swatch for entry in entries if entry.swatch}
