"""What a check finds: frozen, plain, free of words in any language."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.review.reading import Reading, Span


class Severity(StrEnum):
    """How loudly a mark speaks. ``off`` is only a choice: no mark has it."""

    OFF = "off"
    NOTICE = "notice"
    WARNING = "warning"


class Code(StrEnum):
    """The checks, each with a severity of its own."""

    MISSING = "missing"
    REPEATED = "repeated"
    COLOUR = "colour"
    PRODUCT = "product"
    LANGUAGE = "language"
    FORBIDDEN = "forbidden"
    CLAIM = "claim"
    LENGTH = "length"
    DUPLICATE = "duplicate"
    PHOTO = "photo"
    LABEL = "label"
    NEIGHBOURS = "neighbours"
    COPIED = "copied"
    WORDS_SEEN = "words_seen"


@dataclass(frozen=True, slots=True)
class Fix:
    """The obvious remedy: give a field this value.

    Attributes:
        field: Which.
        value: What it would hold.
    """

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that a reviewer is pointed to.

    Attributes:
        field: The field that it stands at.
        code: The check that found it.
        wording: Which sentence says it, as ``resources/checks`` names it.
        facts: Fill the sentence in.
        span: The words in question; ``None`` for the field as a whole.
        fix: The obvious remedy, if there is one.
        product: Another product that it speaks of, if it does.
    """

    field: str
    code: Code
    wording: str
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    span: Span | None = None
    fix: Fix | None = None
    product: int | None = None


Check: TypeAlias = Callable[[Reading], Iterable[Mark]]
"""A card's texts → what there is to say of them; the same card always gets the same marks."""
