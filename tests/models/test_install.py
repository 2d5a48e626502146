"""A download that goes well: from the Hub by way of its network to files that are verified, named and known."""

import hashlib
from pathlib import Path

import pytest

from app.domain.offered import Quantisation
from app.models.check import check_model
from app.models.control import Stage
from app.models.errors import LicenceNotAccepted, ModelBusy
from app.models.install import Order
from app.models.manifest import MANIFEST
from app.models.orders import ORDER
from app.models.store import ModelStore
from inference.errors import ModelMismatch
from inference.llama.options import ModelFiles
from tests.models.conftest import NOW, PROJECTOR, REPOSITORY, TEXT, Watch, installing, names, offered
from tests.models.hub_server import COMMIT, Hub


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_both_files_lie_in_a_folder_of_their_own(hub: Hub, store: ModelStore, pair: ModelFiles) -> None:
    installed = installing(store)
    assert names(installed.folder) == {TEXT, PROJECTOR, MANIFEST, ORDER}
    assert installed.files == ModelFiles(store.root / "tiny" / TEXT, store.root / "tiny" / PROJECTOR)
    assert installed.files.text.read_bytes() == pair.text.read_bytes()
    assert installed.files.projector.read_bytes() == pair.projector.read_bytes()
    assert check_model(installed) == ()


def test_the_manifest_says_what_it_is_and_where_it_came_from(hub: Hub, store: ModelStore, pair: ModelFiles) -> None:
    installing(store)
    (found,) = store.installed()
    manifest = found.manifest
    assert manifest.source is not None
    assert manifest.source.model_dump() == {
        "endpoint": hub.endpoint,
        "repository": REPOSITORY,
        "revision": "main",
        "commit": COMMIT,
    }
    assert (manifest.quantisation, manifest.installed_at, manifest.licence_accepted_at) == ("Q4_K_M", NOW, None)
    assert (manifest.text.sha256, manifest.projector.sha256) == (sha(pair.text), sha(pair.projector))
    assert found.size == pair.text.stat().st_size + pair.projector.stat().st_size


def test_what_is_fetched_is_of_the_commit_that_was_looked_up(hub: Hub, store: ModelStore) -> None:
    installing(store)
    resolved = [one for one in hub.asked if "/resolve/" in one.path]
    assert {one.path.split("/resolve/")[1].split("/")[0] for one in resolved if one.method == "HEAD"} == {"main"}
    assert {one.path.split("/resolve/")[1].split("/")[0] for one in resolved if one.method == "GET"} == {COMMIT}


def test_progress_goes_from_nothing_to_all(hub: Hub, store: ModelStore) -> None:
    watch = Watch()
    installed = installing(store, watch=watch)
    for stage in (Stage.FETCHING, Stage.VERIFYING):
        told = [one for one in watch.told if one.stage is stage]
        overall = [one.all_done for one in told]
        assert overall == sorted(overall)
        assert overall[-1] == told[-1].all_size == installed.size
        for name in (TEXT, PROJECTOR):
            of_file = [one for one in told if one.file == name]
            assert of_file[-1].done == of_file[-1].size
    assert len(watch.told) > 6


def test_installing_again_fetches_nothing(hub: Hub, store: ModelStore) -> None:
    installing(store)
    hub.asked.clear()
    assert installing(store).files == installing(store).files
    assert {one.method for one in hub.asked} == {"HEAD"}


def test_installing_again_mends_a_file_that_changed(hub: Hub, store: ModelStore, pair: ModelFiles) -> None:
    installed = installing(store)
    octets = bytearray(pair.text.read_bytes())
    octets[-1] ^= 1
    installed.files.text.write_bytes(octets)
    assert installing(store).files.text.read_bytes() == pair.text.read_bytes()
    assert hub.ranges(PROJECTOR) == [""], "the other file was fetched once only"


def test_another_quantisation_takes_the_place_of_the_first(hub: Hub, store: ModelStore) -> None:
    installed = installing(store)
    copy = installed.files.projector.with_name(f"{Path(PROJECTOR).stem}.fichario.gguf")
    copy.write_bytes(b"the engine's corrected copy")
    hub.files[REPOSITORY, "tiny-Q8_0.gguf"] = hub.files[REPOSITORY, TEXT]
    better = Quantisation(id="Q8_0", name="tiny-Q8_0.gguf", size=1_000_000)
    again = installing(store, Order(offered(), better))
    assert names(again.folder) == {"tiny-Q8_0.gguf", PROJECTOR, copy.name, MANIFEST, ORDER}
    assert [model.manifest.quantisation for model in store.installed()] == ["Q8_0"]


def test_a_file_in_a_folder_of_its_repository(hub: Hub, store: ModelStore) -> None:
    hub.files[REPOSITORY, "gguf/tiny model.gguf"] = hub.files[REPOSITORY, TEXT]
    model = offered(quantisation=[{"id": "Q4_K_M", "name": "gguf/tiny model.gguf", "size": 1}])
    assert names(installing(store, Order(model)).folder) == {"tiny model.gguf", PROJECTOR, MANIFEST, ORDER}


class TestNotForCommercialUse:
    model = offered(commercial_use=False)

    def test_it_needs_to_be_confirmed(self, hub: Hub, store: ModelStore) -> None:
        with pytest.raises(LicenceNotAccepted):
            installing(store, Order(self.model))
        assert hub.asked == []

    def test_it_is_confirmed_once(self, hub: Hub, store: ModelStore) -> None:
        assert installing(store, Order(self.model, accepted=True)).manifest.licence_accepted_at == NOW
        assert installing(store, Order(self.model)).manifest.licence_accepted_at == NOW


def test_what_is_no_pair_is_not_installed(hub: Hub, store: ModelStore) -> None:
    hub.files[REPOSITORY, PROJECTOR] = hub.files[REPOSITORY, TEXT]
    with pytest.raises(ModelMismatch):
        installing(store)
    assert store.installed() == ()


def test_two_installations_of_a_model_do_not_meet(hub: Hub, store: ModelStore) -> None:
    with store.holding("tiny"), pytest.raises(ModelBusy):
        installing(store)
    assert installing(store).id == "tiny"
