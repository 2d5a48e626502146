"""Writes a card: draws sentences of the type's material until each paragraph has its words."""

import random
import re
from collections.abc import Iterable

from demo_model.prose.kinds import forms
from demo_model.prose.material import Material, Themes, material
from demo_model.prose.sayings import Sayings, counted, twice
from demo_model.table import Type

FEWEST, MOST = 50, 62
"""Words of a paragraph, as the pattern of a description counts them."""

_NAMED = 6  # times that a description may name its noun or its colour
_ROUNDS = 3  # sentences of one theme in a paragraph, at most
_ATTEMPTS = 200  # far more than any card has needed
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_DRAW = re.compile(r"<(\w+)>")


class Unwritable(Exception):
    """The material of a type is too poor for a card."""


def card(kind: Type, colour: str, rng: random.Random) -> dict[str, object]:
    """Write a card.

    Args:
        kind: The product's type, one of the table's.
        colour: One of ``demo_model.table.COLOURS``.
        rng: Where every choice comes from: the same state gives the same card.

    Returns:
        The five fields of ``ProductCard``, in its order.
    """
    writer = _Writer(kind, colour, rng)
    name = writer.name()
    return {
        "product_name": name,
        "category_standard": kind.department,
        "color_primary": colour,
        "features_list": writer.points(name),
        "description_long": writer.description(),
    }


def title(kind: Type, colour: str) -> str:
    """What every name of such a product begins with: noun and colour."""
    words = material(kind.noun, colour)
    return words.title.format_map(_forms(kind, colour, words))


def _forms(kind: Type, colour: str, words: Material) -> dict[str, str]:
    found = forms(kind, colour, words.short)
    return found | {"c": words.colour.format_map(found)} if words.colour else found


class _Writer:
    """Writes one card's texts."""

    def __init__(self, kind: Type, colour: str, rng: random.Random) -> None:
        self._rng = rng
        self._material: Material = material(kind.noun, colour)
        self._forms = _forms(kind, colour, self._material)
        names = " ".join(self._forms[form] for form in ("noun", "n", "ns", "c", "cs", "cf", "cm")).split()
        self._limits = {**self._material.limits, **dict.fromkeys(names, _NAMED)}

    def name(self) -> str:
        """The name, with a tail every other time."""
        tail = self._say(self._rng.choice(self._material.tails)) if self._rng.random() < 0.5 else ""
        return f"{self._material.title.format_map(self._forms)} {tail}".rstrip()

    def points(self, name: str) -> list[str]:
        """Three to five selling points: the colour first, then what the type and the family offer."""
        themes = self._material.points
        others = [theme for theme in themes if theme not in {"colour", "type"}]
        wanted = self._rng.choice((3, 4, 4, 5))
        order = ["colour", "type", *self._rng.sample(["type", *others], len(others) + 1)]
        said = Sayings(self._limits)
        said.accept(name)
        found: list[str] = []
        for theme in order:
            if len(found) < wanted and (point := self._accepted(self._shuffled(themes[theme]), said)):
                found.append(point)
        rest = found[1:]
        self._rng.shuffle(rest)
        return found[:1] + rest

    def description(self) -> str:
        """Three paragraphs.

        Raises:
            Unwritable: Nothing was left to say, again and again.
        """
        for _ in range(_ATTEMPTS):
            description = "\n\n".join(self._paragraphs())
            if description and not twice(description):
                return description
        raise Unwritable(self._forms["noun"])

    def _paragraphs(self) -> list[str]:
        """Write first and last sentence, then what stands between; nothing when that runs dry."""
        said = Sayings(self._limits)
        closing = self._accepted(self._shuffled(self._material.closing), said)
        opening = self._accepted(self._shuffled(self._material.opening), said)
        if not (opening and closing):
            return []
        first, second, third = self._material.paragraphs
        written = [
            self._paragraph([opening], first, [], said),
            self._paragraph([], second, [], said),
            self._paragraph([], third, [closing], said),
        ]
        return [" ".join(sentences) for sentences in written] if all(written) else []

    def _paragraph(self, before: list[str], themes: Themes, after: list[str], said: Sayings) -> list[str]:
        """Speak of one theme after the other until there are enough words; nothing when they cannot be found."""
        words = sum(map(counted, before + after))
        middle: list[str] = []
        untold = {theme: self._shuffled(themes[theme]) for theme in self._shuffled(themes)}
        for theme in list(untold) * _ROUNDS:
            if words >= FEWEST:
                break
            if sentence := self._accepted(untold[theme], said, MOST - words):
                middle.append(sentence)
                words += counted(sentence)
        return [*before, *middle, *after] if words >= FEWEST else []

    def _accepted(self, templates: list[str], said: Sayings, most: int = MOST) -> str:
        """The first sentence that says something new in no more than so many words; those before it are lost."""
        while templates:
            sentence = self._say(templates.pop())
            if counted(sentence) <= most and said.accept(sentence):
                return sentence
        return ""

    def _shuffled(self, items: Iterable[str]) -> list[str]:
        items = list(items)
        return self._rng.sample(items, len(items))

    def _say(self, template: str) -> str:
        """Fill a template in."""
        if "[" in template:
            template = _CHOICE.sub(lambda found: self._rng.choice(found[1].split("|")), template)
        if "<" in template:
            template = _DRAW.sub(lambda found: self._rng.choice(self._material.lists[found[1]]), template)
        return template.format_map(self._forms)
