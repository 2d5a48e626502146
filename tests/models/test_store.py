"""The folder of installed models: what is in it, what is not, and removing."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.check import check_model, quick_fault_of
from app.models.disk import sha256_of
from app.models.errors import (
    DiskGone,
    FileChanged,
    FileMissing,
    FileUnreadable,
    ManifestBroken,
    ManifestUnreadable,
    ModelBusy,
    NotInstalled,
    StoreUnreadable,
)
from app.models.manifest import MANIFEST, HubSource, KeptFile, Manifest
from app.models.store import InstalledModel, ModelStore
from app.wording import Language
from inference.errors import ModelMismatch
from inference.llama.options import ModelFiles
from tests.models.conftest import NOW, Watch


def declared(store: ModelStore, id_: str) -> InstalledModel:
    """A model of two empty files."""
    folder = store.folder_of(id_)
    names = ("t.gguf", "p.gguf")
    for name in names:
        (folder / name).touch()
    return store.write(manifest_of(id_, *(kept(folder / name) for name in names)))


def kept(path: Path) -> KeptFile:
    return KeptFile(path=Path(path.name), size=path.stat().st_size, sha256=sha256_of(path, lambda _done: None))


def manifest_of(id_: str, text: KeptFile, projector: KeptFile) -> Manifest:
    name = {Language.PT: "Vazio", Language.EN: "Empty"}
    return Manifest(id=id_, name=name, quantisation="", text=text, projector=projector, installed_at=NOW)


@pytest.fixture
def installed(store: ModelStore, pair: ModelFiles) -> InstalledModel:
    """The tiny model, installed by hand."""
    folder = store.folder_of("tiny")
    copies = [Path(shutil.copy(path, folder)) for path in (pair.text, pair.projector)]
    source = HubSource(endpoint="https://hub", repository="a/b", revision="main", commit="c0ffee")
    return store.write(manifest_of("tiny", *map(kept, copies)).model_copy(update={"source": source}))


def test_a_store_that_is_not_there_is_empty(store: ModelStore) -> None:
    assert store.installed() == ()
    assert store.broken() == ()
    assert not store.root.exists()


def test_what_is_declared_is_found(store: ModelStore) -> None:
    one, other = declared(store, "b"), declared(store, "a-1.5")
    assert store.installed() == (other, one)
    assert store.find("b") == one
    assert store.of_files(one.files) == one
    assert store.of_files(ModelFiles(Path("x"), Path("y"))) is None
    assert one.name(Language.PT) == "Vazio"
    assert one.name(Language.ES) == "b"


@pytest.mark.parametrize("id_", ["none", "..", "../models", "", "A", "a/b"])
def test_what_is_not_installed_is_not_found(id_: str, store: ModelStore) -> None:
    declared(store, "a")
    with pytest.raises(NotInstalled):
        store.find(id_)
    with pytest.raises(NotInstalled):
        store.remove(id_)


@pytest.mark.parametrize("text", ["", "{", '{"form": 2}', "\udcff"])
def test_a_manifest_that_makes_no_sense_hides_no_other(text: str, store: ModelStore) -> None:
    sound, spoilt = declared(store, "a"), declared(store, "b")
    (spoilt.folder / MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert store.installed() == (sound,)
    assert [error.facts["id"] for error in store.broken()] == ["b"]
    with pytest.raises(ManifestBroken):
        store.find("b")
    store.remove("b")
    assert store.broken() == ()


def test_a_manifest_of_another_folder_is_broken(store: ModelStore) -> None:
    declared(store, "a").folder.rename(store.root / "b")
    assert [error.facts["id"] for error in store.broken()] == ["b"]


@pytest.fixture
def somebody() -> Iterator[None]:
    """A person whom permissions bind, whoever runs the tests."""
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions of POSIX")
    us = os.geteuid()
    if us == 0:
        os.seteuid(65534)
    yield
    if us == 0:
        os.seteuid(us)


def test_a_folder_that_cannot_be_read_is_no_empty_one(home: Path, request: pytest.FixtureRequest) -> None:
    home.chmod(0o755)
    store = ModelStore(home / "models")
    declared(store, "a")
    store.root.chmod(0)
    request.getfixturevalue("somebody")
    for look in (store.installed, store.broken):
        with pytest.raises(StoreUnreadable) as raised:
            look()
        assert raised.value.facts["path"] == str(store.root)


def test_a_model_that_cannot_be_looked_into_is_told(home: Path, request: pytest.FixtureRequest) -> None:
    home.chmod(0o755)
    store = ModelStore(home / "models")
    sound, shut = declared(store, "a"), declared(store, "b")
    shut.folder.chmod(0)
    request.getfixturevalue("somebody")
    assert store.installed() == (sound,)
    (error,) = store.broken()
    assert type(error) is ManifestUnreadable
    assert error.facts["id"] == "b"


def test_removing_takes_everything_away(store: ModelStore) -> None:
    declared(store, "b")
    folder = declared(store, "a").folder
    (folder / "mmproj.fichario.gguf").touch()
    store.remove("a")
    assert not folder.exists()
    assert [model.id for model in store.installed()] == ["b"]


def test_removing_what_an_installation_left_behind(store: ModelStore) -> None:
    (store.folder_of("a") / "t.gguf.0123.part").touch()
    assert store.installed() == ()
    store.remove("a")
    assert not (store.root / "a").exists()


def test_what_somebody_is_at_is_not_removed(store: ModelStore) -> None:
    declared(store, "a")
    with store.holding("a"), pytest.raises(ModelBusy):
        store.remove("a")
    store.remove("a")


@pytest.mark.parametrize(
    ("wish", "id_"),
    [("LLaVA v1.6 (Q4)", "llava-v1.6-q4"), ("…", "model"), ("a", "a-2"), ("x" * 99, "x" * 60), (".hidden", "hidden")],
)
def test_a_free_id(wish: str, id_: str, store: ModelStore) -> None:
    declared(store, "a")
    assert store.free_id(wish) == id_
    declared(store, id_)


class TestCheck:
    def test_all_is_well(self, installed: InstalledModel) -> None:
        watch = Watch()
        assert check_model(installed, report=watch) == ()
        assert quick_fault_of(installed) is None
        assert watch.told[-1].all_done == watch.told[-1].all_size == installed.size

    def test_a_bit_flipped(self, installed: InstalledModel) -> None:
        octets = bytearray(installed.files.text.read_bytes())
        octets[-1] ^= 1
        installed.files.text.write_bytes(octets)
        (fault,) = check_model(installed)
        assert type(fault) is FileChanged
        assert fault.facts["path"] == str(installed.files.text)
        assert quick_fault_of(installed) is None, "only the whole file tells"

    def test_a_file_cut_off(self, installed: InstalledModel) -> None:
        installed.files.text.write_bytes(installed.files.text.read_bytes()[:-1])
        assert [type(fault) for fault in check_model(installed)] == [FileChanged]
        assert type(quick_fault_of(installed)) is FileChanged

    def test_both_files_gone(self, installed: InstalledModel) -> None:
        installed.files.text.unlink()
        installed.files.projector.unlink()
        assert [type(fault) for fault in check_model(installed)] == [FileMissing, FileMissing]
        assert type(quick_fault_of(installed)) is FileMissing

    def test_a_disk_that_was_taken_away(self, store: ModelStore, installed: InstalledModel, tmp_path: Path) -> None:
        away = tmp_path / "usb" / "model.gguf"
        text = installed.manifest.text.model_copy(update={"path": away})
        moved = store.write(installed.manifest.model_copy(update={"text": text}))
        assert [type(fault) for fault in check_model(moved)] == [DiskGone]

    def test_a_folder_in_the_files_place(self, store: ModelStore, installed: InstalledModel) -> None:
        path = installed.files.text
        path.unlink()
        path.mkdir()
        text = installed.manifest.text.model_copy(update={"size": path.stat().st_size})
        (fault,) = check_model(store.write(installed.manifest.model_copy(update={"text": text})))
        assert type(fault) is FileUnreadable

    def test_two_sound_files_that_are_no_pair(self, store: ModelStore, installed: InstalledModel) -> None:
        changes = {"text": installed.manifest.projector, "projector": installed.manifest.text}
        exchanged = store.write(installed.manifest.model_copy(update=changes))
        assert [type(fault) for fault in check_model(exchanged)] == [ModelMismatch]
