"""Curves of how far somebody is to be believed, by hand and on answers made by chance."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.registry import Calibration
from app.evaluation.fitting import Knots, Trials, crossed, error_of, fit

ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def trials(*answers: tuple[float, bool]) -> Trials:
    sure, right = zip(*answers, strict=True)
    return Trials(np.array(sure, np.float64), np.array(right, np.float64))


def test_bins_that_fall_become_one() -> None:
    # Means 0.2, 0.5 and 0.8; right 0 %, 100 % and 50 %: the last two together are 75 % right at 0.65.
    found = fit(trials((0.1, False), (0.3, False), (0.4, True), (0.6, True), (0.7, False), (0.9, True)), bins=3)
    assert found == [pytest.approx((0.2, 0.0)), pytest.approx((0.65, 0.75))]


def test_a_prior_draws_towards_what_was_said() -> None:
    # Two answers, both wrong at 0.8, and two more of which 80 % are right.
    (knot,) = fit(trials((0.8, False), (0.8, False)), bins=1, prior=2)
    assert knot == pytest.approx((0.8, 0.4))


def test_what_is_said_equally_surely_is_one() -> None:
    assert fit(trials(*[(1.0, number < 30) for number in range(40)])) == [(1.0, 0.75)]


@given(ANSWERS, st.integers(1, 8), st.sampled_from([0.0, 5.0]))
def test_any_knots_are_those_of_a_calibration(answers: list[tuple[float, bool]], bins: int, prior: float) -> None:
    knots = fit(trials(*answers), bins, prior)
    Calibration.model_validate({"from": "colour", "knots": knots})
    assert all(raw < next_raw and honest <= next_honest for (raw, honest), (next_raw, next_honest) in pairwise(knots))


def test_answers_are_judged_by_knots_that_never_saw_them() -> None:
    known = trials(*[(number / 100, number % 3 > 0) for number in range(100)])
    unseen: list[float] = []

    def halving(some: Trials) -> Knots:
        unseen.extend({*known.sure.tolist()} - {*some.sure.tolist()})
        return [(0.0, 0.0), (1.0, 0.5)]

    honest = crossed(known, halving)
    assert sorted(unseen) == known.sure.tolist(), "each is left out once"
    assert honest.sure == pytest.approx(known.sure / 2)
    assert honest.right is known.right


def test_the_error_is_that_of_the_reports() -> None:
    assert error_of(trials(*[(0.9, number < 6) for number in range(10)])) == pytest.approx(0.3)
