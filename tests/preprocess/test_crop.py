"""Empty background is cut off, and nothing else."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from inference.preprocess import crop

Photo = NDArray[np.uint8]


def ground(height: int = 200, width: int = 300) -> Photo:
    """A plain background with a little grain and a soft shade across it."""
    shade = np.linspace(225, 240, width)[None, :, None]
    grain = np.random.default_rng(7).normal(0, 2, (height, width, 3))
    return np.clip(shade + grain, 0, 255).astype(np.uint8)


def put(photo: Photo, left: int, top: int, width: int, height: int) -> Photo:
    cv2.rectangle(photo, (left, top), (left + width - 1, top + height - 1), (150, 40, 30), -1)
    return photo


def frame(photo: Photo) -> list[float]:
    """Left, top, right and bottom of what is kept, in pixels."""
    height, width = photo.shape[:2]
    found = crop.measure(photo)
    left, top = found["left"] * width, found["top"] * height
    return [left, top, left + found["width"] * width, top + found["height"] * height]


@pytest.mark.parametrize("scale", [1, 3])
def test_the_frame_is_the_product_with_a_margin(scale: int) -> None:
    photo = put(ground(200 * scale, 300 * scale), 60 * scale, 70 * scale, 50 * scale, 40 * scale)
    margin = 0.06 * 50
    expected = [60 - margin, 70 - margin, 110 + margin, 110 + margin]
    assert [value / scale for value in frame(photo)] == pytest.approx(expected, abs=3)
    assert crop.is_off(crop.measure(photo))


def test_pixels_are_cut_not_made() -> None:
    photo = put(ground(), 60, 70, 50, 40)
    measured = crop.measure(photo)
    cut = crop.correct(photo, measured)
    left, top = int(measured["left"] * 300), int(measured["top"] * 200)
    assert np.array_equal(cut, photo[top : top + cut.shape[0], left : left + cut.shape[1]])
    assert cut.flags.c_contiguous
    assert cut.base is None


def test_both_shoes_are_kept() -> None:
    left, _, right, _ = frame(put(put(ground(), 40, 80, 50, 40), 200, 90, 50, 38))
    assert left < 40
    assert right > 250


def test_clutter_at_the_edge_is_left_out() -> None:
    photo = put(put(ground(), 110, 60, 80, 80), 4, 4, 24, 24)
    left, top, *_ = frame(photo)
    assert left > 28
    assert top > 28


def test_a_busy_background_is_left_alone() -> None:
    busy = np.random.default_rng(1).integers(0, 256, (50, 75, 3), dtype=np.uint8).repeat(4, 0).repeat(4, 1)
    assert frame(busy) == [0, 0, 300, 200]
    assert crop.correct(busy, crop.measure(busy)) is busy


@pytest.mark.parametrize("size", [0, 4], ids=["nothing", "a crumb"])
def test_without_a_product_nothing_is_cut(size: int) -> None:
    photo = put(ground(), 100, 100, size, size) if size else ground()
    assert frame(photo) == [0, 0, 300, 200]


def test_a_product_that_fills_the_photo_is_not_worth_cutting() -> None:
    assert not crop.is_off(crop.measure(put(ground(), 20, 15, 260, 170)))
