"""Models for finding photos by words: offered, downloaded from two repositories at once, held to their hashes, used."""

import json
from pathlib import Path

import pytest

from app.models.check import check_model, quick_fault_of
from app.models.errors import FileChanged
from app.models.hub_errors import ChecksumUnknown, ChecksumWrong
from app.models.install import Order
from app.models.store import ModelStore
from app.settings import load_choices
from inference.errors import ModelBroken, ModelMismatch
from inference.words.files import TOKENIZER, PairFiles
from inference.words.pair import WordPair
from tests.cli.program import Program
from tests.models.conftest import installing
from tests.models.hub_server import Fault, Hub
from tests.words.offers import CLIP, SIGLIP, offered, stock

VISION_REPOSITORY = "Qdrant/clip-ViT-B-32-vision"


@pytest.fixture(autouse=True)
def stocked(hub: Hub, tmp_path: Path) -> None:
    stock(hub, tmp_path / "pares")


@pytest.mark.parametrize("id_", [CLIP, SIGLIP])
def test_what_was_installed_finds_photos(store: ModelStore, id_: str) -> None:
    installed = installing(store, Order(offered(id_)))
    assert check_model(installed) == ()
    assert installed.size == sum(kept.size for kept in installed.manifest.kept)
    assert len(installed.manifest.kept) == 5
    pair = WordPair(PairFiles.of(installed.folder), "f00d")
    assert pair.space.dimension == len(pair.embed_text(["azul"])[0])
    assert store.installed() == (installed,)


def test_each_part_comes_from_its_own_repository(hub: Hub, store: ModelStore) -> None:
    installing(store, Order(offered(CLIP)))
    asked = [one.path.split("/resolve/")[0].strip("/") for one in hub.asked if one.method == "HEAD"]
    assert asked.count(VISION_REPOSITORY) == 2
    assert asked.count("Qdrant/clip-ViT-B-32-text") == 3


def test_a_small_file_is_held_to_what_git_knows_it_by(hub: Hub, store: ModelStore) -> None:
    hub.break_next("GET", TOKENIZER, Fault(content=b"{}" + b" " * 2000))
    with pytest.raises(ChecksumWrong) as told:
        installing(store, Order(offered(CLIP)))
    assert told.value.facts["name"] == TOKENIZER
    assert store.installed() == ()
    installed = installing(store, Order(offered(CLIP)))
    path = installed.folder / TOKENIZER
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    (fault,) = check_model(installed)
    assert isinstance(fault, FileChanged)
    assert fault.facts["path"] == str(path)
    installing(store, Order(offered(CLIP)))
    assert check_model(installed) == ()
    path.unlink()
    assert quick_fault_of(installed) is not None


def test_weights_need_a_real_hash(hub: Hub, store: ModelStore) -> None:
    hub.break_next("HEAD", "onnx/vision_model.onnx", Fault(drop=("X-Linked-Etag",)))
    with pytest.raises(ChecksumUnknown):
        installing(store, Order(offered(SIGLIP)))


def test_what_is_no_pair_is_not_installed(hub: Hub, store: ModelStore) -> None:
    hub.files[VISION_REPOSITORY, "model.onnx"] = hub.files[VISION_REPOSITORY, "preprocessor_config.json"]
    with pytest.raises(ModelBroken) as told:
        installing(store, Order(offered(CLIP)))
    assert not isinstance(told.value, ModelMismatch)
    assert told.value.facts["path"].endswith("vision.onnx")
    assert store.installed() == ()


def test_from_an_offer_to_the_search_and_back_by_commands(program: Program) -> None:
    installed = program.run("models", "install", CLIP, "--use")
    assert installed.returncode == 0, installed.stderr
    assert installed.stderr.splitlines()[-1] == "Quem busca fotos por palavras agora: CLIP ViT-B/32."
    settings = program.home / "config" / "fichario" / "settings.json"
    assert (load_choices(settings).search_model, load_choices(settings).text_model) == (CLIP, None)
    listed = [json.loads(line) for line in program.run("models", "list", "--json").stdout.splitlines()]
    assert [(one["id"], one["in_use"]) for one in listed if one["use"] == "search"] == [(CLIP, True), (SIGLIP, False)]
    assert "Para buscar fotos por palavras, na janela." in program.run("models", "list").stdout
    assert program.run("models", "check", CLIP).returncode == 0
    assert program.run("models", "remove", CLIP).returncode == 0
    assert load_choices(settings).search_model == ""
