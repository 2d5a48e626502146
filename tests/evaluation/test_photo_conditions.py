"""Photos made worse on purpose: each in the way that is said, and always the same."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.cli import conditions as named
from app.evaluation.photos.conditions import CLEAN, CONDITIONS, degraded
from inference.preprocess.colour import to_lab, to_linear

Photo = NDArray[np.uint8]


@pytest.fixture
def photo() -> Photo:
    random = np.random.default_rng(8)
    small = random.integers(30, 200, (9, 12, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(small, (160, 120), interpolation=cv2.INTER_CUBIC), np.uint8)


def test_the_command_line_names_them_all() -> None:
    assert (CLEAN, *CONDITIONS) == named.CONDITIONS


@pytest.mark.parametrize("condition", [CLEAN, *CONDITIONS])
def test_the_same_seed_gives_the_same_photo(condition: str, photo: Photo) -> None:
    before = photo.copy()
    first, second = (degraded(photo, condition, 3) for _ in range(2))
    assert np.array_equal(first, second)
    assert (first is photo) == (condition == CLEAN)
    assert first.dtype == np.uint8
    assert np.array_equal(photo, before)


@pytest.mark.parametrize("condition", ["noisy", "rotated", "tilted", "far", "cluttered"])
def test_another_seed_gives_another(condition: str, photo: Photo) -> None:
    made = [degraded(photo, condition, seed) for seed in range(6)]
    assert any(not np.array_equal(made[0], other) for other in made[1:])


def test_light_is_changed_in_linear_light(photo: Photo) -> None:
    assert to_linear(degraded(photo, "dark", 0)) == pytest.approx(to_linear(photo) * 0.2, abs=0.006)
    warm = to_linear(degraded(photo, "warm", 0))
    assert warm[..., 2] == pytest.approx(to_linear(photo)[..., 2] * 0.5, abs=0.006)
    assert degraded(photo, "bright", 0).max() == 255


def test_each_does_what_its_name_says(photo: Photo) -> None:
    lightness = {name: to_lab(degraded(photo, name, 1))[..., 0] for name in ("clean", "dull", "noisy", "blurred")}
    assert lightness["dull"].std() < 0.5 * lightness["clean"].std()
    assert lightness["blurred"].std() < lightness["clean"].std()
    grain = degraded(photo, "noisy", 1).astype(float) - photo
    assert grain.std() == pytest.approx(25, rel=0.1)
    turned = degraded(photo, "rotated", 1)
    assert any(np.array_equal(turned, np.rot90(photo, turns)) for turns in (1, 3))
    assert degraded(photo, "tilted", 1).shape == photo.shape


@pytest.mark.parametrize("condition", ["far", "cluttered"])
def test_the_product_is_whole_in_a_larger_frame(condition: str, photo: Photo) -> None:
    wide = degraded(photo, condition, 2)
    assert wide.shape == (240, 320, 3)
    _, _, (left, top), _ = cv2.minMaxLoc(cv2.matchTemplate(wide, photo, cv2.TM_SQDIFF))
    assert np.array_equal(wide[top : top + 120, left : left + 160], photo)
