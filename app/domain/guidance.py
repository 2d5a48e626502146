"""What a person says of one product before its card is written: a hint, and fields that are settled already."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import JsonValue

LONGEST_HINT: Final = 300
"""Characters. A hint is a line; what is longer would crowd out the instructions of a small model."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """How a person helps the model with one product.

    Attributes:
        hint: What cannot be seen in the photos, e.g. "linho, coleção verão 2027"; as :func:`one_hint` makes it.
        settled: Field → value that holds whatever the model would write; it need not satisfy the card's rules.
    """

    hint: str = ""
    settled: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One field that is to be written anew, the others as they are.

    Attributes:
        field: Which.
        current: What it holds now.
        instruction: What is asked of it, e.g. "mais curto"; as :func:`one_hint` makes it.
    """

    field: str
    current: JsonValue
    instruction: str


UNGUIDED: Final = Guidance()
"""Nobody says anything."""


def one_hint(text: str) -> str:
    """A hint as it is kept: on one line, without characters that control anything, not too long."""
    seen = "".join(" " if unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} else one for one in text)
    return " ".join(seen.split())[:LONGEST_HINT].rstrip()
