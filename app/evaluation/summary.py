"""Marks and answers → the report."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from app.domain.card import DESCRIPTION_FIELD
from app.evaluation.answers import Answer
from app.evaluation.figures import ECE, by_group, costs, prose, quality
from app.evaluation.judging import Judge
from app.evaluation.marks import FieldMark, Mark
from app.evaluation.repetition import repetition
from app.evaluation.report import (
    Against,
    Calibration,
    Card,
    CardMark,
    Confusion,
    Figure,
    Pair,
    Report,
    Sentence,
    Setting,
)
from app.evaluation.statistics import expected_calibration_error, reliability
from app.evaluation.unknown import Flagging, measure_unknown
from app.evaluation.yardstick import TYPE

_PAIRS = 20


def summarise(setting: Setting, judge: Judge, marks: Sequence[Mark], answers: Sequence[Answer]) -> Report:
    """Make the report.

    Args:
        setting: What was measured.
        judge: Who made the marks.
        marks: Of every photo that has an answer, in the order of the labels.
        answers: Those answers, in the same order.
    """
    yardstick = judge.yardstick
    cards = [mark for mark in marks if mark.values is not None]
    repeated = repetition(str(mark.values.get(DESCRIPTION_FIELD, "")) for mark in cards if mark.values is not None)
    flagging, unknown_figures, unknown = measure_unknown(marks)
    closed = {name: fields for name, fields in _by_field(cards).items() if name in {TYPE, *yardstick.closed}}
    calibrations = {name: calibration(fields) for name, fields in closed.items()}
    errors = {f"{ECE}{name}": Figure(value=found.ece, of=found.of) for name, found in calibrations.items()}
    return Report(
        setting=setting,
        figures={
            **quality(marks, yardstick.minimum_words),
            **errors,
            **unknown_figures,
            **prose(marks, repeated),
            **costs(answers),
        },
        groups=by_group(marks, yardstick.minimum_words),
        confusions=_confusions(closed, {**yardstick.closed, TYPE: judge.types}),
        calibrations=calibrations,
        unknown=unknown,
        pairs=_pairs(cards),
        repeated=tuple(Sentence(**asdict(found)) for found in repeated.most),
        cards=tuple(_card(mark, flagging) for mark in marks),
    )


def calibration(fields: Sequence[FieldMark]) -> Calibration:
    """The reliability curve of one field and its expected calibration error."""
    bins = reliability([field.confidence for field in fields], [field.right for field in fields])
    return Calibration(ece=expected_calibration_error(bins), of=len(fields), bins=bins)


def confusion(fields: Sequence[FieldMark], order: Sequence[str]) -> Confusion:
    """What was taken for what; of several right answers the one that was given counts, else the first.

    Args:
        fields: Marks of one field.
        order: Names in the order in which they should stand; only those that occur do.
    """
    pairs = Counter((_truth(field), field.got) for field in fields)
    occurring = {name for pair in pairs for name in pair}
    labels = [name for name in order if name in occurring]
    labels += sorted(occurring.difference(labels, {""})) + ([""] if "" in occurring else [])
    counts = tuple(tuple(pairs[truth, got] for got in labels) for truth in labels)
    return Confusion(labels=tuple(labels), counts=counts)


def _truth(field: FieldMark) -> str:
    return field.got if field.right else field.expected[0]


def _by_field(cards: Sequence[Mark]) -> dict[str, list[FieldMark]]:
    fields: dict[str, list[FieldMark]] = {}
    for mark in cards:
        for name, field in mark.fields.items():
            fields.setdefault(name, []).append(field)
    return fields


def _confusions(closed: Mapping[str, Sequence[FieldMark]], orders: Mapping[str, Sequence[str]]) -> dict[str, Confusion]:
    return {name: confusion(fields, orders[name]) for name, fields in closed.items()}


def _pairs(cards: Sequence[Mark]) -> tuple[Pair, ...]:
    counted = Counter(
        key for mark in cards for key in {(found.kind, found.own, found.other) for found in mark.contradictions}
    )
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_PAIRS]
    return tuple(Pair(kind=kind, own=own, other=other, cards=count) for (kind, own, other), count in ordered)


def _card(mark: Mark, flagging: Flagging) -> Card:
    return Card(
        photo=mark.photo,
        group=mark.group,
        known=mark.known,
        error=mark.error,
        facts=dict(mark.facts),
        values=None if mark.values is None else dict(mark.values),
        confidence={name: round(value, 6) for name, value in mark.confidence.items()},
        fields={name: CardMark(**asdict(field)) for name, field in mark.fields.items()},
        contradictions=tuple(Against(**asdict(found)) for found in mark.contradictions),
        flagged=mark.values is not None and flagging.flags(mark),
    )
