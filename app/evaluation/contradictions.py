"""What one card says against itself, word by word.

- *colour*: the name, a feature or the description mentions another colour of the closed list, in any of its forms. A
  card of the colour that stands for several may mention any. ``azul`` does not contradict ``azul-marinho``, of whose
  name it is a part.
- *noun*: they mention another product type of the labels than the one that the name begins with.
- *category*: the labels put that product type into other categories than the card does.

A word that is a colour as well as a product (``laranja``) counts as what the card itself is, else as a colour; within
a longer product type (``suco de laranja``) it counts as neither. Words that mean something else in passing (the
``manga`` of a shirt, what a dress goes well with) are counted too: the figure is an upper bound, and the report names
the pairs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD
from app.evaluation.marks import Contradiction, Kind
from app.evaluation.wordwise import Finder, Mention, words
from app.evaluation.yardstick import DESCRIPTION_FIELD, FEATURES_FIELD, NAME_FIELD, Yardstick

_TEXTS = (NAME_FIELD, FEATURES_FIELD, DESCRIPTION_FIELD)


@dataclass(frozen=True, slots=True)
class Contradictions:
    """Finds what cards say against themselves.

    Attributes:
        colours: Finds colours.
        nouns: Finds product types.
        categories: Product type → the categories that the labels put it into; empty where they never say.
        many_colours: The colour that stands for several; empty where the list has none.
    """

    colours: Finder
    nouns: Finder
    categories: Mapping[str, frozenset[str]] = field(hash=False)
    many_colours: str

    @classmethod
    def of(cls, yardstick: Yardstick, categories: Mapping[str, frozenset[str]]) -> "Contradictions":
        """For the colours of a yardstick and the product types of some labels."""
        return cls(Finder.of(yardstick.colours), Finder.of(categories), categories, yardstick.many_colours)

    def within(self, values: Mapping[str, Any], noun: str) -> tuple[Contradiction, ...]:
        """What a card says against itself, each thing once a field.

        Args:
            values: The card.
            noun: The product type that its name begins with; empty for none, which then contradicts nothing.
        """
        colour = str(values.get(COLOUR_FIELD, ""))
        found: list[Contradiction] = []
        for name in _TEXTS:
            for text in _items(values.get(name)):
                colours, nouns = self._mentions(words(text), noun)
                against = self._against_colour(colours, colour)
                found += [Contradiction(Kind.COLOUR, name, colour, other) for other in against]
                found += [Contradiction(Kind.NOUN, name, noun, other) for other in _others(nouns, noun)]
        category = str(values.get(CATEGORY_FIELD, ""))
        expected = self.categories.get(noun, frozenset())
        if expected and category not in expected:
            found.append(Contradiction(Kind.CATEGORY, CATEGORY_FIELD, noun, category))
        return tuple(dict.fromkeys(found))

    def _mentions(self, text: tuple[str, ...], noun: str) -> tuple[list[Mention], list[Mention]]:
        """The colours and the product types in a text, each word as one of the two at most."""
        nouns = self.nouns.found(text)
        sure = [mention for mention in nouns if mention.name == noun or mention.end - mention.start > 1]
        colours = [mention for mention in self.colours.found(text) if not _overlaps(mention, sure)]
        return colours, [mention for mention in nouns if mention in sure or not _overlaps(mention, colours)]

    def _against_colour(self, mentions: list[Mention], colour: str) -> list[str]:
        return [] if colour == self.many_colours else _others(mentions, colour)


def _others(mentions: list[Mention], own: str) -> list[str]:
    """The names that are neither one's own nor a part of it, each once."""
    if not own:
        return []
    return [name for name in dict.fromkeys(mention.name for mention in mentions) if not is_part(name, own)]


def is_part(name: str, own: str) -> bool:
    """Whether all words of a name stand together in one's own, which it therefore does not contradict."""
    part, whole = words(name), words(own)
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def _overlaps(mention: Mention, others: list[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)


def _items(value: object) -> Iterator[str]:
    """A text, or the texts of a list one by one: no name spans two."""
    if isinstance(value, list):
        yield from map(str, value)
    elif value is not None:
        yield str(value)
