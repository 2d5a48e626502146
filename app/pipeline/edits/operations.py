"""What can be done to a field of many cards: each operation makes a value from a value, and knows no card.

Operations on texts do the same to each item of a list. A value that they do not fit stays as it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import JsonValue

from app.pipeline.edits.capitals import Capitals, capitalised
from app.pipeline.edits.expressions import Expression

_CLINGS_BEFORE = frozenset(".,;:!?)]}%")
"""What stands right behind a word."""


class Operation(Protocol):
    """Makes a field's new value from its present one."""

    def __call__(self, value: JsonValue, /) -> JsonValue:
        """The new value.

        Raises:
            ExpressionSlow: A regular expression takes too long for it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Set:
    """Give all the same value."""

    value: JsonValue

    def __call__(self, value: JsonValue, /) -> JsonValue:
        """That value, whatever was there."""
        return self.value


@dataclass(frozen=True, slots=True)
class Unite:
    """Some values become one."""

    values: frozenset[str]
    into: str

    def __call__(self, value: JsonValue, /) -> JsonValue:
        """The one, for any of the values."""
        return self.into if isinstance(value, str) and value in self.values else value


@dataclass(frozen=True, slots=True)
class Replace:
    """Replace a text wherever it stands.

    Attributes:
        find: What is looked for; not empty.
        put: What stands there then.
        exact: Whether capitals count.
    """

    find: str
    put: str
    exact: bool = False

    def __call__(self, value: JsonValue, /) -> JsonValue:
        """The text with all of it replaced."""
        found = re.compile(re.escape(self.find), 0 if self.exact else re.IGNORECASE)
        return _each(value, lambda text: found.sub(lambda _match: self.put, text))


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Replace what a regular expression finds."""

    expression: Expression

    def __call__(self, value: JsonValue, /) -> JsonValue:
        """The text with all of it replaced."""
        return _each(value, self.expression.replaced)


@dataclass(frozen=True, slots=True)
class Add:
    """Put a text before or behind the one that is there, with a space between two words; into a list, as an item.

    Attributes:
        text: What is added.
        first: Whether it goes to the beginning.
    """

    text: str
    first: bool = False

    def __call__(self, value: JsonValue, /) -> JsonValue:
        """The longer text or list; a list that has the item already stays as it is."""
        match value:
            case str(there):
                return _joined(self.text, there) if self.first else _joined(there, self.text)
            case list(items):
                if self.text in items:
                    return value
                return [self.text, *items] if self.first else [*items, self.text]
            case None:
                return self.text
        return value


@dataclass(frozen=True, slots=True)
class Recase:
    """Write the letters in another case."""

    capitals: Capitals = field(default=Capitals.TITLE)

    def __call__(self, value: JsonValue, /) -> JsonValue:
        """The text in that case."""
        return _each(value, lambda text: capitalised(text, self.capitals))


def _each(value: JsonValue, change: Callable[[str], str]) -> JsonValue:
    """Change a text, or each text of a list; items that nothing is left of go."""
    match value:
        case str(text):
            return change(text)
        case list(items):
            changed = [change(item) if isinstance(item, str) else item for item in items]
            return [new for new, old in zip(changed, items, strict=True) if new == old or new != ""]
    return value


def _joined(before: str, after: str) -> str:
    """Two texts as one, with a space where two words would touch."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return before + after
    return before + ("" if after[0] in _CLINGS_BEFORE or after[0] == "-" or before[-1] in "-(/" else " ") + after
