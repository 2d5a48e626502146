"""Figures of people's work on cards: by day, by field, and this week against the last. Pure: days are passed in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Final

from app.catalog.labour import Labour

DAYS: Final = 28
"""How far back the days go."""


@dataclass(frozen=True, slots=True)
class Effort:
    """The work on some approved cards.

    Attributes:
        cards: How many.
        opened: How many of them were open before; the others were approved among many, without a look.
        seconds: What the opened ones took, together.
        kept: How many values of the model were approved as it wrote them.
        values: How many values of the model were approved, changed or not.
    """

    cards: int = 0
    opened: int = 0
    seconds: float = 0.0
    kept: int = 0
    values: int = 0

    @property
    def seconds_per_card(self) -> float | None:
        """Of a card that was open; ``None`` where none was."""
        return self.seconds / self.opened if self.opened else None

    @property
    def acceptance(self) -> float | None:
        """Which share of the model's values was kept, in [0, 1]; ``None`` where there are none."""
        return self.kept / self.values if self.values else None


@dataclass(frozen=True, slots=True)
class Work:
    """The figures.

    Attributes:
        days: The last :data:`DAYS` days with what was approved on each, oldest first.
        fields: Field → what became of the model's values in it, over these days.
        this_week: Since Monday.
        last_week: The same days of the week before, up to today's.
    """

    days: Sequence[tuple[date, Effort]]
    fields: Sequence[tuple[str, Effort]]
    this_week: Effort
    last_week: Effort

    @property
    def is_empty(self) -> bool:
        """Whether nothing was approved in these days."""
        return not any(effort.cards for _, effort in self.days)


def first_day(today: date) -> date:
    """From which day on work is looked at."""
    return today - timedelta(days=DAYS - 1)


def reckon(work: Iterable[Labour], fields: Sequence[str], today: date, zone: tzinfo | None) -> Work:
    """Reckon the figures.

    Args:
        work: On the approved cards since :func:`first_day`.
        fields: The card's, in their order; work on others that a card once had is left out of them.
        today: The last day.
        zone: Whose days; ``None`` for this computer's.
    """
    dated = [(one.approved_at.astimezone(zone).date(), one) for one in work]
    by_day: dict[date, list[Labour]] = defaultdict(list)
    for day, one in dated:
        by_day[day].append(one)
    monday = today - timedelta(days=today.weekday())
    start = first_day(today)
    days = [start + timedelta(days=number) for number in range(DAYS)]
    return Work(
        [(day, effort(by_day[day])) for day in days],
        [(name, _of_field(name, [one for _, one in dated])) for name in fields],
        effort(one for day, one in dated if monday <= day <= today),
        effort(one for day, one in dated if monday - timedelta(7) <= day <= today - timedelta(7)),
    )


def effort(work: Iterable[Labour]) -> Effort:
    """The work on some cards, together."""
    done = list(work)
    opened = [one for one in done if one.seconds > 0]
    return Effort(
        cards=len(done),
        opened=len(opened),
        seconds=sum(one.seconds for one in opened),
        kept=sum(sum(one.kept.values()) for one in done),
        values=sum(len(one.kept) for one in done),
    )


def _of_field(name: str, work: Iterable[Labour]) -> Effort:
    kept = [one.kept[name] for one in work if name in one.kept]
    return Effort(cards=len(kept), kept=sum(kept), values=len(kept))
