"""A card as the checks read it: its texts cut into words, once for all of them.

Words are folded (no accents, no case), and each knows where it stands in the text as a person sees it. Positions count
code points.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from app.domain.folding import fold
from app.domain.shape import applies, conditions_of, properties_of

_WORD = re.compile(r"[a-z0-9]+")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_fold_one = lru_cache(maxsize=4096)(fold)


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in a card.

    Attributes:
        item: Which item of a list, from 0; ``None`` in a plain text.
        start: Code points before it.
        end: Code points before what follows it.
    """

    item: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a card: a field's, or an item's of a list.

    Attributes:
        field: Whose.
        item: Which item of a list; ``None`` in a plain text.
        text: As it stands in the card.
        folded: Without accents and case.
        origins: For each character of ``folded``, and its end, the code point of ``text`` that it comes from.
        words: Folded, as :func:`app.domain.wordwise.words` gives them.
        places: Start and end of each word in ``text``.
    """

    field: str
    item: int | None
    text: str
    folded: str
    origins: tuple[int, ...]
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, field: str, text: str, item: int | None = None) -> "Text":
        """Read a text."""
        pieces = [_fold_one(letter) for letter in text]
        folded = "".join(pieces)
        origins = tuple(at for at, piece in enumerate(pieces) for _ in piece)
        found = list(_WORD.finditer(folded))
        places = tuple((origins[match.start()], origins[match.end() - 1] + 1) for match in found)
        return cls(field, item, text, folded, (*origins, len(text)), tuple(match[0] for match in found), places)

    def span(self, first: int, end: int) -> Span:
        """Where the words from one to before another stand."""
        return Span(self.item, self.places[first][0], self.places[end - 1][1])

    def span_of(self, start: int, end: int) -> Span:
        """Where a stretch of ``folded`` stands."""
        return Span(self.item, self.origins[start], self.origins[end - 1] + 1)

    def between(self, span: Span) -> str:
        """What stands in a span, as a person sees it."""
        return self.text[span.start : span.end]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """The sentences that hold a word, as (first word, word after the last)."""
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        first = 0
        for end in (*ends, len(self.text)):
            after = first
            while after < len(self.places) and self.places[after][0] < end:
                after += 1
            if after > first:
                yield first, after
            first = after


@dataclass(frozen=True, slots=True)
class Shape:
    """What the checks know of a card's model, whatever model it is.

    Attributes:
        fields: All fields, in the card's order.
        texts: Fields of free text, lists of texts among them.
        closed: Field → the entries of its closed list.
        only_for: Field → other field → the values with one of which a card has it.
    """

    fields: tuple[str, ...]
    texts: tuple[str, ...]
    closed: Mapping[str, tuple[str, ...]]
    only_for: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, card: type[BaseModel]) -> "Shape":
        """Read it off a card's model."""
        properties = properties_of(card)
        closed = {name: tuple(map(str, found["enum"])) for name, found in properties.items() if "enum" in found}
        worded = {name for name, found in properties.items() if found.get("type") in {"string", "array"}}
        texts = tuple(name for name in properties if name in worded and name not in closed)
        return cls(tuple(properties), texts, closed, conditions_of(card))

    def foreign(self, values: Mapping[str, Any]) -> frozenset[str]:
        """The fields that a card of these values does not have."""
        return frozenset(name for name, condition in self.only_for.items() if not applies(condition, values))


@dataclass(frozen=True, slots=True)
class Reading:
    """A card, read.

    Attributes:
        values: Field → value; may be partial or wrong.
        texts: The free texts, in the card's order; blank ones are left out.
    """

    values: Mapping[str, Any]
    texts: tuple[Text, ...]

    @classmethod
    def of(cls, values: Mapping[str, Any], shape: Shape) -> "Reading":
        """Read a card of a shape."""
        foreign = shape.foreign(values)
        read = (name for name in shape.texts if name not in foreign)
        return cls(values, tuple(text for name in read for text in _texts(name, values.get(name))))

    def value(self, field: str) -> str:
        """What a field of one text holds; empty for none."""
        value = self.values.get(field)
        return value if isinstance(value, str) else ""

    def of_field(self, field: str) -> tuple[Text, ...]:
        """The texts of one field."""
        return tuple(text for text in self.texts if text.field == field)


def _texts(name: str, value: object) -> Iterator[Text]:
    if isinstance(value, str) and value.strip():
        yield Text.of(name, value)
    elif isinstance(value, list | tuple):
        yield from (Text.of(name, item, at) for at, item in enumerate(value) if isinstance(item, str) and item.strip())
