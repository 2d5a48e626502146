"""Figures of a few cards, each worked out by hand."""

from collections.abc import Sequence

import pytest

from app.domain.wordwise import sentences
from app.evaluation.answers import Answer
from app.evaluation.figures import better_when_lower, by_group, costs, quality
from app.evaluation.judging import Judge
from app.evaluation.labels import LabelledPhoto
from app.evaluation.marks import FieldMark, Mark
from app.evaluation.repetition import repetition
from app.evaluation.report import Report, Setting
from app.evaluation.statistics import wilson
from app.evaluation.summary import confusion, summarise
from app.evaluation.unknown import choose_flagging, measure_unknown
from app.evaluation.yardstick import Yardstick
from tests.evaluation.conftest import answer, row

ROWS = (
    row("1", group="clothing", product_type="camiseta", color_primary="azul"),
    row("2", group="clothing", product_type="camiseta", color_primary="preto"),
    row("3", group="groceries", product_type="maçã", category_standard="Frutas"),
    row("4", known=False),
    row("5", group="groceries", product_type="maçã"),
)
ANSWERS = (
    answer("1", 0.95),
    answer("2", 0.85, product_name="Saia azul"),
    answer("3", 0.75, product_name="Maçã", category_standard="Frutas", color_primary="vermelho"),
    answer("4", 0.3),
    Answer(photo="5", stamp="", error="photo.gone"),
)


def marks_of(yardstick: Yardstick, rows: Sequence[LabelledPhoto], answers: Sequence[Answer]) -> list[Mark]:
    judge = Judge.of(yardstick, rows)
    return [judge.judge(labelled, given) for labelled, given in zip(rows, answers, strict=True)]


@pytest.fixture(scope="module")
def report(yardstick: Yardstick) -> Report:
    setting = Setting(made="2026-01-02T03:04:05+00:00", labels="rótulos.csv", rows=5, answered=4, failed=1)
    judge = Judge.of(yardstick, ROWS)
    return summarise(setting, judge, marks_of(yardstick, ROWS, ANSWERS), ANSWERS)


def test_accuracies(report: Report) -> None:
    kind = report.figures["accuracy.product_type"]
    assert (kind.hits, kind.of) == (2, 3)
    assert kind.value == pytest.approx(2 / 3)
    interval = wilson(2, 3)
    assert (kind.low, kind.high) == (interval.low, interval.high)
    assert report.figures["accuracy.color_primary"].value == 0.5
    assert report.figures["accuracy.category_standard"].hits == 1
    assert "accuracy.product_name" not in report.figures


def test_groups(report: Report) -> None:
    assert list(report.groups) == ["clothing", "groceries"]
    assert report.groups["clothing"]["accuracy.product_type"].value == 0.5
    assert report.groups["groceries"]["accuracy.product_type"].of == 1
    assert report.groups["groceries"]["valid"].of == 1


def test_the_card(report: Report) -> None:
    assert (report.figures["valid"].value, report.figures["valid"].of) == (1, 4)
    assert report.figures["words_min"].value == report.figures["words_median"].value == 150
    assert report.figures["long_enough"].hits == 4
    assert report.figures["repeated"].value == 1  # every card has the same text
    assert report.repeated[0].cards == 4


def test_costs(report: Report) -> None:
    assert report.figures["seconds_median"].value == report.figures["seconds_p95"].value == 2
    assert report.figures["tokens_per_second"].value == 100  # 400 tokens in 4 seconds of work
    assert report.figures["photos_per_hour"].value == 3600
    assert report.figures["refused"].value == pytest.approx(0.1)
    assert costs([ANSWERS[4]]) == {}


def test_calibration(report: Report) -> None:
    found = report.calibrations["product_type"]
    # Right at 0.95 and 0.75, wrong at 0.85: (0.05 + 0.85 + 0.25) / 3.
    assert found.ece == pytest.approx(1.15 / 3)
    assert report.figures["ece.product_type"].value == found.ece
    assert set(report.calibrations) == {"product_type", "color_primary", "category_standard"}


def test_confusions(report: Report) -> None:
    kinds = report.confusions["product_type"]
    assert kinds.labels == ("maçã", "camiseta", "")
    assert kinds.counts == ((1, 0, 0), (0, 1, 1), (0, 0, 0))
    colours = report.confusions["color_primary"]
    assert (colours.labels, colours.counts) == (("preto", "azul"), ((0, 1), (0, 1)))


def test_of_several_right_answers_the_one_given_counts() -> None:
    marks = [
        FieldMark(("a", "b"), "b", right=True, confidence=1),
        FieldMark(("a", "b"), "c", right=False, confidence=1),
    ]
    found = confusion(marks, ("c", "b"))
    assert found.labels == ("c", "b", "a")
    assert found.counts == ((0, 0, 0), (0, 1, 0), (1, 0, 0))


def test_a_photo_without_a_card_is_kept_with_its_reason(report: Report) -> None:
    last = report.cards[-1]
    assert (last.photo, last.error, last.values) == ("5", "photo.gone", None)
    assert sum(card.values is not None for card in report.cards) == 4


def _mark(name: str, sure: float, *, known: bool = True, says: bool = False) -> Mark:
    return Mark(name, "", known, {}, confidence={"product_name": sure}, says_unknown=says)


def test_the_threshold_flags_one_known_thing_in_ten() -> None:
    known = [_mark(str(number), number / 20) for number in range(20)]
    flagging = choose_flagging(known)
    assert flagging.threshold == pytest.approx(0.1)
    assert sum(map(flagging.flags, known)) == 2


def test_words_that_flag_known_things_leave_less_room() -> None:
    known = [_mark(str(number), number / 20, says=number > 17) for number in range(20)]
    flagging = choose_flagging(known)
    assert flagging.threshold == 0
    assert sum(map(flagging.flags, known)) == 2


def test_ties_flag_fewer_rather_than_more() -> None:
    known = [_mark(str(number), 0.5) for number in range(10)]
    assert sum(map(choose_flagging(known).flags, known)) == 0


def test_unknown_things() -> None:
    known = [_mark(str(number), 0.5 + number / 40) for number in range(10)]
    unknown = [
        _mark("a", 0.1, known=False),
        _mark("b", 0.99, known=False, says=True),
        _mark("c", 0.99, known=False),
        _mark("d", 0.55, known=False),
    ]
    flagging, figures, curve = measure_unknown([*known, *unknown])
    assert flagging.threshold == pytest.approx(0.525)
    assert (figures["unknown_flagged"].hits, figures["unknown_flagged"].of) == (2, 4)
    assert figures["false_alarms"].value == 0.1
    # Above all ten: a and b; c above none; d (0.55, a tie with the third) above seven and a half.
    assert figures["unknown_auc"].value == pytest.approx((10 + 10 + 0 + 7.5) / 40)
    assert curve is not None
    assert curve.curve[-1] == (1, 1)


def test_without_unknown_things_only_words_flag(report: Report) -> None:
    flagging, figures, curve = measure_unknown([_mark("1", 0.1), _mark("2", 0.9)])
    assert (flagging.threshold, figures, curve) == (0, {}, None)
    assert report.unknown is not None


def test_sentences() -> None:
    assert sentences("Um. Dois!\n\nTrês? ") == ["Um.", "Dois!", "Três?"]


def test_repeated_sentences() -> None:
    found = repetition(["Feito para você. É azul. É azul.", "FEITO para voce! É preto.", "Feito para você. É preto."])
    assert (found.sentences, found.shared) == (7, 5)
    assert [(one.sentence, one.cards) for one in found.most] == [("Feito para você.", 3), ("É preto.", 2)]


def test_nothing_at_all() -> None:
    assert quality([], 150) == {}
    assert by_group([], 150) == {}


def test_what_is_better_when_lower() -> None:
    names = ("ece.product_type", "contradictory.colour", "seconds_p95", "accuracy.product_type", "valid")
    assert [better_when_lower(name) for name in names] == [True, True, True, False, False]
