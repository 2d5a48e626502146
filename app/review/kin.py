"""What approved products that look like one say of its card: that they stand elsewhere, and that sentences are theirs.

Both are known from the card's provenance, so that the same card always gets the same marks, whatever became of the
others since.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.domain.card import CATEGORY_FIELD, DESCRIPTION_FIELD
from app.review.duplicates import sentence_hash, tells
from app.review.marks import Code, Fix, Mark
from app.review.reading import Reading, Span, Text

NEIGHBOURS: Final = "neighbours"
"""In a card's provenance: what approved products that look like it said of its category; only where they agreed."""
EXAMPLES: Final = "examples_of"
"""In a card's provenance: the approved cards that the model was shown, the most like first; only where it was."""
SHARED: Final = 1
"""Sentences that a card may have in common with its examples: a house has its phrases. More of them are marked."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An approved card that the model was shown.

    Attributes:
        name: What its product was called.
        sentences: Hashes of its description's sentences.
    """

    name: str
    sentences: frozenset[int]


@dataclass(frozen=True, slots=True)
class Kin:
    """What is known of approved products that look like one.

    Attributes:
        category: In which most of them stand; empty where they do not agree.
        votes: How many do.
        of: How many there are.
        shown: Those whose cards the model was shown.
    """

    category: str = ""
    votes: int = 0
    of: int = 0
    shown: tuple[Shown, ...] = ()

    @classmethod
    def of_card(cls, provenance: Mapping[str, Any]) -> "Kin":
        """As a card's provenance has it."""
        told = provenance.get(NEIGHBOURS) or {}
        shown = provenance.get(EXAMPLES) or ()
        cards = tuple(Shown(str(each.get("name", "")), frozenset(each.get("sentences", ()))) for each in shown)
        return cls(str(told.get("category", "")), int(told.get("votes", 0)), int(told.get("of", 0)), cards)


UNKNOWN: Final = Kin()
"""Of a card of which nobody knows any."""


def outnumbered(card: Reading, written: Mapping[str, Any], kin: Kin, categories: Collection[str]) -> Iterator[Mark]:
    """The category, where most approved products that look like it stand in another; a person's is not doubted.

    Args:
        card: The card.
        written: Field → what the model wrote.
        kin: The products.
        categories: The entries of the list.
    """
    own = card.value(CATEGORY_FIELD)
    if own and own == written.get(CATEGORY_FIELD) and kin.category in categories and kin.category != own:
        facts = {"own": own, "other": kin.category, "votes": str(kin.votes), "of": str(kin.of)}
        yield Mark(CATEGORY_FIELD, Code.NEIGHBOURS, "neighbours", facts, None, Fix(CATEGORY_FIELD, kin.category))


def copied(card: Reading, kin: Kin) -> Iterator[Mark]:
    """The sentences of the description that stand in cards that the model was shown, where they are too many."""
    if not kin.shown:
        return
    found = [one for text in card.of_field(DESCRIPTION_FIELD) for one in _shared(text, kin)]
    if len(found) > SHARED:
        for span, name in found:
            yield Mark(DESCRIPTION_FIELD, Code.COPIED, "copied", {"name": name}, span)


def _shared(text: Text, kin: Kin) -> Iterator[tuple[Span, str]]:
    for first, end in text.sentences():
        words = text.words[first:end]
        name = next((one.name for one in kin.shown if sentence_hash(words) in one.sentences), None)
        if tells(words) and name is not None:
            yield text.span(first, end), name
