"""How a catalogue looks to people, to compare it with how it looked before."""

from dataclasses import dataclass
from typing import Any

from app.catalog.catalog import Catalog
from app.catalog.rows import Failure, ProductDetail
from app.domain.states import State


@dataclass(frozen=True)
class Look:
    """What undo brings back."""

    state: State
    values: dict[str, Any] | None
    generated: dict[str, Any] | None
    failure: Failure | None


def look(catalog: Catalog) -> dict[int, Look]:
    """Each product that is there."""
    return {id_: _seen(catalog.product(id_)) for id_ in catalog.product_ids()}


def _seen(product: ProductDetail) -> Look:
    card = product.card
    values, generated = (card.values, card.generated) if card else (None, None)
    return Look(product.state, values, generated, product.failure)
