"""Figures of work, from work that is known."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.catalog.labour import Labour
from app.pipeline.labour import DAYS, Effort, effort, first_day, reckon

WEDNESDAY = date(2026, 3, 11)
FIELDS = ("name", "colour")


def work(day: date, seconds: float, *, name: bool = True, colour: bool = True, hour: int = 12) -> Labour:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Labour(at, seconds, {"name": name, "colour": colour})


def test_days_hold_what_was_approved_on_them() -> None:
    found = reckon([work(WEDNESDAY, 4), work(WEDNESDAY, 8, colour=False), work(WEDNESDAY, 0)], FIELDS, WEDNESDAY, UTC)
    assert len(found.days) == DAYS
    assert [day for day, _ in found.days] == sorted({day for day, _ in found.days})
    today, last = found.days[-1]
    assert today == WEDNESDAY
    assert (last.cards, last.opened, last.seconds_per_card) == (3, 2, 6)
    assert last.acceptance == pytest.approx(5 / 6)
    assert found.days[-2][1] == Effort()
    assert found.days[-2][1].seconds_per_card is None


def test_fields_have_their_own_acceptance() -> None:
    done = [
        work(WEDNESDAY, 1),
        work(WEDNESDAY, 1, colour=False),
        Labour(work(WEDNESDAY, 1).approved_at, 1, {"old": False}),
    ]
    shares = {name: one.acceptance for name, one in reckon(done, (*FIELDS, "new"), WEDNESDAY, UTC).fields}
    assert shares == {"name": 1, "colour": 0.5, "new": None}


def test_a_week_is_compared_with_the_same_days_of_the_last() -> None:
    monday, sunday = WEDNESDAY - timedelta(2), WEDNESDAY - timedelta(3)
    done = [work(monday, 1), work(WEDNESDAY, 1), work(sunday, 9), work(monday - timedelta(7), 5)]
    found = reckon(done, FIELDS, WEDNESDAY, UTC)
    assert (found.this_week.cards, found.this_week.seconds) == (2, 2)
    assert (found.last_week.cards, found.last_week.seconds) == (1, 5), "last Sunday is later in the week than today"


def test_days_are_those_of_the_persons_clock() -> None:
    brasilia = timezone(timedelta(hours=-3))
    found = reckon([work(WEDNESDAY, 1, hour=1)], FIELDS, WEDNESDAY, brasilia)
    assert found.days[-1][1].cards == 0
    assert found.days[-2][1].cards == 1


def test_nothing_is_empty() -> None:
    found = reckon([], FIELDS, WEDNESDAY, UTC)
    assert found.is_empty
    assert first_day(WEDNESDAY) == found.days[0][0]
    assert effort([]).acceptance is None
