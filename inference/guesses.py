"""Which entries of a closed list are told as guesses."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

_MOST = 5

_Entry = TypeVar("_Entry")


def told(entries: Iterable[_Entry], chosen: _Entry, probable: Callable[[_Entry], Any]) -> list[_Entry]:
    """The most probable entries, best first; the chosen one among them, in the last one's place where it is less so.

    Args:
        entries: At least one.
        chosen: The field's value; the model draws, so that it need not be among the most probable.
        probable: What entries are put in order by, the most probable last.
    """
    ranked = sorted(entries, key=probable, reverse=True)[:_MOST]
    return ranked if chosen in ranked else [*ranked[:-1], chosen]
