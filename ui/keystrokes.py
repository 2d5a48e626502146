"""Which edits of a text belong together, so that one undo takes back a word and not a letter.

Pure functions over values; knows neither Qt nor documents. Positions count code points.
"""

from dataclasses import dataclass

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class Splice:
    """The smallest replacement that turns one text into another.

    Attributes:
        at: Where it happens.
        removed: What was there.
        added: What is there now.
    """

    at: int
    removed: str
    added: str


@dataclass(frozen=True, slots=True)
class Keystroke:
    """One character typed or deleted.

    Attributes:
        item: Index in a list of texts; None for a plain text.
        splice: What it did there.
    """

    item: int | None
    splice: Splice

    @property
    def types(self) -> bool:
        """Whether it put a character in (over a selection, perhaps) rather than took one away."""
        return bool(self.splice.added)

    @property
    def character(self) -> str:
        """The character typed or deleted."""
        return self.splice.added or self.splice.removed


def splice(before: str, after: str) -> Splice:
    """Find the smallest replacement that turns ``before`` into ``after``."""
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return Splice(head, before[head : len(before) - tail], after[head : len(after) - tail])


def keystroke(before: JsonValue, after: JsonValue) -> Keystroke | None:
    """The keystroke that led from one value to the next; None if it took more than a key."""
    if isinstance(before, list) and isinstance(after, list):
        return _keystroke_in_list(before, after)
    return _keystroke_in_text(None, before or "", after) if before is None or isinstance(before, str) else None


def _keystroke_in_list(before: list[JsonValue], after: list[JsonValue]) -> Keystroke | None:
    if len(before) != len(after):
        return None
    differing = [index for index, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    if len(differing) != 1:
        return None
    index = differing[0]
    return _keystroke_in_text(index, before[index], after[index])


def _keystroke_in_text(item: int | None, before: JsonValue, after: JsonValue) -> Keystroke | None:
    if not isinstance(before, str) or not isinstance(after, str):
        return None
    change = splice(before, after)
    one_key = len(change.added) == 1 or (not change.added and len(change.removed) == 1)
    return Keystroke(item, change) if one_key else None


def continues(last: Keystroke | None, following: Keystroke | None) -> bool:
    """Whether a keystroke goes on with the same word in the same place and direction."""
    if last is None or following is None or last.item != following.item or last.types != following.types:
        return False
    starts_a_word = last.character.isspace() and not following.character.isspace()
    return not starts_a_word and _adjoins(last.splice, following.splice)


def _adjoins(last: Splice, following: Splice) -> bool:
    if following.added:
        return not following.removed and following.at == last.at + 1
    return following.at in (last.at, last.at - 1)
