"""What a list shows of products."""

from dataclasses import dataclass
from typing import Any

from app.domain.paths import as_written
from app.domain.states import State


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
        photos: How many it has.
        failed_name: Of the photo for which it failed; ``""`` where it did not, or for no photo.
    """

    id: int
    state: State
    name: str
    category: str
    colour: str
    confidence: float | None
    failure: str | None
    file_name: str
    photos: int = 1
    failed_name: str = ""

    @classmethod
    def of(cls, found: Any) -> "ProductRow":
        """From what the list's query found, by the names of its columns."""
        return cls(
            id=found.id,
            state=found.state,
            name=found.name or "",
            category=found.category or "",
            colour=found.colour or "",
            confidence=found.confidence,
            failure=found.failure_code,
            file_name="" if found.stored else as_written(found.path).name,
            photos=found.photos,
            failed_name=as_written((found.failure_facts or {}).get("path", "")).name,
        )
