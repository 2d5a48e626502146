"""Photos are lit like a reference of one's own, and what is told of it does the same again."""

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.preprocess import Corrections, When, correct
from inference.preprocess.histogram import REFERENCE, quantiles, reference_in

Photo = NDArray[np.uint8]
MATCH = {"histogram": When.ALWAYS}


@pytest.fixture
def bright() -> tuple[float, ...]:
    """How a bright photo's lightness is spread."""
    return tuple(float(level) for level in np.linspace(120, 250, len(REFERENCE)))


def test_lightness_is_spread_like_in_the_reference(scene: Photo, bright: tuple[float, ...]) -> None:
    done = correct(scene, Corrections.taking(MATCH, bright))
    assert np.abs(np.subtract(quantiles(done.pixels), bright)).mean() < 12
    usual = correct(scene, Corrections.taking(MATCH))
    assert np.abs(np.subtract(quantiles(usual.pixels), bright)).mean() > 40
    assert reference_in(usual.steps[0].measured) == ()


def test_what_is_told_does_the_same_again(scene: Photo, bright: tuple[float, ...]) -> None:
    done = correct(scene, Corrections.taking(MATCH, bright))
    (step,) = done.steps
    assert step.applied
    assert reference_in(step.measured) == bright
    again = correct(scene, Corrections.taking(MATCH, reference_in(step.measured)))
    assert np.array_equal(again.pixels, done.pixels)


def test_automatic_measures_by_the_reference(scene: Photo, bright: tuple[float, ...]) -> None:
    own = Corrections.taking({"histogram": When.AUTOMATIC}, quantiles(scene))
    (step,) = correct(scene, own).steps
    assert step.measured["distance"] == pytest.approx(0)
    assert not step.applied
    (other,) = correct(scene // 8, Corrections.taking({"histogram": When.AUTOMATIC}, bright)).steps
    assert other.applied
