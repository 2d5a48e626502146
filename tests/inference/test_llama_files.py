"""Files that are not what they were said to be: an error that says what is wrong, never a crash."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from inference.errors import (
    InferenceError,
    LoadCancelled,
    ModelBroken,
    ModelMismatch,
    ModelMissing,
    ModelUnsupported,
)
from inference.llama.engine import LlamaEngine
from inference.llama.gguf import GgufError, read_header
from inference.llama.options import LoadOptions, ModelFiles
from inference.llama.weights import check_pair
from tests.inference.cards import answer, check_card, request
from tests.inference.conftest import OPTIONS
from tests.tiny_model import make_projector


def refused(text: Path, projector: Path) -> InferenceError:
    """The error with which loading these fails."""
    with pytest.raises(InferenceError) as raised:
        LlamaEngine.load(ModelFiles(text, projector), OPTIONS).close()
    return raised.value


def spoil(path: Path, change: Callable[[bytearray], None]) -> None:
    octets = bytearray(path.read_bytes())
    change(octets)
    path.write_bytes(octets)


@pytest.fixture
def copies(files: ModelFiles, folder: Path) -> ModelFiles:
    """A pair to spoil."""
    made = ModelFiles(folder / "text.gguf", folder / "mmproj.gguf")
    made.text.write_bytes(files.text.read_bytes())
    made.projector.write_bytes(files.projector.read_bytes())
    return made


@pytest.mark.parametrize("half", ["text", "projector"])
class TestOneHalfIsBad:
    def test_missing(self, copies: ModelFiles, half: str) -> None:
        path: Path = getattr(copies, half)
        path.unlink()
        error = refused(copies.text, copies.projector)
        assert type(error) is ModelMissing
        assert error.facts == {"path": str(path)}

    def test_a_folder(self, copies: ModelFiles, half: str) -> None:
        path: Path = getattr(copies, half)
        path.unlink()
        path.mkdir()
        assert type(refused(copies.text, copies.projector)) is ModelBroken

    @pytest.mark.parametrize("length", [0, 3, 4, 20, 1000, 20_000, -1])
    def test_truncated(self, copies: ModelFiles, half: str, length: int) -> None:
        path: Path = getattr(copies, half)
        path.write_bytes(path.read_bytes()[:length])
        error = refused(copies.text, copies.projector)
        assert type(error) is ModelBroken
        assert error.facts["path"] == str(path)
        assert error.facts["reason"]

    @pytest.mark.parametrize("seed", range(4))
    def test_random_bytes(self, copies: ModelFiles, half: str, seed: int) -> None:
        path: Path = getattr(copies, half)
        octets = np.random.default_rng(seed).bytes(50_000)
        path.write_bytes(b"GGUF\x03\x00\x00\x00" + octets if seed % 2 else octets)
        assert type(refused(copies.text, copies.projector)) is ModelBroken

    @pytest.mark.parametrize("seed", range(12))
    def test_a_flipped_byte_in_the_header_never_kills(self, copies: ModelFiles, half: str, seed: int) -> None:
        path: Path = getattr(copies, half)
        place = int(np.random.default_rng(seed).integers(4, 2000))

        def flip(octets: bytearray) -> None:
            octets[place] ^= 0x40

        spoil(path, flip)
        try:
            read_header(path)
        except GgufError:
            assert type(refused(copies.text, copies.projector)) is ModelBroken


def test_exchanged(files: ModelFiles) -> None:
    error = refused(files.projector, files.text)
    assert type(error) is ModelMismatch
    assert error.facts["path"] == str(files.projector)


def test_a_text_model_as_projector(files: ModelFiles) -> None:
    assert type(refused(files.text, files.text)) is ModelMismatch


def test_a_projector_of_another_width(files: ModelFiles, folder: Path) -> None:
    wide = folder / "wide.gguf"
    make_projector(wide, width=96)
    error = refused(files.text, wide)
    assert type(error) is ModelMismatch
    assert error.facts["path"] == str(wide)


def test_a_mismatch_that_only_the_runtime_sees(
    files: ModelFiles, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = folder / "wide.gguf"
    make_projector(wide, width=96)
    monkeypatch.setattr("inference.llama.weights._projected_width", lambda _header: None)
    assert type(refused(files.text, wide)) is ModelMismatch


def test_a_text_model_that_the_runtime_does_not_know(copies: ModelFiles) -> None:
    def rename(octets: bytearray) -> None:
        place = octets.index(b"llama", octets.index(b"general.architecture"))
        octets[place : place + 5] = b"llamx"

    spoil(copies.text, rename)
    error = refused(copies.text, copies.projector)
    assert type(error) is ModelUnsupported
    assert error.facts["path"] == str(copies.text)
    assert "llamx" in error.facts["reason"]


def test_the_headers_say_what_is_loaded(files: ModelFiles) -> None:
    pair = check_pair(files)
    assert (pair.architecture, pair.quantisation, pair.image_size, pair.tower_blocks) == ("llama", "F32", 56, 3)
    header = read_header(files.projector)
    assert header.shapes["mm.2.weight"] == (64, 64)
    assert header.number("clip.vision.projection_dim") == 64
    assert header.metadata["clip.vision.image_mean"] == pytest.approx([0.48145466, 0.4578275, 0.40821073])


def test_progress_goes_from_nothing_to_all_and_the_path_may_be_in_any_script(copies: ModelFiles) -> None:
    told: list[float] = []

    def progress(fraction: float) -> bool:
        told.append(fraction)
        return True

    engine = LlamaEngine.load(copies, LoadOptions(context=2048, slots=1, threads=1, gpu_layers=0), progress)
    try:
        assert told == sorted(told)
        assert 0 <= told[0] < 0.5
        assert told[-1] == 1.0
        assert engine.info.context == 2048
        assert engine.info.size == copies.text.stat().st_size + copies.projector.stat().st_size
        assert engine.info.projector_size == copies.projector.stat().st_size
        # Keys and values of two blocks of 64 numbers in half precision.
        assert engine.info.cache_size == engine._loaded.context.size * 2 * (64 + 64) * 2
        check_card(answer(engine, request()).values)
    finally:
        engine.close()


@pytest.mark.parametrize("calls", [1, 2, 5])
def test_loading_is_stopped(files: ModelFiles, calls: int) -> None:
    before, told = set(threading.enumerate()), []

    def progress(fraction: float) -> bool:
        told.append(fraction)
        return len(told) < calls

    with pytest.raises(LoadCancelled):
        LlamaEngine.load(files, OPTIONS, progress)
    assert len(told) == calls
    assert set(threading.enumerate()) <= before


def test_loading_is_stopped_in_the_projector(files: ModelFiles) -> None:
    text_share = files.text.stat().st_size / (files.text.stat().st_size + files.projector.stat().st_size)
    with pytest.raises(LoadCancelled):
        LlamaEngine.load(files, OPTIONS, lambda fraction: fraction <= text_share)
