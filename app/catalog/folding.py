"""Texts as a search sees them: without accents, case and punctuation of their own."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.catalog.columns import storable
from app.domain.folding import fold


def searchable(values: Mapping[str, Any], *more: str) -> str:
    """All texts of a card, and whatever else it should be found by, folded and joined by line breaks."""
    return storable(fold("\n".join([*_texts(values), *more])))


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for item in value.values():
                yield from _texts(item)
        case list() | tuple():
            for item in value:
                yield from _texts(item)
