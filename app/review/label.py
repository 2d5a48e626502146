"""Numbers in a card's texts, beside the text that was read on the product.

A measure, a weight, a quantity or a percentage that stands on the label is a fact, and nobody need be warned of it; one
that the label does not show deserves a look. Only where something was read: a product without a label proves nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from app.domain.folding import fold
from app.review.marks import Code, Mark
from app.review.reading import Reading

_NUMBER = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)*) ?(%|[a-z]+)?")
_NUMBERED: Final = frozenset({"claim.composition", "claim.size", "claim.measure"})
"""What cannot be seen in a photo, and is read on a label."""
_UNITS: Final[Mapping[str, tuple[float, str]]] = {
    **dict.fromkeys(("g", "gr", "grs", "grama", "gramas", "gram", "grams", "gramo", "gramos"), (1.0, "g")),
    **dict.fromkeys(("kg", "kgs", "quilo", "quilos", "kilo", "kilos"), (1000.0, "g")),
    "mg": (0.001, "g"),
    **dict.fromkeys(("ml", "mililitro", "mililitros"), (1.0, "ml")),
    "cl": (10.0, "ml"),
    **dict.fromkeys(("l", "lt", "litro", "litros", "liter", "liters", "litre", "litres"), (1000.0, "ml")),
    **dict.fromkeys(("mm", "milimetro", "milimetros"), (0.1, "cm")),
    **dict.fromkeys(("cm", "centimetro", "centimetros"), (1.0, "cm")),
    **dict.fromkeys(("m", "metro", "metros", "meter", "meters", "metre", "metres"), (100.0, "cm")),
    **dict.fromkeys(("un", "und", "unid", "unidade", "unidades", "unit", "units", "unidad"), (1.0, "un")),
    "%": (1.0, "%"),
}


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number with what it counts.

    Attributes:
        values: As which numbers it may be read: ``1.000`` is a thousand, or one.
        factor: What brings them to their kind's unit.
        kind: Weight, volume, length, …; empty where no unit stands behind it that is known.
    """

    values: tuple[float, ...]
    factor: float
    kind: str

    def is_shown(self, label: Iterable["_Quantity"]) -> bool:
        """Whether a label says the same; a number that stands alone on either side fits any unit."""
        return any(self._equals(other) for other in label)

    def _equals(self, other: "_Quantity") -> bool:
        measured = bool(self.kind and other.kind)
        if measured and self.kind != other.kind:
            return False
        own, others = (self.factor, other.factor) if measured else (1.0, 1.0)
        return any(abs(one * own - two * others) <= 1e-6 * one * own for one, two in product(self.values, other.values))


def label_of(provenance: Mapping[str, Any]) -> str:
    """What was read on a product's photos, as its card's provenance has it; empty where that is nothing."""
    labels = provenance.get("labels") or {}
    return "\n".join(line for photo in labels.get("photos", ()) for line in photo)


def beside_label(found: Iterable[Mark], card: Reading, label: str, counted: re.Pattern[str]) -> Iterator[Mark]:
    """Marks, with those of numbers settled by the label.

    Args:
        found: By the checks that know the card only.
        card: The card.
        label: What was read; empty where nothing was.
        counted: Finds numbers of things in folded text, of which no other check speaks.
    """
    shown = tuple(_quantities(label))
    if not shown:
        yield from found
        return
    for mark in found:
        words = mark.facts.get("words", "")
        stated = tuple(_quantities(words)) if mark.wording in _NUMBERED else ()
        if not stated:
            yield mark
        elif not all(quantity.is_shown(shown) for quantity in stated):
            yield Mark(mark.field, Code.LABEL, "label", {"words": words}, mark.span)
    for text in card.texts:
        for match in counted.finditer(text.folded):
            if not all(quantity.is_shown(shown) for quantity in _quantities(match[0])):
                span = text.span_of(match.start(), match.end())
                yield Mark(text.field, Code.LABEL, "label", {"words": text.between(span)}, span)


def _quantities(text: str) -> Iterator[_Quantity]:
    for match in _NUMBER.finditer(fold(text)):
        factor, kind = _UNITS.get(match[2] or "", (1.0, ""))
        yield _Quantity(tuple(_values(match[1])), factor, kind)


def _values(number: str) -> Iterator[float]:
    """Either mark may part thousands or decimals; where three digits follow the last, both are meant at times."""
    whole, _, rest = number.replace(",", ".").rpartition(".")
    digits = whole.replace(".", "")
    if whole:
        yield float(f"{digits}.{rest}")
    if not whole or len(rest) == 3:
        yield float(digits + rest)
