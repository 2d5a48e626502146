"""How one list of ids becomes another, in few steps. No Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

MOST_RUNS = 64
"""More runs than this cost a view more than starting anew."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Steps to take in order; rows count from 0, ends are inclusive.

    Attributes:
        removed: Runs to remove from the old list, last first, so that earlier rows keep their numbers.
        kept: The ids that stay, in their new order.
        reordered: Whether that order is new.
        added: Runs to insert, first first, as rows of the new list.
    """

    removed: tuple[tuple[int, int], ...]
    kept: tuple[int, ...]
    reordered: bool
    added: tuple[tuple[int, int], ...]


def changes(old: Sequence[int], new: Sequence[int]) -> Changes | None:
    """The steps from one list to another, or ``None`` where starting anew is cheaper."""
    if old == new:
        return Changes((), tuple(old), reordered=False, added=())
    before, after = set(old), set(new)
    removed = list(islice(_runs(old, after), MOST_RUNS + 1))
    added = list(islice(_runs(new, before), MOST_RUNS + 1 - len(removed)))
    if len(removed) + len(added) > MOST_RUNS:
        return None
    stays_old = tuple(filter(after.__contains__, old)) if removed else tuple(old)
    stays_new = tuple(filter(before.__contains__, new)) if added else tuple(new)
    if old and not stays_old:
        return None
    return Changes(tuple(reversed(removed)), stays_new, stays_old != stays_new, tuple(added))


def _runs(ids: Sequence[int], others: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring rows whose ids are not among the others."""
    row = 0
    for known, run in groupby(ids, others.__contains__):
        length = sum(1 for _ in run)
        if not known:
            yield row, row + length - 1
        row += length
