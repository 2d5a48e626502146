"""Readings → what each correction did for each condition and thing, and whether it is worth having. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from app.evaluation.answers import Answer
from app.evaluation.figures import share
from app.evaluation.judging import Judge
from app.evaluation.labels import LabelledPhoto
from app.evaluation.photos.conditions import CLEAN
from app.evaluation.photos.readings import Reading
from app.evaluation.photos.variants import NOTHING
from app.evaluation.report import Figure
from app.evaluation.statistics import mcnemar

CHANCE: Final = 0.01
"""How improbable a difference has to be by chance before it counts: some dozen corrections are tried at once."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Outcome(_Part):
    """One variant under one condition.

    Attributes:
        condition: Its name.
        variant: Its name.
        changed: The share of photos that the corrections changed.
        accuracy: Labelled thing → the share that is right, with its interval.
        won: Labelled thing → photos that are right with it and wrong with nothing corrected.
        lost: Labelled thing → photos that are wrong with it and right with nothing corrected.
    """

    condition: str
    variant: str
    changed: Figure
    accuracy: dict[str, Figure]
    won: dict[str, int]
    lost: dict[str, int]


class Verdict(_Part):
    """What a variant did over all conditions together.

    A photo counts once: it won where more of its things are right than with nothing corrected, summed over its
    conditions. So many conditions of one photo are no independent witnesses.

    Attributes:
        variant: Its name.
        won: Photos that gained.
        lost: Photos that lost.
        p: How probable so uneven a change is if it did nothing (exact sign test).
        gain: Mean gain in the share of right things, over all photos, conditions and things.
        clean: The same on clean photos alone.
        clean_p: As ``p``, on clean photos alone.
        helps: Whether it gained more than chance does, and did not harm clean photos more than chance does.
    """

    variant: str
    won: int
    lost: int
    p: float
    gain: float
    clean: float
    clean_p: float
    helps: bool


class PhotoReport(_Part):
    """Everything that was found.

    Attributes:
        made: When, UTC, ISO 8601.
        model: Whose answers.
        labels: Name of the file of labels.
        photos: How many photos were measured, at least in part.
        failed: Readings that failed.
        missing: Readings that are still to come.
        things: What was labelled, in the order of the card.
        outcomes: Conditions and their variants, in the order in which they were measured.
        verdicts: Of every variant but the first.
    """

    made: str
    model: str
    labels: str
    photos: int
    failed: int
    missing: int
    things: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    verdicts: tuple[Verdict, ...]


Marks = Mapping[str, Mapping[str, bool]]
"""Variant → labelled thing → whether it is right."""


def marks_of(row: LabelledPhoto, reading: Reading, judge: Judge) -> Marks:
    """Which things are right in a reading, with each variant."""
    return {
        name: {
            thing: mark.right
            for thing, mark in judge.judge(
                row, Answer(photo=row.photo, stamp=reading.stamp, values=cell.values)
            ).fields.items()
        }
        for name, cell in reading.cells.items()
    }


def outcome(condition: str, variant: str, readings: Sequence[Reading], marks: Sequence[Marks]) -> Outcome:
    """One variant under one condition.

    Args:
        condition: Its name.
        variant: Its name.
        readings: Whole ones under that condition.
        marks: Theirs.
    """
    right: dict[str, list[tuple[bool, bool]]] = {}
    for marked in marks:
        for thing, is_right in marked[variant].items():
            right.setdefault(thing, []).append((marked[NOTHING][thing], is_right))
    return Outcome(
        condition=condition,
        variant=variant,
        changed=share(sum(reading.cells[variant].changed for reading in readings), len(readings)),
        accuracy={thing: share(sum(now for _, now in pairs), len(pairs)) for thing, pairs in right.items()},
        won={thing: sum(now and not before for before, now in pairs) for thing, pairs in right.items()},
        lost={thing: sum(before and not now for before, now in pairs) for thing, pairs in right.items()},
    )


def verdict(variant: str, marked: Mapping[str, Mapping[str, Marks]]) -> Verdict:
    """What a variant did.

    Args:
        variant: Its name.
        marked: Photo → condition → marks.
    """
    everything = [_gains(conditions.values(), variant) for conditions in marked.values()]
    clean = [_gains([conditions[CLEAN]], variant) for conditions in marked.values() if CLEAN in conditions]
    won, lost, p, gain = _summed(everything)
    clean_won, clean_lost, clean_p, clean_gain = _summed(clean)
    harms = clean_lost > clean_won and clean_p < CHANCE
    helps = won > lost and p < CHANCE and not harms
    return Verdict(variant=variant, won=won, lost=lost, p=p, gain=gain, clean=clean_gain, clean_p=clean_p, helps=helps)


def _gains(conditions: Iterable[Marks], variant: str) -> tuple[int, int]:
    """Things gained less things lost, and how many things there are."""
    pairs = [(marks[NOTHING][thing], right) for marks in conditions for thing, right in marks[variant].items()]
    return sum(int(now) - int(before) for before, now in pairs), len(pairs)


def _summed(gains: Sequence[tuple[int, int]]) -> tuple[int, int, float, float]:
    """Photos that gained, photos that lost, the chance of that, and the mean gain of a thing."""
    won, lost = sum(gain > 0 for gain, _ in gains), sum(gain < 0 for gain, _ in gains)
    things = sum(count for _, count in gains)
    return won, lost, mcnemar(lost, won), sum(gain for gain, _ in gains) / things if things else 0.0
