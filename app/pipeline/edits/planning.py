"""What a bulk edit would do to each of some products, before anything is done.

A plan is made from the cards as they stand and says their versions, so that whoever carries it out can tell which of
them somebody has changed since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, JsonValue, create_model
from pydantic_core import ErrorDetails

from app.catalog.catalog import Catalog
from app.catalog.standing import Standing
from app.domain.shape import foreign, is_blank
from app.domain.states import State
from app.pipeline.edits.operations import Operation
from app.pipeline.selection import hindrances

_DECIDED: Final = frozenset({State.APPROVED, State.EXPORTED})
_SETTLED: Final = _DECIDED | {State.REVIEW, State.REJECTED}
_LEADS: Final = {
    State.APPROVED: frozenset({State.REVIEW, State.REJECTED}),
    State.REVIEW: frozenset({State.APPROVED, State.EXPORTED, State.REJECTED}),
}


class Fate(StrEnum):
    """What becomes of a product."""

    CHANGES = "changes"
    SAME = "same"
    """It is so already."""
    INVALID = "invalid"
    """The value, or for an approval the card, would not keep to its model."""
    AWAY = "away"
    """It has no card, or another one is on its way."""
    TYPED = "typed"
    """Something was typed that is not on the card yet."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of one product.

    Attributes:
        product_id: Which.
        version: Of the values that the plan was made from.
        name: What people call it.
        fate: What becomes of it.
        before: What the field holds, or for a decision the product's state.
        after: What it would hold; as before where nothing changes.
        back: Whether it goes back to review, having been decided.
        problems: Why the value, or the card, is not valid.
    """

    product_id: int
    version: int
    name: str
    fate: Fate
    before: JsonValue
    after: JsonValue
    back: bool = False
    problems: tuple[ErrorDetails, ...] = ()


class FieldEdit:
    """One operation on one field of a card."""

    def __init__(self, card: type[BaseModel], field: str, operation: Operation) -> None:
        """Make it ready.

        Args:
            card: The model that cards keep to.
            field: One of its fields.
            operation: Makes the new value.
        """
        self.field = field
        self.operation = operation
        info = card.model_fields[field]
        definition: Any = (info.annotation, info)
        self._only: type[BaseModel] = create_model("OnlyField", **{field: definition})

    def plan(self, catalog: Catalog, ids: Sequence[int]) -> list[Planned]:
        """What would become of these products.

        Raises:
            ExpressionSlow: A regular expression takes too long for one of them.
            CatalogueError: They cannot be read.
        """
        return [self._planned(standing) for standing in catalog.standing_cards(ids)]

    def _planned(self, standing: Standing) -> Planned:
        before = standing.values.get(self.field) if standing.values is not None else None
        kept = _Kept(standing, before)
        if (hindered := _hindered(standing)) is not None:
            return kept.as_it_is(hindered)
        after = self.operation(before)
        if after == before:
            return kept.as_it_is(Fate.SAME)
        problems = hindrances(self._only, {self.field: after})
        if problems:
            return kept.becoming(after, Fate.INVALID, problems)
        return kept.becoming(after, Fate.CHANGES, back=standing.state in _DECIDED)


class Writing:
    """Having the model write fields of cards where they are empty; what it will write nobody knows yet."""

    def __init__(self, card: type[BaseModel], fields: Sequence[str]) -> None:
        """Make it ready.

        Args:
            card: The model that cards keep to.
            fields: Of these fields, those that are empty, as far as cards of a product's category have them.
        """
        self.fields = fields
        self.name = ", ".join(card.model_fields[field].title or field for field in fields)
        self._card = card

    def plan(self, catalog: Catalog, ids: Sequence[int]) -> list[Planned]:
        """What would become of these products; what a field holds afterwards is said to be what it holds now.

        Raises:
            CatalogueError: They cannot be read.
        """
        return [self._planned(standing) for standing in catalog.standing_cards(ids)]

    def _planned(self, standing: Standing) -> Planned:
        values = standing.values or {}
        kept = _Kept(standing, values.get(self.fields[0]))
        if (hindered := _hindered(standing)) is not None:
            return kept.as_it_is(hindered)
        elsewhere = foreign(self._card, values)
        if not any(is_blank(values.get(field)) for field in self.fields if field not in elsewhere):
            return kept.as_it_is(Fate.SAME)
        return kept.becoming(kept.before, Fate.CHANGES, back=standing.state in _DECIDED)


class Decision:
    """Approving, or sending back to review."""

    def __init__(self, card: type[BaseModel], after: State) -> None:
        """Make it ready.

        Args:
            card: Approved cards keep to it, but for what is only advice.
            after: ``APPROVED`` or ``REVIEW``.
        """
        self.after = after
        self._card = card

    def plan(self, catalog: Catalog, ids: Sequence[int]) -> list[Planned]:
        """What would become of these products.

        Raises:
            CatalogueError: They cannot be read.
        """
        return [self._planned(standing) for standing in catalog.standing_cards(ids)]

    def _planned(self, standing: Standing) -> Planned:
        kept = _Kept(standing, str(standing.state))
        if (hindered := _hindered(standing)) is not None:
            return kept.as_it_is(hindered)
        if standing.state not in _LEADS[self.after]:
            return kept.as_it_is(Fate.SAME)
        problems = hindrances(self._card, standing.values or {}) if self.after is State.APPROVED else ()
        if problems:
            return kept.becoming(str(self.after), Fate.INVALID, problems)
        return kept.becoming(str(self.after), Fate.CHANGES)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A product, to say what becomes of it."""

    standing: Standing
    before: JsonValue

    def as_it_is(self, fate: Fate) -> Planned:
        return self.becoming(self.before, fate)

    def becoming(
        self, after: JsonValue, fate: Fate, problems: tuple[ErrorDetails, ...] = (), *, back: bool = False
    ) -> Planned:
        one = self.standing
        return Planned(one.product_id, one.version, one.name, fate, self.before, after, back, problems)


def _hindered(standing: Standing) -> Fate | None:
    """Why nothing can be done to a product; ``None`` where something can."""
    if standing.values is None or standing.state not in _SETTLED:
        return Fate.AWAY
    return Fate.TYPED if standing.typed else None
