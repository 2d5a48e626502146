"""The mended copy of a projector: whole or not there, made once, made anew when its original changes."""

import os
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gguf
import numpy as np
import pytest

from inference.errors import InferenceError, LoadCancelled, ModelBroken, RepairFailed
from inference.llama.loading import Loaded
from inference.llama.options import LoadOptions, ModelFiles
from inference.llama.repair_copy import MARK, Copy, Mend
from inference.llama.weights import check_pair
from tests.inference.clip_reference import Shape, weights, write_tower

SHAPE = Shape()
MEND = Mend(class_last=True, feature_layer=23)


def go_on() -> bool:
    return True


@pytest.fixture
def original(folder: Path) -> Path:
    path = folder / "mmproj.gguf"
    write_tower(path, SHAPE, weights(SHAPE))
    return path


@pytest.fixture
def beside(original: Path) -> Path:
    """Where its copy goes."""
    return original.with_name("mmproj.fichario.gguf")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    return tmp_path / "cache"


def load(files: ModelFiles, projector: Path) -> bool:
    """Load and unload; whether the projector was mended."""
    pair = ModelFiles(files.text, projector)
    loaded = Loaded(pair, check_pair(pair), LoadOptions(context=256, threads=1), lambda _done: True)
    try:
        return loaded.repaired
    finally:
        loaded.close()


def test_a_copy_differs_where_it_should_and_nowhere_else(original: Path, beside: Path) -> None:
    octets = original.read_bytes()
    Copy(original, MEND).write(beside, go_on)
    assert original.read_bytes() == octets
    old, new = gguf.GGUFReader(original), gguf.GGUFReader(beside)
    assert new.fields.keys() - old.fields.keys() == {MARK, "clip.vision.feature_layer"}
    assert new.fields["clip.vision.feature_layer"].contents() == [23]
    for key, field in old.fields.items():
        assert key.startswith("GGUF.") or new.fields[key].contents() == field.contents(), key
    assert [tensor.name for tensor in new.tensors] == [tensor.name for tensor in old.tensors]
    for before, after in zip(old.tensors, new.tensors, strict=True):
        moved = before.name == "v.position_embd.weight"
        expected = np.roll(before.data, -1, axis=0) if moved else before.data
        assert after.tensor_type == before.tensor_type
        assert np.array_equal(after.data, expected), before.name


def test_it_is_made_once(files: ModelFiles, original: Path, beside: Path) -> None:
    assert load(files, original)
    made = beside.stat()
    assert load(files, original)
    assert (beside.stat().st_ino, beside.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
    assert sorted(original.parent.iterdir()) == sorted([original, beside])


def test_it_is_made_anew_when_the_original_changes(original: Path, beside: Path) -> None:
    Copy(original, MEND).write(beside, go_on)
    assert Copy(original, MEND).lies_at(beside)
    write_tower(original, SHAPE, weights(SHAPE, seed=1))
    assert not Copy(original, MEND).lies_at(beside)
    Copy(original, MEND).write(beside, go_on)
    assert Copy(original, MEND).lies_at(beside)
    times = original.stat()
    with original.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        last = file.read(1)
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last[0] ^ 1]))
    os.utime(original, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not Copy(original, MEND).lies_at(beside)


def test_another_mend_wants_another_copy(original: Path, beside: Path) -> None:
    Copy(original, MEND).write(beside, go_on)
    assert not Copy(original, Mend(class_last=True)).lies_at(beside)


@pytest.mark.parametrize("length", [0, 3, 1000, -1])
def test_a_spoilt_copy_is_made_anew(files: ModelFiles, original: Path, beside: Path, length: int) -> None:
    Copy(original, MEND).write(beside, go_on)
    whole = beside.read_bytes()
    beside.write_bytes(whole[:length])
    assert load(files, original)
    assert beside.read_bytes() == whole


def test_where_the_folder_takes_none_it_goes_to_the_cache(
    files: ModelFiles, original: Path, beside: Path, cache: Path
) -> None:
    beside.mkdir()  # nothing can be put in a folder's place, whoever runs the tests
    assert load(files, original)
    (made,) = cache.rglob("*.gguf")
    assert Copy(original, MEND).lies_at(made)
    assert sorted(original.parent.iterdir()) == sorted([original, beside])
    times = made.stat().st_mtime_ns
    assert load(files, original)
    assert made.stat().st_mtime_ns == times


def test_a_read_only_folder(files: ModelFiles, original: Path, beside: Path, cache: Path) -> None:
    original.parent.chmod(0o555)
    try:
        if os.access(original.parent, os.W_OK):
            pytest.skip("rights do not bind whoever runs this")
        assert load(files, original)
        assert not beside.exists()
        assert list(cache.rglob("*.gguf"))
    finally:
        original.parent.chmod(0o755)


def test_no_place_at_all(files: ModelFiles, original: Path, beside: Path, cache: Path) -> None:
    beside.mkdir()
    cache.write_bytes(b"")
    with pytest.raises(RepairFailed) as raised:
        load(files, original)
    assert raised.value.facts["path"] == str(original)
    assert sorted(original.parent.iterdir()) == sorted([original, beside])


@contextmanager
def files_of_at_most(octets: int) -> Iterator[None]:
    """The system refuses to let a file grow larger, as it does on a full disk."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk(files: ModelFiles, original: Path, cache: Path) -> None:
    size = original.stat().st_size
    with files_of_at_most(size // 2), pytest.raises(RepairFailed) as raised:
        load(files, original)
    assert raised.value.code == "model.repair"
    assert list(original.parent.iterdir()) == [original]
    assert not [path for path in cache.rglob("*") if path.is_file()]
    assert load(files, original)


def test_an_original_cut_off_meanwhile(original: Path, beside: Path) -> None:
    copy = Copy(original, MEND)
    os.truncate(original, original.stat().st_size - 1)
    with pytest.raises(ModelBroken):
        copy.write(beside, go_on)
    assert list(original.parent.iterdir()) == [original]


def test_an_original_gone_meanwhile(original: Path, beside: Path) -> None:
    copy = Copy(original, MEND)
    original.unlink()
    with pytest.raises(ModelBroken):
        copy.write(beside, go_on)
    assert not list(original.parent.iterdir())


@pytest.mark.parametrize("length", [0, 100, 5000, -1])
def test_a_truncated_original(files: ModelFiles, original: Path, length: int) -> None:
    original.write_bytes(original.read_bytes()[:length])
    with pytest.raises(ModelBroken):
        load(files, original)
    with pytest.raises(ModelBroken):
        Copy(original, MEND)
    assert list(original.parent.iterdir()) == [original]


def test_it_can_be_stopped(original: Path, beside: Path) -> None:
    with pytest.raises(LoadCancelled):
        Copy(original, MEND).write(beside, lambda: False)
    assert list(original.parent.iterdir()) == [original]


def test_loading_can_be_stopped_while_it_is_made(files: ModelFiles, original: Path) -> None:
    pair = ModelFiles(files.text, original)
    told: list[float] = []

    def progress(fraction: float) -> bool:
        told.append(fraction)
        return len([each for each in told if each == told[-1]]) < 3  # the same again: between the two files

    with pytest.raises(InferenceError) as raised:
        Loaded(pair, check_pair(pair), LoadOptions(context=256, threads=1), progress)
    assert type(raised.value) is LoadCancelled
    assert list(original.parent.iterdir()) == [original]


def test_what_a_killed_program_left_goes(original: Path, beside: Path) -> None:
    old, young, foreign = (
        original.with_name(name)
        for name in (".a.fichario.gguf.0123.part", ".b.fichario.gguf.4567.part", ".download.gguf.89.part")
    )
    for path in (old, young, foreign):
        path.write_bytes(b"x")
    for path in (old, foreign):
        os.utime(path, (1, 1))
    Copy(original, MEND).write(beside, go_on)
    assert not old.exists()
    assert young.exists()
    assert foreign.exists()


def test_memory_stays_small(original: Path, beside: Path) -> None:
    os.truncate(original, 64 << 20)
    tracemalloc.start()
    try:
        Copy(original, MEND).write(beside, go_on)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()
    assert beside.stat().st_size > 64 << 20
