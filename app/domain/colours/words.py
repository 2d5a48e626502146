"""The words for colours, read from ``resources/lists/colour_words.toml``, which says where they come from."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.domain.colours.found import Lab
from app.domain.wordwise import Finder, words
from app.wording import Language


@dataclass(frozen=True, slots=True)
class ColourWord:
    """A colour that has a name.

    Attributes:
        id: Names it for good.
        names: Language → what it is called; several words may mean the same.
        families: The basic colours that it belongs to: of one family nobody says that they contradict each other.
        anchors: Colours that are called so; whatever is nearest to one of them is called so, too. None for metals.
    """

    id: str
    names: dict[Language, tuple[str, ...]]
    families: frozenset[str]
    anchors: tuple[Lab, ...]


@cache
def colour_words() -> tuple[ColourWord, ...]:
    """All of them."""
    text = files("resources.lists").joinpath("colour_words.toml").read_text(encoding="utf-8")
    return tuple(
        ColourWord(
            raw["id"],
            {language: tuple(raw[language]) for language in Language},
            frozenset(raw["families"]),
            tuple((float(lab[0]), float(lab[1]), float(lab[2])) for lab in raw["anchors"]),
        )
        for raw in tomllib.loads(text)["word"]
    )


def known(listed: Iterable[str], language: Language) -> dict[str, ColourWord]:
    """The labels of a closed list that are words for colours, whatever their accents, number and gender.

    Args:
        listed: Labels, as the list spells them.
        language: Of the labels.
    """
    named = {name: word for word in colour_words() for name in word.names[language]}
    forms = Finder.of(named).forms
    return {label: named[forms[words(label)]] for label in listed if words(label) in forms}
