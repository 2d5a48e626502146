"""What the catalogue gives and takes: frozen, plain, free of the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from app.catalog.photos import PhotoRef
from app.domain.states import State

Json: TypeAlias = dict[str, Any]
"""A JSON object as it comes out."""
JsonIn: TypeAlias = Mapping[str, Any]
"""A JSON object as it goes in."""


class Act(StrEnum):
    """What happened to a product: one line of its history."""

    ADDED = "added"
    CLAIMED = "claimed"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"
    RECOVERED = "recovered"
    RETRIED = "retried"
    REQUEUED = "requeued"
    EDITED = "edited"
    APPROVED = "approved"
    REJECTED = "rejected"
    SENT_BACK = "sent_back"
    EXPORTED = "exported"
    REMOVED = "removed"
    RESTORED = "restored"


class Order(StrEnum):
    """How a list of products is sorted."""

    ADDED = "added"
    """Oldest first."""
    CONFIDENCE = "confidence"
    """Least sure first; products without a card last."""


@dataclass(frozen=True, slots=True)
class Headline:
    """Which fields of a card a list shows. A card without one of them shows nothing there."""

    name: str = "product_name"
    category: str = "category_standard"
    colour: str = "color_primary"


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A product whose card is to be generated now.

    Attributes:
        product_id: Which.
        attempt: 1 the first time, counted up with every claim.
        photos: The first is the main photo.
    """

    product_id: int
    attempt: int
    photos: tuple[PhotoRef, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a product has no card.

    Attributes:
        code: As in the error that caused it.
        facts: What fills the sentence.
        retryable: Whether trying again may succeed without anybody changing anything.
    """

    code: str
    facts: dict[str, str]
    retryable: bool


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """Which products a list shows.

    Attributes:
        states: ``None`` for all.
        text: Every word must occur somewhere in the card or the photo's name; accents and case do not matter.
        order: How they are sorted.
    """

    states: frozenset[State] | None = None
    text: str = ""
    order: Order = Order.ADDED


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One line of a list.

    Attributes:
        id: Which product.
        state: Where it stands.
        name: From the card; ``""`` without one.
        category: From the card; ``""`` without one.
        colour: From the card; ``""`` without one.
        confidence: Of the least sure field, in [0, 1]; ``None`` without a card.
        failure: Code of the failure, when it failed.
        file_name: Of the main photo; ``""`` when it was pasted.
    """

    id: int
    state: State
    name: str
    category: str
    colour: str
    confidence: float | None
    failure: str | None
    file_name: str


@dataclass(frozen=True, slots=True)
class Card:
    """What the model said and what holds now.

    Attributes:
        generated: Field → value, as the model wrote it.
        values: Field → value, as a person left it.
        confidence: Field → what the engine said about it; each with ``value`` in [0, 1].
        provenance: Where the generated values come from.
        figures: What they cost.
        generated_at: When the model finished.
        edited_at: When a person last changed a value; ``None`` if never since it was generated.
    """

    generated: Json
    values: Json
    confidence: Json
    provenance: Json
    figures: Json
    generated_at: datetime
    edited_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """Everything about one product but its history.

    Attributes:
        id: Which product.
        state: Where it stands.
        version: Goes back with an edit, so that nobody's edit is overwritten unseen.
        photos: The first is the main photo.
        card: The last generated card; also while another is being generated.
        draft: What was typed while the model was still writing.
        failure: Why it failed, when it did.
        attempt: How often it was claimed.
        created_at: When it came in.
        updated_at: When anything last changed.
        approved_at: When it was approved, if it still is.
        exported_at: When it was last exported.
    """

    id: int
    state: State
    version: int
    photos: tuple[PhotoRef, ...]
    card: Card | None
    draft: Json
    failure: Failure | None
    attempt: int
    created_at: datetime
    updated_at: datetime
    approved_at: datetime | None
    exported_at: datetime | None
