"""What is said of one card, and what is known from all the labels: plain data between judging and counting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.review.contradictions import Contradiction


@dataclass(frozen=True, slots=True)
class FieldMark:
    """Whether one labelled thing was right.

    Attributes:
        expected: Answers that are all right.
        got: What the card says; empty for a type that is none of the labels'.
        right: Whether it is one of those expected.
        confidence: How sure the model was, in [0, 1].
    """

    expected: tuple[str, ...]
    got: str
    right: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Mark:
    """All that is said of one photo's card.

    Attributes:
        photo: As the labels name it.
        group: As the labels say; empty for none.
        known: Whether the model should know the thing.
        values: The card; ``None`` where there is none.
        error: Code of what went wrong instead; empty with a card.
        facts: Of that error.
        fields: Labelled field, or ``product_type`` → its mark. Only of things that the model should know.
        valid: Whether the card type takes the values strictly.
        words: Of the description.
        contradictions: Within the card.
        says_unknown: Whether the card says in words that the thing is not known.
        confidence: Field → how sure the model was.
    """

    photo: str
    group: str
    known: bool
    values: Mapping[str, Any] | None = field(hash=False)
    error: str = ""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
    fields: Mapping[str, FieldMark] = field(default_factory=dict, hash=False)
    valid: bool = False
    words: int = 0
    contradictions: tuple[Contradiction, ...] = ()
    says_unknown: bool = False
    confidence: Mapping[str, float] = field(default_factory=dict, hash=False)
