"""Marks and answers → named figures, for all photos and for each group.

Accuracies are of things that the model should know; all else is of every card. A photo without a card counts in no
figure but the report's count of failures.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from app.evaluation.answers import Answer
from app.evaluation.marks import Mark
from app.evaluation.repetition import Repetition
from app.evaluation.report import Figure
from app.evaluation.statistics import quantile, wilson
from app.review.contradictions import Kind

ACCURACY: Final = "accuracy."
ECE: Final = "ece."
VALID, LONG_ENOUGH, CONTRADICTORY, REPEATED = "valid", "long_enough", "contradictory", "repeated"
UNKNOWN_FLAGGED, FALSE_ALARMS, UNKNOWN_AUC = "unknown_flagged", "false_alarms", "unknown_auc"
BETTER_WHEN_LOWER: Final = frozenset(
    {
        *(CONTRADICTORY, *(f"{CONTRADICTORY}.{kind}" for kind in Kind)),
        *(REPEATED, FALSE_ALARMS, "refused", "seconds_median", "seconds_p95", ECE),
    }
)
"""Figures, and the beginnings of names of figures, of which less is better."""


def share(hits: int, of: int) -> Figure:
    """A share with its 95 % confidence interval; 0 of 0 is 0, with nothing known."""
    interval = wilson(hits, of)
    return Figure(value=hits / of if of else 0.0, of=of, low=interval.low, high=interval.high, hits=hits)


def better_when_lower(name: str) -> bool:
    """Whether less of a figure is better."""
    return name in BETTER_WHEN_LOWER or name.startswith(ECE)


def quality(marks: Sequence[Mark], minimum_words: int) -> dict[str, Figure]:
    """The figures that also are made for each group: accuracies, validity, length, contradictions.

    Args:
        marks: Of any photos.
        minimum_words: Fewest words that a description should have.
    """
    cards = [mark for mark in marks if mark.values is not None]
    figures = accuracies(cards)
    if not cards:
        return figures
    figures[VALID] = _share_of(mark.valid for mark in cards)
    figures[LONG_ENOUGH] = _share_of(mark.words >= minimum_words for mark in cards)
    figures[CONTRADICTORY] = _share_of(bool(mark.contradictions) for mark in cards)
    for kind in Kind:
        has = (any(found.kind is kind for found in mark.contradictions) for mark in cards)
        figures[f"{CONTRADICTORY}.{kind}"] = _share_of(has)
    return figures


def accuracies(marks: Iterable[Mark]) -> dict[str, Figure]:
    """Labelled thing → the share of cards that have it right, in the order in which things first appear."""
    right: dict[str, list[bool]] = {}
    for mark in marks:
        for name, field in mark.fields.items():
            right.setdefault(name, []).append(field.right)
    return {f"{ACCURACY}{name}": _share_of(marked) for name, marked in right.items()}


def prose(marks: Sequence[Mark], repeated: Repetition) -> dict[str, Figure]:
    """Words of the descriptions, and the share of sentences that stand in more than one card."""
    counts = [mark.words for mark in marks if mark.values is not None]
    if not counts:
        return {}
    return {
        "words_min": Figure(value=min(counts), of=len(counts)),
        "words_median": Figure(value=quantile(counts, 0.5), of=len(counts)),
        REPEATED: share(repeated.shared, repeated.sentences),
    }


def costs(answers: Iterable[Answer]) -> dict[str, Figure]:
    """Time and tokens.

    A photo's seconds are those it was in hand, also while others were; tokens a second are all tokens over all time
    at work, loading and pauses not counted.
    """
    done = [(answer, answer.figures) for answer in answers if answer.figures is not None]
    if not done:
        return {}
    seconds = [figures.seconds for _, figures in done]
    tokens = sum(figures.tokens for _, figures in done)
    sampled = sum(figures.sampled for _, figures in done)
    spent = sum(answer.spent for answer, _ in done)
    return {
        "seconds_median": Figure(value=quantile(seconds, 0.5), of=len(done)),
        "seconds_p95": Figure(value=quantile(seconds, 0.95), of=len(done)),
        "tokens_per_second": Figure(value=tokens / spent if spent else 0.0, of=tokens),
        "photos_per_hour": Figure(value=3600 * len(done) / spent if spent else 0.0, of=len(done)),
        "refused": share(sum(figures.refused for _, figures in done), sampled),
    }


def by_group(marks: Sequence[Mark], minimum_words: int) -> dict[str, dict[str, Figure]]:
    """Group → its figures, in the order in which groups first appear; nothing where no photo belongs to one."""
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.group:
            groups.setdefault(mark.group, []).append(mark)
    made: Mapping[str, dict[str, Figure]] = {name: quality(members, minimum_words) for name, members in groups.items()}
    return {name: figures for name, figures in made.items() if figures}


def _share_of(marked: Iterable[bool]) -> Figure:
    hits = list(marked)
    return share(sum(hits), len(hits))
