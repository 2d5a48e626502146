"""The steps together: when they are taken, what is told of them, and that they harm nothing."""

import dataclasses
import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image

from inference.engine import PhotoFile
from inference.photos import read_photo
from inference.preparing import prepare, told
from inference.preprocess import STEPS, Corrections, When, correct
from inference.preprocess.colour import from_linear, to_linear

Photo = NDArray[np.uint8]
EVERYTHING = Corrections.taking(dict.fromkeys(STEPS, When.ALWAYS))
WHERE_NEEDED = Corrections.taking(dict.fromkeys(STEPS, When.AUTOMATIC))


def test_off_is_off(scene: Photo) -> None:
    done = correct(scene, Corrections())
    assert done.pixels is scene
    assert done.steps == ()
    assert not Corrections().any
    assert WHERE_NEEDED.any


def test_a_good_photo_is_measured_and_left_alone(scene: Photo) -> None:
    done = correct(scene, WHERE_NEEDED)
    assert done.pixels is scene
    assert tuple(step.step for step in done.steps) == STEPS
    assert not any(step.applied for step in done.steps)


def test_only_what_is_off_is_touched(scene: Photo) -> None:
    dark = from_linear(to_linear(scene) * np.float32(0.1))
    done = correct(dark, dataclasses.replace(WHERE_NEEDED, histogram=When.OFF))
    assert [step.step for step in done.steps if step.applied] == ["exposure"]
    assert done.pixels.mean() > 2 * dark.mean()


@pytest.mark.parametrize("name", STEPS)
def test_always_needs_no_reason(name: str, scene: Photo) -> None:
    (step,) = correct(scene, Corrections.taking({name: When.ALWAYS})).steps
    assert step.step == name
    assert step.applied == (name not in {"noise", "crop"}), "here is nothing to denoise and nothing to cut"


@given(
    st.tuples(st.integers(1, 40), st.integers(1, 40), st.just(3)).flatmap(
        lambda shape: arrays(np.uint8, shape, elements=st.sampled_from([0, 1, 90, 128, 254, 255]))
    )
)
def test_any_photo_comes_through(photo: Photo) -> None:
    before = photo.copy()
    for corrections in (EVERYTHING, WHERE_NEEDED):
        done = correct(photo, corrections)
        assert done.pixels.dtype == np.uint8
        assert done.pixels.ndim == 3
        assert done.pixels.shape[2] == 3
        assert done.pixels.flags.c_contiguous
        assert min(done.pixels.shape) >= 1
        assert all(np.isfinite(value) for step in done.steps for value in step.measured.values())
    assert np.array_equal(photo, before)


def test_what_was_done_is_plain_data(scene: Photo) -> None:
    steps = correct(scene // 6, EVERYTHING).steps
    assert json.loads(json.dumps([asdict(step) for step in steps]))[2]["step"] == "exposure"


def test_the_same_photo_is_corrected_the_same(scene: Photo) -> None:
    first, second = (correct(scene // 6, EVERYTHING) for _ in range(2))
    assert np.array_equal(first.pixels, second.pixels)
    assert first.steps == second.steps


def test_an_original_is_never_written_to(scene: Photo, tmp_path: Path) -> None:
    path = tmp_path / "original.jpg"
    Image.fromarray(scene // 6).save(path, quality=95)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    before = (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns)
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        prepared = prepare(PhotoFile(path, 64, EVERYTHING))
    finally:
        tmp_path.chmod(0o755)
    assert any(step.applied for step in prepared.steps)
    assert (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns) == before
    assert [file.name for file in tmp_path.iterdir()] == ["original.jpg"]


def test_a_file_is_corrected_at_the_size_that_the_model_gets(scene: Photo, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.fromarray(scene // 6).save(path)
    corrections = Corrections(exposure=When.AUTOMATIC)
    prepared = prepare(PhotoFile(path, 64, corrections))
    expected = correct(read_photo(path, 64), corrections)
    assert np.array_equal(prepared.pixels, expected.pixels)
    assert prepared.steps == expected.steps
    assert prepare(scene).pixels is scene


def test_nothing_is_told_where_nothing_was_to_be_done(scene: Photo) -> None:
    assert told([(), ()]) == ()
    steps = correct(scene, WHERE_NEEDED).steps
    assert told([(), steps]) == ((), steps)
