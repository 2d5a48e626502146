"""What the catalogue gives and takes: frozen, plain, free of the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self, TypeAlias

from app.catalog.photos import PhotoRef
from app.domain.colours.found import FoundColours
from app.domain.guidance import Guidance
from app.domain.states import State

Json: TypeAlias = dict[str, Any]
"""A JSON object as it comes out."""
JsonIn: TypeAlias = Mapping[str, Any]
"""A JSON object as it goes in."""


class Act(StrEnum):
    """What happened to a product, one line of its history; and what a person did to one or many of them, a deed."""

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
    MERGED = "merged"
    HINTED = "hinted"
    REVISED = "revised"
    """Edited among many, by one rule for all."""
    FILLED = "filled"
    """The model wrote fields that were empty, as somebody asked."""
    JOINED = "joined"
    SPLIT = "split"
    ARRANGED = "arranged"
    KEPT_APART = "kept_apart"
    """Said to be another product than one that it resembles."""
    WENT_BACK = "went_back"
    UNDONE = "undone"
    REDONE = "redone"


class Order(StrEnum):
    """How a list of products is sorted; what is equal stands in the order in which it came in."""

    ADDED = "added"
    """Oldest first."""
    NEWEST = "newest"
    """Newest first."""
    NAME = "name"
    """By the card's name without accents and case; products without a card last."""
    CONFIDENCE = "confidence"
    """Least sure first; products without a card last."""
    STATE = "state"
    """What waits for a person first, what is done last."""
    EDITED = "edited"
    """What changed last first."""


class Facet(StrEnum):
    """What products can be told apart by; its values are texts as the catalogue holds them, or what is said here."""

    STATE = "state"
    CATEGORY = "category"
    COLOUR = "colour"
    CONFIDENCE = "confidence"
    """A :class:`~app.catalog.bands.Band`."""
    FLAG = "flag"
    """A :class:`~app.review.marks.Code`: what the checks found; a product may have several."""
    LIKENESS = "likeness"
    """A :class:`~app.catalog.likeness_rows.Kind`: the surest that it may have in common with another product."""
    FOLDER = "folder"
    """Where the main photo lies."""
    ADDED = "added"
    """A :class:`~app.catalog.bands.Period`."""


@dataclass(frozen=True, slots=True)
class Headline:
    """Which fields of a card a list shows. A card without one of them shows nothing there."""

    name: str = "product_name"
    category: str = "category_standard"
    colour: str = "color_primary"


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
        text: Every word must begin a word of the card or of the photo's name; accents and case do not matter.
        facets: Facet → the values of which a product must have one; facets that are not there let everything through.
        order: How they are sorted.
        fields: The same as ``facets``, for closed lists that the editor added.
        only: These products and no others, in their order, whatever the other one is; ``None`` for all.
        ranked: Products that come first in the usual order, and in this one; found anew by whoever knows better than
            the words, so that filters are the same whatever it says.
        seen: Products that are let through as if their texts held the words, since their photos look like them →
            whether their texts do, too; likewise.
    """

    text: str = ""
    facets: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    order: Order = Order.ADDED
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    only: tuple[int, ...] | None = None
    ranked: tuple[int, ...] = field(default=(), compare=False)
    seen: Mapping[int, bool] = field(default_factory=dict, compare=False)

    @classmethod
    def standing(cls, *states: State) -> Self:
        """The products in these states."""
        return cls(facets={Facet.STATE: frozenset(states)})

    @property
    def narrows(self) -> bool:
        """Whether it may leave a product out."""
        return bool(self.text.strip() or self.facets or self.fields or self.only is not None)


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
        colours: Of the main photo; ``None`` while nobody has looked for them.
        card: The last generated card; also while another is being generated.
        draft: What was typed while the model was still writing.
        failure: Why it failed, when it did.
        attempt: How often it was claimed.
        created_at: When it came in.
        updated_at: When anything last changed.
        approved_at: When it was approved, if it still is.
        exported_at: When it was last exported.
        guidance: What people say of it to the model; its settled fields are those that another card would keep.
    """

    id: int
    state: State
    version: int
    photos: tuple[PhotoRef, ...]
    colours: FoundColours | None
    card: Card | None
    draft: Json
    failure: Failure | None
    attempt: int
    created_at: datetime
    updated_at: datetime
    approved_at: datetime | None
    exported_at: datetime | None
    guidance: Guidance
