"""Two reports: which figures changed, and whether that is more than chance."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from app.evaluation.figures import ACCURACY, CONTRADICTORY, better_when_lower
from app.evaluation.report import Card, Figure, Report
from app.evaluation.statistics import mcnemar

LIKELY_CHANCE = 0.05
"""A p-value below this is called a difference."""


class Paired(BaseModel):
    """The same photos under both models.

    Attributes:
        photos: How many were judged both times.
        lost: Right before and wrong now.
        won: Wrong before and right now.
        p: Of McNemar's exact test.
    """

    model_config = ConfigDict(frozen=True)

    photos: int
    lost: int
    won: int
    p: float


class Change(BaseModel):
    """One figure, before and now.

    Attributes:
        name: Of the figure.
        group: Whose figure it is; empty for that of all photos.
        before: As the baseline has it; ``None`` where it has none.
        now: As the new report has it; ``None`` where it has none.
        overlap: Whether the confidence intervals overlap; ``None`` where one has none.
        paired: The same photos under both; ``None`` where they share none.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    group: str = ""
    before: Figure | None
    now: Figure | None
    overlap: bool | None = None
    paired: Paired | None = None

    @property
    def difference(self) -> float:
        """How much more it is now; 0 where there is nothing to compare."""
        return self.now.value - self.before.value if self.before and self.now else 0.0

    @property
    def better(self) -> bool:
        """Whether the change, if there is one, is for the better."""
        return (self.difference < 0) == better_when_lower(self.name)

    @property
    def sure(self) -> bool | None:
        """Whether it is more than chance: by the same photos where there are any, else by the intervals."""
        if self.paired is not None:
            return self.paired.p < LIKELY_CHANCE
        return None if self.overlap is None else not self.overlap


def compare(baseline: Report, report: Report) -> tuple[Change, ...]:
    """Every figure of either report, those of all photos first, then those of each group."""
    changes = list(_changes(baseline.figures, report.figures, baseline, report, ""))
    for group in dict.fromkeys([*report.groups, *baseline.groups]):
        before, now = baseline.groups.get(group, {}), report.groups.get(group, {})
        changes += _changes(before, now, baseline, report, group)
    return tuple(changes)


def _changes(
    before: dict[str, Figure], now: dict[str, Figure], baseline: Report, report: Report, group: str
) -> Iterator[Change]:
    for name in dict.fromkeys([*now, *before]):
        old, new = before.get(name), now.get(name)
        paired = pair(baseline.cards, report.cards, name, group)
        yield Change(name=name, group=group, before=old, now=new, overlap=_overlap(old, new), paired=paired)


def pair(before: tuple[Card, ...], now: tuple[Card, ...], name: str, group: str = "") -> Paired | None:
    """Compare the same photos under both models.

    Args:
        before: The baseline's cards.
        now: The new ones.
        name: Of a figure.
        group: Only photos of this group; empty for all.

    Returns:
        ``None`` where no photo was judged both times, or the figure is none of single photos.
    """
    old = {card.photo: _right(card, name) for card in before}
    both = [(old.get(card.photo), _right(card, name)) for card in now if group in {"", card.group}]
    pairs = [marks for marks in both if None not in marks]
    if not pairs:
        return None
    lost, won = pairs.count((True, False)), pairs.count((False, True))
    return Paired(photos=len(pairs), lost=lost, won=won, p=mcnemar(lost, won))


def _right(card: Card, name: str) -> bool | None:
    """Whether a card is as it should be in what a figure counts; ``None`` where that says nothing of it."""
    if name.startswith(ACCURACY):
        mark = card.fields.get(name.removeprefix(ACCURACY))
        return mark.right if mark else None
    if card.values is None or not name.startswith(CONTRADICTORY):
        return None
    _, _, kind = name.partition(".")
    return not any(kind in {"", found.kind} for found in card.contradictions)


def _overlap(before: Figure | None, now: Figure | None) -> bool | None:
    if before is None or now is None:
        return None
    if before.low is None or before.high is None or now.low is None or now.high is None:
        return None
    return before.low <= now.high and now.low <= before.high
