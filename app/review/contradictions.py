"""What one card says against itself, word by word.

- *colour*: the name, a feature or the description mentions another colour of the closed list, in any of its forms. A
  card of the colour that stands for several may mention any. ``azul`` does not contradict ``azul-marinho``, of whose
  name it is a part.
- *noun*: they mention another product than the one that the name begins with.
- *category*: that product belongs into other categories than the card's.

A word that is a colour as well as a product (``laranja``) counts as what the card itself is, else as a colour; within
a longer product (``suco de laranja``) it counts as neither. Words that mean something else in passing (the ``manga`` of
a shirt, what a dress goes well with) are counted too: whoever counts has an upper bound; who marks words for a person
leaves those out (:mod:`app.review.facts`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, DESCRIPTION_FIELD, FEATURES_FIELD, NAME_FIELD
from app.domain.wordwise import Finder, Mention, Phrase, longest_beginning, words
from app.review.reading import Reading, Shape, Text

TEXTS = (NAME_FIELD, FEATURES_FIELD, DESCRIPTION_FIELD)
_SHAPE = Shape((*TEXTS, CATEGORY_FIELD, COLOUR_FIELD), TEXTS, {})


class Kind(StrEnum):
    """What contradicts what within one card."""

    COLOUR = "colour"
    NOUN = "noun"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things of one card that cannot both be.

    Attributes:
        kind: Of which sort.
        where: The field that says the other thing.
        own: What the card says it is.
        other: What it says as well.
    """

    kind: Kind
    where: str
    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Found:
    """A contradiction, and the words that make it.

    Attributes:
        contradiction: What contradicts what.
        text: The text that mentions the other thing; ``None`` for a category.
        first: Its first word that does.
        end: The word after the last.
    """

    contradiction: Contradiction
    text: Text | None = None
    first: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Contradictions:
    """Finds what cards say against themselves.

    Attributes:
        colours: Finds colours.
        nouns: Finds products.
        categories: Product → the categories that it belongs into; empty where that is not known.
        many_colours: The colour that stands for several; empty where the list has none.
    """

    colours: Finder
    nouns: Finder
    categories: Mapping[str, frozenset[str]] = field(hash=False)
    many_colours: str

    @classmethod
    def of(
        cls, colours: Iterable[str], categories: Mapping[str, frozenset[str]], many_colours: str
    ) -> "Contradictions":
        """For a closed list of colours, and products with their categories."""
        return cls(Finder.of(colours), Finder.of(categories), categories, many_colours)

    def within(self, values: Mapping[str, Any], noun: str) -> tuple[Contradiction, ...]:
        """What a card says against itself, each thing once a field.

        Args:
            values: The card.
            noun: The product that its name begins with; empty for none, which then contradicts nothing.
        """
        return tuple(dict.fromkeys(found.contradiction for found in self.found(Reading.of(values, _SHAPE), noun)))

    def found(self, card: Reading, noun: str) -> Iterator[Found]:
        """What a card says against itself, every mention of it, in the card's order; the category last.

        Args:
            card: The card.
            noun: As in :meth:`within`.
        """
        colour = card.value(COLOUR_FIELD)
        for text in (text for name in TEXTS for text in card.of_field(name)):
            colours, nouns = self._mentions(text.words, noun)
            own_colour = "" if colour == self.many_colours else colour
            for kind, own, mentions in ((Kind.COLOUR, own_colour, colours), (Kind.NOUN, noun, nouns)):
                for mention in _others(mentions, own):
                    against = Contradiction(kind, text.field, own, mention.name)
                    yield Found(against, text, mention.start, mention.end)
        category, expected = card.value(CATEGORY_FIELD), self.categories.get(noun, frozenset())
        if expected and category not in expected:
            yield Found(Contradiction(Kind.CATEGORY, CATEGORY_FIELD, noun, category))

    def noun_of(self, name: str) -> str:
        """The product that a card's name begins with, in the singular as listed; empty for none."""
        return longest_beginning(words(name), self.nouns.forms) or ""

    def _mentions(self, text: Phrase, noun: str) -> tuple[list[Mention], list[Mention]]:
        """The colours and the products in a text, each word as one of the two at most."""
        nouns = self.nouns.found(text)
        sure = [mention for mention in nouns if mention.name == noun or mention.end - mention.start > 1]
        colours = [mention for mention in self.colours.found(text) if not _overlaps(mention, sure)]
        return colours, [mention for mention in nouns if mention in sure or not _overlaps(mention, colours)]


def _others(mentions: list[Mention], own: str) -> list[Mention]:
    """Those whose names are neither one's own nor a part of it."""
    return [mention for mention in mentions if own and not is_part(mention.name, own)]


def is_part(name: str, own: str) -> bool:
    """Whether all words of a name stand together in one's own, which it therefore does not contradict."""
    part, whole = words(name), words(own)
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def _overlaps(mention: Mention, others: list[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)
