"""What the map shows, as plain data. No Qt."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ui.theme import Theme

OTHERS = -1
"""The rank of a group that is one of many: it has no colour of its own."""
_OVERLAP = 0.8
"""Of a picture's side, from which on two of them may stand beside each other: few are as wide as they are high."""


@dataclass(frozen=True, slots=True)
class Group:
    """Points of one colour.

    Attributes:
        name: What they have in common.
        count: How many there are.
        rank: Which of the theme's colours they have; :data:`OTHERS` for none of them.
    """

    name: str
    count: int
    rank: int

    def colour(self, theme: Theme) -> str:
        """Their colour in a theme."""
        return theme.quiet if self.rank == OTHERS else theme.chart[self.rank % len(theme.chart)]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """All points, of each the same place in all arrays.

    Attributes:
        photos: ``(n,)`` int64, the photos' numbers.
        products: ``(n,)`` int64, whose they are.
        places: ``(n, 2)`` float32, on the plane.
        groups: ``(n,)`` int16, places in ``named``.
        named: The groups; those that are painted first come first.
    """

    photos: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    products: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    places: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    groups: NDArray[np.int16] = field(default_factory=lambda: np.zeros(0, np.int16))
    named: tuple[Group, ...] = ()

    def __len__(self) -> int:
        return len(self.photos)


def nearest(screen: NDArray[np.float32], x: float, y: float, within: float) -> int | None:
    """The point that is nearest to a place, none of it further than ``within``.

    Args:
        screen: ``(n, 2)`` float32.
        x: In the same unit.
        y: The same.
        within: The same.
    """
    if not len(screen):
        return None
    distances = np.square(screen - np.array([x, y], np.float32)).sum(axis=1)
    found = int(distances.argmin())
    return found if distances[found] <= within * within else None


def neighbour(screen: NDArray[np.float32], at: int, step: tuple[int, int]) -> int | None:
    """The point that somebody means who goes from one into a direction: near, and little to the side.

    Args:
        screen: ``(n, 2)`` float32.
        at: Which point.
        step: The direction: one of the two is 0, the other 1 or -1.
    """
    away = screen - screen[at]
    along, aside = away @ np.array(step, np.float32), np.abs(away @ np.array(step[::-1], np.float32))
    ahead = np.flatnonzero((along > 0.5) & (aside <= 1.5 * along))
    return int(ahead[(along[ahead] + 2 * aside[ahead]).argmin()]) if len(ahead) else None


def apart(places: NDArray[np.float32], side: float) -> list[int]:
    """Of points that lie close together the first, so that pictures of this side lie on each other only at their edges.

    Args:
        places: ``(n, 2)`` float32; n is small.
        side: Of the pictures, in the same unit.

    Returns:
        Which, rising.
    """
    kept: list[int] = []
    for at, place in enumerate(places):
        if not kept or not (np.abs(places[kept] - place) < _OVERLAP * side).all(axis=1).any():
            kept.append(at)
    return kept
