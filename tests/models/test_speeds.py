"""How fast models are here: kept for a model and how it is loaded, a bench before a trial, and nothing unmeasured."""

import shutil
from pathlib import Path

import pytest

from app.models.speeds import MeasuredSpeed, estimated_speed, keep_speed, speed_of
from inference.guard.probe import Probe, probed
from inference.llama.options import LoadOptions, ModelFiles

ALONE, MANY = LoadOptions(threads=1, slots=1), LoadOptions(threads=1, slots=4)
FAST = MeasuredSpeed(214.0, together=4)


def test_what_was_not_measured_is_not_told(pair: ModelFiles, tmp_path: Path) -> None:
    assert speed_of(tmp_path, pair, ALONE) is None
    assert speed_of(tmp_path, ModelFiles(tmp_path / "none", pair.projector), ALONE) is None


def test_a_bench_is_believed_before_a_trial(pair: ModelFiles, tmp_path: Path) -> None:
    found = probed(tmp_path, pair, ALONE)
    assert found.failure == ""
    trial = speed_of(tmp_path, pair, ALONE)
    assert trial == estimated_speed(found)
    assert trial is not None
    assert trial.together == 1
    keep_speed(tmp_path, pair, MANY, FAST)
    assert speed_of(tmp_path, pair, ALONE) == speed_of(tmp_path, pair, MANY) == FAST


def test_it_holds_for_this_model_and_this_way_of_loading_only(pair: ModelFiles, tmp_path: Path) -> None:
    keep_speed(tmp_path, pair, MANY, FAST)
    assert speed_of(tmp_path, pair, LoadOptions(threads=2, slots=4)) is None
    copies = ModelFiles(*(Path(shutil.copy(path, tmp_path)) for path in (pair.text, pair.projector)))
    copies.text.write_bytes(copies.text.read_bytes() + bytes(32))
    assert speed_of(tmp_path, copies, MANY) is None


def test_what_cannot_be_kept_is_not_worth_a_word(pair: ModelFiles, tmp_path: Path) -> None:
    (tmp_path / "probes").write_text("a file in its place")
    keep_speed(tmp_path / "probes", pair, ALONE, FAST)
    assert speed_of(tmp_path / "probes", pair, ALONE) is None


@pytest.mark.parametrize(
    ("probe", "per_hour"),
    [
        (None, None),
        (Probe(failure="memory"), None),
        (Probe(image_seconds=1.0, prompt_tokens_per_second=900.0, generation_tokens_per_second=450.0), 1200.0),
    ],
)
def test_a_card_takes_looking_reading_and_writing(probe: Probe | None, per_hour: float | None) -> None:
    found = estimated_speed(probe)
    assert (found.photos_per_hour if found else None) == per_hour
