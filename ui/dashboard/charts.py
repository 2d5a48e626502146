"""What a page of figures shows, as plain data. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """How a chart is drawn."""

    COLUMNS = "columns"
    """One column for each label, side by side; a gap where there is no value."""
    SHARES = "shares"
    """One bar for each label, one below the other, of a share in [0, 1]."""
    RELIABILITY = "reliability"
    """One point for each value, of a share over the share that was promised, beside the line on which both are equal;
    below, how many things each is about."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One plot.

    Attributes:
        kind: How it is drawn.
        title: What it shows.
        labels: What stands at each value; few of many are shown.
        values: The values; ``None`` where there is none.
        promised: For a reliability: over which share in [0, 1] each value stands.
        counts: For a reliability: how many things each value is about; they stand side by side, in bins of one width.
        sentence: What the plot tells, for whoever does not see it, and below it for everyone.
    """

    kind: ChartKind
    title: str
    labels: Sequence[str]
    values: Sequence[float | None]
    sentence: str
    promised: Sequence[float] = ()
    counts: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure.

    Attributes:
        title: What it is.
        value: As it is read.
        note: What it is compared with.
    """

    title: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """All that is shown.

    Attributes:
        tiles: The figures above.
        charts: The plots below, two in a row.
        empty: What is said where there is nothing to show yet; the rest is left out then.
        foot: What is to be known about the figures.
    """

    tiles: Sequence[Tile] = ()
    charts: Sequence[Chart] = ()
    empty: str = ""
    foot: str = ""
