"""What a catalogue has of its own for its cards: the editor's fields, list of categories, and what it has learned."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from app.catalog.catalog import Catalog
from app.domain.fields import CustomField, FieldType, plain_fields, read_fields
from app.domain.lists import Entry, from_labels
from app.pipeline.belief import Belief, belief_of

CATEGORIES: Final = "categories"
"""Under which name the catalogue keeps its own list of categories."""


@dataclass(frozen=True, slots=True)
class Own:
    """What cards have beside what every catalogue's have.

    Attributes:
        fields: The fields that the editor added.
        categories: The editor's list, or ``None`` for the built-in one.
        belief: How far confidences are to be believed.
    """

    fields: tuple[CustomField, ...] = ()
    categories: tuple[Entry, ...] | None = None
    belief: Belief = field(default_factory=Belief)


NOTHING: Final = Own()
"""Of its own: cards are as they are everywhere."""


def own_of(catalog: Catalog) -> Own:
    """What a catalogue has of its own."""
    labels: list[str] = catalog.setting(CATEGORIES, [])
    categories = from_labels(labels) if labels else None
    return Own(read_fields(catalog.own_fields()), categories, belief_of(catalog))


def keep_fields(catalog: Catalog, fields: Sequence[CustomField]) -> None:
    """Keep other fields; cards stay as they are.

    Raises:
        CatalogueError: They cannot be saved; nothing changed.
    """
    listed = [field.id for field in fields if field.type is FieldType.CHOICE]
    catalog.set_own_fields(plain_fields(fields), listed)
