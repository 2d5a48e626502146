"""Every formula against an example worked out by hand or taken from its source."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.statistics import (
    auc,
    expected_calibration_error,
    mcnemar,
    quantile,
    reliability,
    roc,
    wilson,
)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        # Newcombe (1998), "Two-sided Confidence Intervals for the Single Proportion", table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilson(successes: int, trials: int, low: float, high: float) -> None:
    interval = wilson(successes, trials)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5000), st.data())
def test_wilson_holds_the_share_and_narrows(trials: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    interval, wider = wilson(successes, trials), wilson(successes, trials, 2.6)
    assert 0 <= interval.low <= successes / trials <= interval.high <= 1
    assert wider.low <= interval.low
    assert interval.high <= wider.high


def test_reliability_and_ece_by_hand() -> None:
    # (0.9, 1]: 2 of 3 right, mean 0.95; (0.6, 0.7]: 1 of 1 right, 0.7; [0, 0.1]: 0 of 1 right, 0.
    bins = reliability([0.92, 0.95, 0.98, 0.7, 0.0], [True, False, True, True, False])
    assert [bin_.count for bin_ in bins] == [1, 0, 0, 0, 0, 0, 1, 0, 0, 3]
    assert (bins[9].confidence, bins[9].accuracy) == pytest.approx((0.95, 2 / 3))
    assert (bins[6].low, bins[6].high) == (0.6, 0.7)
    assert expected_calibration_error(bins) == pytest.approx(3 / 5 * (0.95 - 2 / 3) + 1 / 5 * 0.3)


def test_a_bound_belongs_to_the_bin_below_it() -> None:
    for place in range(1, 11):
        counts = [bin_.count for bin_ in reliability([place / 10], [True])]
        assert counts.index(1) == place - 1


def test_nothing_is_calibrated() -> None:
    assert expected_calibration_error(reliability([], [])) == 0


def test_auc_counts_pairs() -> None:
    # Pairs: 0.9>0.8, 0.9>0.4, 0.4<0.8, 0.4=0.4 → (1 + 1 + 0 + ½) of 4.
    assert auc([0.9, 0.4], [0.8, 0.4]) == pytest.approx(2.5 / 4)
    assert auc([1.0], [0.0]) == 1
    with pytest.raises(ValueError, match="positives and negatives"):
        auc([], [1.0])


def test_the_curve_goes_through_every_threshold() -> None:
    assert roc([0.9, 0.4], [0.8, 0.4]) == ((0, 0), (0, 0.5), (0.5, 0.5), (1, 1))


scores = st.lists(st.floats(0, 1).map(lambda score: round(score, 2)), min_size=1, max_size=30)


@given(scores, scores)
def test_the_area_is_that_under_the_curve(positives: list[float], negatives: list[float]) -> None:
    curve = roc(positives, negatives)
    area = sum((x2 - x1) * (y1 + y2) / 2 for (x1, y1), (x2, y2) in pairwise(curve))
    assert area == pytest.approx(auc(positives, negatives))


def test_quantiles_are_interpolated() -> None:
    assert quantile([1.0, 2.0, 4.0], 0.5) == 2
    assert quantile([0.0, 10.0], 0.95) == pytest.approx(9.5)
    assert quantile([], 0.5) == 0


@pytest.mark.parametrize(
    ("lost", "won", "p"),
    [
        (0, 0, 1.0),
        (5, 5, 1.0),
        (1, 8, 20 / 512),  # 2 · (C(9,0) + C(9,1)) / 2⁹
        (0, 6, 2 / 64),
        (2000, 2600, 1e-18),
    ],
)
def test_mcnemar(lost: int, won: int, p: float) -> None:
    assert mcnemar(lost, won) == pytest.approx(p, abs=1e-9)
    assert mcnemar(lost, won) == mcnemar(won, lost)
    assert not math.isnan(mcnemar(lost, won))
