"""A few of many, taken evenly from the whole."""

from collections.abc import Sequence
from typing import TypeVar

_Thing = TypeVar("_Thing")


def spread(things: Sequence[_Thing], limit: int | None) -> Sequence[_Thing]:
    """At most so many of some things, in their order: what comes one after the other is often alike.

    Args:
        things: All of them.
        limit: How many, at least 1; ``None`` for all.
    """
    total = len(things)
    if limit is None or limit >= total:
        return things
    return [things[index * total // limit] for index in range(limit)]
