"""Prints and agreement: the same picture is recognised through what is done to pictures, and others are not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from inference.likeness import MIRROR, WINDOWS, Placement, compare, print_of

Photo = NDArray[np.uint8]


def scene(seed: int, width: int = 112, height: int = 90) -> Photo:
    """A picture like no other, with large and small things in it."""
    random = np.random.default_rng(seed)
    coarse = Image.fromarray(random.integers(0, 256, (4, 5, 3), dtype=np.uint8)).resize((width, height))
    fine = Image.fromarray(random.integers(0, 256, (18, 22, 3), dtype=np.uint8)).resize((width, height))
    return np.asarray(Image.blend(coarse, fine, 0.4))


def resized(photo: Photo, width: int, height: int) -> Photo:
    return np.asarray(Image.fromarray(photo).resize((width, height)))


def part(photo: Photo, left: float, top: float, width: float, height: float) -> Photo:
    rows, columns = photo.shape[:2]
    return photo[
        round(top * rows) : round((top + height) * rows), round(left * columns) : round((left + width) * columns)
    ]


def bits(one: np.uint64, other: np.uint64) -> int:
    return int(np.bitwise_count(one ^ other))


def test_a_print_bears_another_size_and_knows_the_mirrored_picture() -> None:
    photo = scene(1)
    whole = print_of(photo)
    assert whole.shape == (len(WINDOWS),)
    assert bits(whole[0], print_of(resized(photo, 70, 56))[0]) <= 4
    assert bits(whole[0] ^ MIRROR, print_of(photo[:, ::-1].copy())[0]) <= 2
    assert bits(whole[0], print_of(scene(2))[0]) > 15


@pytest.mark.parametrize("window", range(1, len(WINDOWS)))
def test_what_is_left_when_something_is_cut_off_is_one_of_the_windows(window: int) -> None:
    photo = scene(3)
    left = print_of(part(photo, *WINDOWS[window]))[0]
    assert bits(left, print_of(photo)[window]) <= 4


@given(width=st.integers(1, 9), height=st.integers(1, 9), seed=st.integers(0, 99))
def test_tiny_pictures_have_prints_and_agree_with_themselves_or_say_nothing(width: int, height: int, seed: int) -> None:
    photo = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    assert print_of(photo).tolist() == print_of(photo.copy()).tolist()
    found = compare(photo, photo, Placement())
    assert found.correlation == pytest.approx(1, abs=0.02) or found.correlation == 0


def test_the_same_picture_agrees_and_another_does_not() -> None:
    photo = scene(4)
    same = compare(resized(photo, 80, 60), photo, Placement())
    assert same.correlation > 0.9
    assert same.share == pytest.approx(1, abs=0.03)
    assert abs(same.lighter) < 1
    assert same.colour < 3
    assert compare(photo[:, ::-1].copy(), photo, Placement(mirrored=True)).correlation > 0.95
    assert compare(photo[:, ::-1].copy(), photo, Placement()).correlation < 0.5
    assert compare(scene(5), photo, Placement()).correlation < 0.5


def test_how_much_was_cut_off_is_found_from_a_placement_nearby() -> None:
    photo = scene(6, 224, 180)
    cut = part(photo, 0.03, 0.07, 0.9, 0.9)
    found = compare(cut, photo, Placement((0.05, 0.05, 0.9, 0.9)))
    assert found.correlation > 0.9
    assert found.share == pytest.approx(0.81, abs=0.03)


def test_light_does_not_matter_and_is_told() -> None:
    photo = scene(7)
    lighter = np.minimum(photo.astype(np.int32) + 40, 255).astype(np.uint8)
    found = compare(lighter, photo, Placement())
    assert found.correlation > 0.9
    assert found.lighter > 8
    assert compare(photo, lighter, Placement()).lighter < -8


def test_another_colour_is_another_colour() -> None:
    photo = scene(8)
    found = compare(np.ascontiguousarray(photo[..., ::-1]), photo, Placement())
    assert found.colour > 17


def test_of_a_blank_picture_nothing_can_be_said() -> None:
    blank = np.full((40, 50, 3), 250, np.uint8)
    assert compare(blank, blank, Placement()).correlation == 0
    assert compare(blank, scene(9), Placement()).correlation == 0
