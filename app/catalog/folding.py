"""Texts as a search sees them: without accents and case."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from app.catalog.columns import storable
from app.domain.folding import fold
from app.domain.paths import as_written

_NUMBER_INSIDE: Final = re.compile(r"(?<=[^\W\d_])0*([1-9]\d*)")


def searchable(values: Mapping[str, Any], *photos: Path) -> str:
    """All texts of a card and the names of its photos, folded and joined by line breaks.

    A number within a name's word is a word of its own, too: ``DSC01234.jpg`` is found by 1234.
    """
    names = [as_written(path).name for path in photos]
    numbers = [number for name in names for number in _NUMBER_INSIDE.findall(name)]
    return storable(fold("\n".join([*texts_of(values), *names, *numbers])))


def texts_of(value: Any) -> Iterator[str]:
    """All texts of a JSON value, in their order."""
    match value:
        case str():
            yield value
        case Mapping():
            for item in value.values():
                yield from texts_of(item)
        case list() | tuple():
            for item in value:
                yield from texts_of(item)
