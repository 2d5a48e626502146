"""Figures in the order and the words in which people read them, for the terminal and for the page alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.evaluation.comparison import Change
from app.evaluation.figures import ACCURACY, CONTRADICTORY, ECE, FALSE_ALARMS, REPEATED, UNKNOWN_AUC, UNKNOWN_FLAGGED
from app.evaluation.report import Figure, Report
from app.evaluation.wording import ReportWords
from app.review.contradictions import Kind

_SECTIONS = (
    ("heading_accuracy", (ACCURACY,)),
    (
        "heading_card",
        (
            *("valid", "long_enough", "words_min", "words_median"),
            *(CONTRADICTORY, *(f"{CONTRADICTORY}.{kind}" for kind in Kind), REPEATED),
        ),
    ),
    ("heading_trust", (ECE, UNKNOWN_FLAGGED, FALSE_ALARMS, UNKNOWN_AUC)),
    ("heading_cost", ("seconds_median", "seconds_p95", "photos_per_hour", "tokens_per_second", "refused")),
)
"""Heading → figures, or the beginnings of their names."""


def sections(report: Report) -> list[tuple[str, list[tuple[str, Figure]]]]:
    """The figures over all photos, under their headings' names; headings without figures are left out."""
    found = [(heading, _chosen(report.figures, wanted)) for heading, wanted in _SECTIONS]
    return [(heading, figures) for heading, figures in found if figures]


def _chosen(figures: dict[str, Figure], wanted: tuple[str, ...]) -> list[tuple[str, Figure]]:
    return [
        (name, figure)
        for part in wanted
        for name, figure in figures.items()
        if name == part or (part.endswith(".") and name.startswith(part))
    ]


def shown_in_groups(name: str) -> bool:
    """Whether a figure is worth a line for every group where there is little room."""
    return name.startswith(ACCURACY) or name == CONTRADICTORY


def shown_changes(changes: Sequence[Change], words: ReportWords) -> list["ChangeCells"]:
    """The lines of a comparison: every figure over all photos, the most important ones for each group."""
    return [change_cells(change, words) for change in changes if not change.group or shown_in_groups(change.name)]


@dataclass(frozen=True, slots=True)
class ChangeCells:
    """One line of a comparison, in words.

    Attributes:
        group: Whose figure it is; empty for that of all photos.
        figure: What it is called.
        before: Its old value.
        now: Its new value.
        difference: Between them, with its sign.
        verdict: Whether that is better, worse, or may be chance.
        why: What the verdict rests on; empty where there is no test.
    """

    group: str
    figure: str
    before: str
    now: str
    difference: str
    verdict: str
    why: str


def change_cells(change: Change, words: ReportWords) -> ChangeCells:
    """A change in words."""
    before, now = (
        words.value(change.name, figure) if figure else words("no_value") for figure in (change.before, change.now)
    )
    both = change.before if change.now else None
    return ChangeCells(
        group=change.group,
        figure=words.figure(change.name),
        before=before,
        now=now,
        difference=words.change(change.name, both, change.difference) if both else words("no_value"),
        verdict=_verdict(change, words),
        why=_why(change, words),
    )


def _verdict(change: Change, words: ReportWords) -> str:
    if change.before is None or change.now is None:
        return words("no_value")
    if change.difference == 0:
        return words("same")
    match change.sure:
        case None:
            return words("not_judged")
        case False:
            return words("unsure")
        case True:
            return words("better" if change.better else "worse")


def _why(change: Change, words: ReportWords) -> str:
    if change.paired is not None:
        paired = change.paired
        return words("paired", won=paired.won, lost=paired.lost, photos=paired.photos, p=words.chance(paired.p))
    if change.overlap is None:
        return ""
    return words("overlapping" if change.overlap else "apart")
