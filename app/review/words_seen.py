"""What words see in a product's photo: that the name of another category is nearer to it than the card's own.

It is known from the card's provenance, so that the same card always gets the same mark, whatever is learned since.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.domain.card import CATEGORY_FIELD
from app.review.marks import Code, Fix, Mark
from app.review.reading import Reading

WORDS_SEEN: Final = "zero_shot"
"""In a card's provenance: the category whose name is nearest to the photo; only where approved cards say enough."""


@dataclass(frozen=True, slots=True)
class WordsSeen:
    """The category that words see, where it is worth a look that it is another.

    Attributes:
        category: Which; empty for none.
        named: How often, in approved cards where it was another as clearly, a person then chose it.
        of: How many of those cards there were.
    """

    category: str = ""
    named: int = 0
    of: int = 0

    @classmethod
    def of_card(cls, provenance: Mapping[str, Any]) -> "WordsSeen":
        """As a card's provenance has it."""
        told = provenance.get(WORDS_SEEN) or {}
        if not told.get("told"):
            return cls()
        return cls(str(told.get("category", "")), int(told.get("named", 0)), int(told.get("of", 0)))


UNSEEN: Final = WordsSeen()
"""Of a card of whose photo words say nothing else."""


def seen_otherwise(
    card: Reading, written: Mapping[str, Any], seen: WordsSeen, categories: Collection[str]
) -> Iterator[Mark]:
    """The category, where words see another in the photo; a person's is not doubted.

    Args:
        card: The card.
        written: Field → what the model wrote.
        seen: What words see.
        categories: The entries of the list.
    """
    own = card.value(CATEGORY_FIELD)
    if own and own == written.get(CATEGORY_FIELD) and seen.category in categories and seen.category != own:
        facts = {"own": own, "other": seen.category, "named": str(seen.named), "of": str(seen.of)}
        yield Mark(CATEGORY_FIELD, Code.WORDS_SEEN, "words_seen", facts, None, Fix(CATEGORY_FIELD, seen.category))
