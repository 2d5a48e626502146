"""Photos for towers whose runtime would stretch them: fitted into their square before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inference.llama.gguf import Header
from inference.llama.letterbox import PADDING, letterbox
from inference.llama.weights import Pair

RED = (200, 30, 40)


def plain(height: int, width: int) -> np.ndarray:
    return np.full((height, width, 3), RED, np.uint8)


def test_a_wide_photo_stands_in_the_middle_between_padding() -> None:
    square = letterbox(plain(50, 100), 128)
    assert square.shape == (128, 128, 3)
    assert square.dtype == np.uint8
    assert square.flags.c_contiguous
    assert (square[:32] == PADDING).all()
    assert (square[32:96] == RED).all()
    assert (square[96:] == PADDING).all()


def test_a_tall_photo_stands_in_the_middle_between_padding() -> None:
    square = letterbox(plain(300, 101), 64)
    # 101 * 64 / 300 = 21.5…: 22 columns, 21 before them and one more behind.
    assert (square[:, :21] == PADDING).all()
    assert (square[:, 21:43] == RED).all()
    assert (square[:, 43:] == PADDING).all()


def test_a_square_photo_of_the_size_is_left_as_it_is() -> None:
    photo = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    assert (letterbox(photo, 64) == photo).all()


def test_it_resamples_as_pillow_does() -> None:
    photo = np.random.default_rng(1).integers(0, 256, (400, 400, 3), np.uint8)
    expected = Image.fromarray(photo).resize((128, 128), Image.Resampling.BICUBIC)
    assert (letterbox(photo, 128) == np.asarray(expected)).all()


@given(height=st.integers(1, 90), width=st.integers(1, 90), size=st.integers(1, 70))
def test_the_longer_side_fills_the_square_and_the_other_is_never_lost(height: int, width: int, size: int) -> None:
    inside = (letterbox(plain(height, width), size) == RED).all(axis=2)
    rows, columns = int(inside.any(axis=1).sum()), int(inside.any(axis=0).sum())
    assert max(rows, columns) == size
    assert rows == max(1, round(height * (size / max(height, width))))
    assert columns == max(1, round(width * (size / max(height, width))))


@pytest.mark.parametrize(("kind", "square"), [("yasa2", 128), ("gemma3nv", 128), ("mlp", 0), ("", 0)])
def test_only_towers_that_see_one_square_get_squares(kind: str, square: int) -> None:
    header = Header({"clip.projector_type": kind, "clip.vision.image_size": 128}, {})
    assert Pair(Header({}, {}), header).square == square
