"""Adding files that are there already: they stay where they lie, and bad ones are told apart."""

import shutil
from pathlib import Path

import pytest

from app.errors import explain
from app.models.check import check_model
from app.models.control import Control, Stage
from app.models.errors import DownloadPaused
from app.models.manifest import MANIFEST
from app.models.pairs import add_pair
from app.models.store import InstalledModel, ModelStore
from app.wording import Language
from inference.errors import ModelBroken, ModelMismatch, ModelMissing, ModelUnsupported
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.inference.clip_reference import Shape, weights, write_tower
from tests.models.conftest import NOW, Watch, names
from tests.tiny_model import make_pair, make_projector


@pytest.fixture
def files(tmp_path: Path) -> ModelFiles:
    """A pair to spoil."""
    return make_pair(tmp_path / "meus modelos")


def added(store: ModelStore, files: ModelFiles, watch: Watch | None = None) -> InstalledModel:
    return add_pair(store, files, now=NOW, report=watch or Watch())


def test_a_pair_is_known_where_it_lies(store: ModelStore, files: ModelFiles) -> None:
    watch = Watch()
    model = added(store, files, watch)
    assert (model.id, model.name(Language.PT), model.manifest.quantisation) == ("tiny-text", "Tiny", "F32")
    assert model.files == files
    assert model.added
    assert model.manifest.commercial_use is None
    assert names(model.folder) == {MANIFEST}
    assert check_model(model) == ()
    assert {one.stage for one in watch.told} == {Stage.VERIFYING, Stage.TRYING}
    store.remove(model.id)
    assert files.text.exists()
    assert files.projector.exists()


def test_what_was_made_to_mend_a_pair_goes_with_the_last_that_has_it(
    store: ModelStore, files: ModelFiles, tmp_path: Path
) -> None:
    write_tower(files.projector, Shape(), weights(Shape()))
    mended = files.projector.with_name(f"{files.projector.stem}.fichario.gguf")
    other = ModelFiles(Path(shutil.copy(files.text, tmp_path / "outro.gguf")), files.projector)
    models = added(store, files), added(store, other)
    for pair in (files, other):
        LlamaEngine.load(pair, LoadOptions(context=512, slots=1)).close()
    assert mended.exists()
    store.remove(models[0].id)
    assert mended.exists()
    store.remove(models[1].id)
    assert not mended.exists()
    assert files.projector.exists()


def test_a_file_of_the_person_s_own_is_no_mended_copy(store: ModelStore, files: ModelFiles) -> None:
    own = Path(shutil.copy(files.projector, files.projector.with_name(f"{files.projector.stem}.fichario.gguf")))
    store.remove(added(store, files).id)
    assert own.exists()


def test_a_pair_that_was_added_before_is_looked_at_anew(store: ModelStore, files: ModelFiles) -> None:
    before = added(store, files)
    make_pair(files.text.parent, seed=1)
    assert check_model(before)
    after = added(store, files)
    assert after.id == before.id
    assert check_model(after) == ()


def test_another_pair_of_the_same_names(store: ModelStore, files: ModelFiles, tmp_path: Path) -> None:
    added(store, files)
    assert added(store, make_pair(tmp_path / "other")).id == "tiny-text-2"


class TestWhatIsNoPair:
    def refused(self, store: ModelStore, files: ModelFiles, kind: type[Exception]) -> None:
        with pytest.raises(kind) as raised:
            added(store, files)
        assert type(raised.value) is kind
        assert "…" not in str(explain(raised.value, Language.PT))
        assert store.installed() == ()

    def test_exchanged(self, store: ModelStore, files: ModelFiles) -> None:
        self.refused(store, ModelFiles(files.projector, files.text), ModelMismatch)

    def test_another_models_projector(self, store: ModelStore, files: ModelFiles) -> None:
        make_projector(files.projector, width=96)
        self.refused(store, files, ModelMismatch)

    def test_two_text_models(self, store: ModelStore, files: ModelFiles) -> None:
        shutil.copy(files.text, files.projector)
        self.refused(store, files, ModelMismatch)

    def test_no_model_at_all(self, store: ModelStore, files: ModelFiles) -> None:
        files.text.write_text("isto não é um modelo")
        self.refused(store, files, ModelBroken)

    def test_cut_off(self, store: ModelStore, files: ModelFiles) -> None:
        files.projector.write_bytes(files.projector.read_bytes()[:-1])
        self.refused(store, files, ModelBroken)

    def test_missing(self, store: ModelStore, files: ModelFiles) -> None:
        files.projector.unlink()
        self.refused(store, files, ModelMissing)

    def test_an_architecture_that_the_runtime_does_not_know(self, store: ModelStore, files: ModelFiles) -> None:
        octets = bytearray(files.text.read_bytes())
        place = octets.index(b"llama", octets.index(b"general.architecture"))
        octets[place : place + 5] = b"llamx"
        files.text.write_bytes(octets)
        self.refused(store, files, ModelUnsupported)

    def test_a_projector_that_the_runtime_does_not_know(self, store: ModelStore, files: ModelFiles) -> None:
        octets = bytearray(files.projector.read_bytes())
        place = octets.index(b"mlp", octets.index(b"clip.projector_type"))
        octets[place : place + 3] = b"mlx"
        files.projector.write_bytes(octets)
        self.refused(store, files, ModelUnsupported)


def test_it_can_be_stopped(store: ModelStore, files: ModelFiles) -> None:
    for stage in (Stage.VERIFYING, Stage.TRYING):
        control = Control()

        def stop(transfer: object, control: Control = control, stage: Stage = stage) -> None:
            if getattr(transfer, "stage", None) is stage:
                control.pause()

        with pytest.raises(DownloadPaused):
            add_pair(store, files, now=NOW, control=control, report=stop)
    assert store.installed() == ()
