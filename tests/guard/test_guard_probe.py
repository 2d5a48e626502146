"""A model is tried in a process of its own; what is found is kept until model, options or machine change."""

import os
import signal
from pathlib import Path

import pytest

from inference.errors import LoadCancelled
from inference.guard.probe import Probe, probe, probed
from inference.llama.options import LoadOptions, ModelFiles
from tests.guard.conftest import OPTIONS, children

pytestmark = pytest.mark.usefixtures("no_process_left")


def test_a_model_that_works(files: ModelFiles) -> None:
    found = probe(files, OPTIONS)
    assert (found.failure, found.reason) == ("", "")
    assert found.load_seconds > 0
    assert found.image_seconds > 0
    assert found.prompt_tokens_per_second > 0
    assert found.generation_tokens_per_second > 0
    size = files.text.stat().st_size + files.projector.stat().st_size
    assert found.peak_memory_bytes is not None
    assert found.peak_memory_bytes > size


def test_a_model_that_is_not_there(own_files: ModelFiles) -> None:
    own_files.text.unlink()
    assert probe(own_files, OPTIONS).failure == "model.missing"


@pytest.mark.parametrize(("loaded", "code"), [(False, "model.broken"), (True, "crash")])
def test_a_crash_is_a_finding(files: ModelFiles, loaded: bool, code: str) -> None:
    before, told = children(), list[float]()

    def progress(fraction: float) -> bool:
        told.append(fraction)
        if not loaded or told.count(1.0) > 2:  # of which the loading tells two at most
            for child in children() - before:
                os.kill(child.pid, signal.SIGABRT)
        return True

    found = probe(files, OPTIONS, progress)
    assert found.failure == code
    assert "SIGABRT" in found.reason


def test_it_is_stopped(files: ModelFiles, tmp_path: Path) -> None:
    with pytest.raises(LoadCancelled):
        probed(tmp_path, files, OPTIONS, lambda fraction: fraction < 1)
    assert list(tmp_path.iterdir()) == []


def test_want_of_memory_is_not_kept(files: ModelFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Probe("memory", "cudaMalloc failed")
    monkeypatch.setattr("inference.guard.probe.probe", lambda *_arguments: found)
    assert probed(tmp_path, files, OPTIONS) is found
    assert list(tmp_path.iterdir()) == []


def test_what_was_found_is_kept(own_files: ModelFiles, tmp_path: Path) -> None:
    folder = tmp_path / "kept" / "here"
    told: list[float] = []

    def progress(fraction: float) -> bool:
        told.append(fraction)
        return True

    def is_tried_again(options: LoadOptions = OPTIONS) -> bool:
        told.clear()
        probed(folder, own_files, options, progress)
        return bool(told)

    first = probed(folder, own_files, OPTIONS)
    (kept,) = folder.iterdir()
    assert probed(folder, own_files, OPTIONS) == first
    assert not is_tried_again()
    assert is_tried_again(LoadOptions(threads=1, context=2048))
    kept.write_text("{")
    assert is_tried_again()
    os.utime(own_files.text, ns=(1, 1))
    assert is_tried_again()
    assert Probe() != first
