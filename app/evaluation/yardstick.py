"""What answers are measured against: the card, its closed lists, and the words for what a model does not know."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel

from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, DESCRIPTION_FIELD
from app.domain.folding import fold
from app.domain.lists import MANY_COLOURS, OTHER_CATEGORY, Entry, labels
from app.domain.shape import properties_of
from app.wording import Language

TYPE: Final = "product_type"
"""Not a field of the card: the noun that its name begins with."""

_SAID_AT_ONCE: Final = frozenset({"string", "number", "boolean"})
_FLAGS: Final = MappingProxyType({Language.PT: ("sim", "não"), Language.EN: ("yes", "no"), Language.ES: ("sí", "no")})

_OTHER_PRODUCT: Final = MappingProxyType(
    {Language.PT: "outro produto", Language.EN: "other product", Language.ES: "otro producto"}
)
"""How a name begins by which a model says that it does not know the thing."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What answers are measured against.

    Attributes:
        card: The model of the cards, as the engine was asked to fill it.
        texts: Fields that hold one thing that can be said in a cell, the closed lists among them, in the card's order.
        closed: Field → all entries of its closed list, for those that have one. A model may know fewer; what it does
            not know is wrong all the same.
        minimum_words: Fewest words of a description.
        other_product: How a name begins by which a model says that it does not know the thing.
        other_category: The category for what fits none; empty where the list has none.
        many_colours: The colour that stands for several; empty where the list has none.
        flags: How labels say yes and no.
    """

    card: type[BaseModel]
    texts: tuple[str, ...]
    closed: Mapping[str, tuple[str, ...]]
    minimum_words: int
    other_product: str
    other_category: str = ""
    many_colours: str = ""
    flags: tuple[str, str] = ("", "")

    @property
    def colours(self) -> tuple[str, ...]:
        """The closed list of colours."""
        return self.closed.get(COLOUR_FIELD, ())

    def said(self, value: object) -> str:
        """A card's value as labels say it: yes and no in a word, a whole number without its decimals."""
        match value:
            case None:
                return ""
            case bool():
                return self.flags[0] if value else self.flags[1]
            case float() if value.is_integer():
                return str(int(value))
            case _:
                return str(value)

    def listed(self, field: str, value: str) -> str | None:
        """An entry as its closed list spells it, whatever accents and case it was written with; ``None`` if unknown."""
        wanted = fold(value.strip())
        return next((entry for entry in self.closed[field] if fold(entry) == wanted), None)


def make_yardstick(
    card: type[BaseModel], language: Language, categories: tuple[Entry, ...], colours: tuple[Entry, ...]
) -> Yardstick:
    """Read a yardstick off the card.

    Args:
        card: As :func:`app.domain.card.card_type` made it.
        language: Of the cards.
        categories: The catalogue's whole list.
        colours: The whole list.
    """
    properties = properties_of(card)
    offered = {name: tuple(map(str, field["enum"])) for name, field in properties.items() if "enum" in field}
    whole = {CATEGORY_FIELD: labels(categories, language), COLOUR_FIELD: labels(colours, language)}
    closed = {name: tuple(dict.fromkeys((*whole.get(name, ()), *entries))) for name, entries in offered.items()}
    return Yardstick(
        card=card,
        texts=tuple(name for name, field in properties.items() if field.get("type") in _SAID_AT_ONCE),
        closed=closed,
        minimum_words=int(properties.get(DESCRIPTION_FIELD, {}).get("minWords", 0)),
        other_product=_OTHER_PRODUCT[language],
        other_category=_entry(categories, OTHER_CATEGORY, language, closed.get(CATEGORY_FIELD, ())),
        many_colours=_entry(colours, MANY_COLOURS, language, closed.get(COLOUR_FIELD, ())),
        flags=_FLAGS[language],
    )


def _entry(entries: tuple[Entry, ...], id_: str, language: Language, listed: tuple[str, ...]) -> str:
    found = (entry.labels[language] for entry in entries if entry.id == id_)
    return next((label for label in found if label in listed), "")
