"""How photos look, and which look alike: asked of the real front, seen by a real worker on the tiny model."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx2
import numpy as np
import pytest

from app.pipeline.looking import space_of
from app.pipeline.recipe import make_recipe
from app.pipeline.storage import FOLDER
from app.server.errors import NobodyLooks, NotSeenYet
from app.server.front.gallery import Gallery
from app.server.front.looking import Sight, look, sight_of
from app.server.front.services import Services
from app.server.refusals import ModelNowhere, ModelUnsaid, WordsNowhere
from app.settings import Settings
from inference.embed import TowerEmbedder, Vector
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.server.house import House, asked, client, ended, is_problem, made_key, sent


@pytest.fixture(scope="module")
def address(house: House) -> str:
    made = house.begin_front()
    house.begin_worker("tiny")
    return made


@pytest.fixture(scope="module")
def by(house: House, address: str) -> Iterator[Callable[[str], httpx2.Client]]:
    """Makes clients that show somebody's key."""
    shown = {name: made_key(house, name) for name in ("ana", "bia")}
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(client(address, shown[name]))


@pytest.fixture(scope="module")
def vectors(pair: ModelFiles, photos: tuple[Path, ...]) -> list[Vector]:
    """How the tower sees the photos, without any server."""
    shown = [make_recipe(Settings()).request("", [photo]).photos[0] for photo in photos]
    with closing(LlamaEngine.load(pair, LoadOptions(slots=2, threads=1))) as engine:
        found = TowerEmbedder(engine, space_of(engine.info)).embed_image(shown)
    return [vector for vector in found if isinstance(vector, np.ndarray)]


def embedded(by: httpx2.Client, photos: list[str]) -> list[list[float]]:
    answer = by.post("/v1/embeddings", json={"photos": photos})
    assert answer.status_code == 200, answer.text
    assert [one["photo"] for one in answer.json()["embeddings"]] == photos
    return [one["vector"] for one in answer.json()["embeddings"]]


def test_photos_look_as_they_do_to_the_tower(
    by: Callable[[str], httpx2.Client], photos: tuple[Path, ...], vectors: list[Vector]
) -> None:
    ana = by("ana")
    ids = [sent(ana, photo) for photo in photos]
    found = embedded(ana, [*ids, ids[0]])
    np.testing.assert_allclose(found, [*vectors, vectors[0]], atol=1e-4)
    both = {"one": {"photo": ids[1]}, "other": {"vector": [10 * number for number in found[2]]}}
    alike = ana.post("/v1/similarity", json=both).json()["similarity"]
    assert alike == pytest.approx(float(vectors[1] @ vectors[2]), abs=1e-4)
    nearest = sorted(range(1, len(ids)), key=lambda place: -float(vectors[0] @ vectors[place]))
    said = ana.post("/v1/search", json={"photo": ids[0], "limit": 3}).json()
    assert said["searched"] == len(ids)
    assert [one["photo"] for one in said["found"]] == [ids[place] for place in nearest[:3]]
    assert said["found"][0]["similarity"] == pytest.approx(float(vectors[0] @ vectors[nearest[0]]), abs=1e-4)


def test_a_card_brings_its_photos_vector_and_nobody_sees_anothers(
    by: Callable[[str], httpx2.Client], photos: tuple[Path, ...], vectors: list[Vector]
) -> None:
    ana, bia = by("ana"), by("bia")
    hers = sent(ana, photos[1])
    ended(bia, asked(bia, sent(bia, photos[0]), options={"minimum_words": 30}))
    said = bia.post("/v1/search", json={"vector": vectors[0].tolist()}).json()
    assert [one["photo"] for one in said["found"]] == [sent(bia, photos[0])]
    assert said["found"][0]["similarity"] == pytest.approx(1.0, abs=1e-4)
    for path, wanted in (
        ("embeddings", {"photos": [hers]}),
        ("search", {"photo": hers}),
        ("similarity", {"one": {"photo": hers}, "other": {"photo": hers}}),
    ):
        is_problem(bia.post(f"/v1/{path}", json=wanted), 404, "request.photo")


def test_photos_that_are_gone_are_not_found(
    house: House, by: Callable[[str], httpx2.Client], photos: tuple[Path, ...]
) -> None:
    bia = by("bia")
    kept, gone = (sent(bia, photo) for photo in photos[2:4])
    embedded(bia, [kept, gone])
    owner = bia.headers["authorization"].split("_")[1]
    (house.folder / FOLDER / "owners" / owner / f"{gone}.json").unlink()
    found = bia.post("/v1/search", json={"photo": kept}).json()
    assert gone not in {one["photo"] for one in found["found"]}
    assert found["searched"] == bia.post("/v1/search", json={"photo": kept}).json()["searched"]


def test_a_photo_that_cannot_be_looked_at(
    house: House, by: Callable[[str], httpx2.Client], photos: tuple[Path, ...]
) -> None:
    bia = by("bia")
    photo = sent(bia, photos[5])
    (house.folder / FOLDER / "photos" / photo[:2] / photo).write_bytes(b"no photo any more")
    is_problem(bia.post("/v1/embeddings", json={"photos": [photo]}), 422, "photo.not_a_photo")


def test_what_cannot_be_asked(by: Callable[[str], httpx2.Client], photos: tuple[Path, ...]) -> None:
    ana = by("ana")
    photo = sent(ana, photos[0])
    for path, wanted, code in (
        ("search", {"words": "cadeira azul"}, "request.words"),
        ("embeddings", {"words": ["cadeira azul"]}, "request.words"),
        ("embeddings", {"photos": [photo], "model": "gpt"}, "request.model"),
        ("embeddings", {}, "request.field"),
        ("search", {"photo": photo, "words": "azul"}, "request.field"),
        ("search", {"vector": [1.0, 2.0]}, "request.field"),
        ("similarity", {"one": {"vector": [1.0]}, "other": {"vector": [1.0, 2.0]}}, "request.field"),
        ("similarity", {"one": {"vector": [0.0]}, "other": {"vector": [1.0]}}, "request.field"),
    ):
        is_problem(ana.post(f"/v1/{path}", json=wanted), 422, code)
    large = {"one": {"vector": [1e308, 1e308]}, "other": {"vector": [1e-308, 1e-308]}}
    assert ana.post("/v1/similarity", json=large).json()["similarity"] == pytest.approx(1.0)


def test_who_looks(own: Services) -> None:
    with pytest.raises(NobodyLooks):
        sight_of(own, "")
    with pytest.raises(ModelNowhere):
        sight_of(own, "large")
    own.tasks.announce("elsewhere", {"model": "gpt", "slots": 4}, 60)
    for model in ("", "gpt"):
        with pytest.raises(NobodyLooks):
            sight_of(own, model)
    for name in ("large", "small", "tiny"):
        space = "two" if name == "tiny" else "one"
        own.tasks.announce(name, {"model": name, "slots": 1, "space": space, "dimension": 3}, 60)
    assert sight_of(own, "small") == Sight("small", "one", 3)
    with pytest.raises(ModelUnsaid, match="large, small, tiny"):
        sight_of(own, "")


def test_who_knows_words(own: Services) -> None:
    for model, known in (("", WordsNowhere), ("clip", ModelNowhere)):
        with pytest.raises(known):
            sight_of(own, model, words=True)
    pair = {"model": "clip", "space": "words", "dimension": 2}
    own.tasks.announce("elsewhere", {"model": "gpt", "slots": 4, "pair": pair}, 60)
    clip = Sight("clip", "words", 2, words=True)
    assert sight_of(own, "", words=True) == sight_of(own, "clip") == clip
    assert sight_of(own, "") == clip, "nobody else looks"
    with pytest.raises(NobodyLooks):
        sight_of(own, "gpt")
    own.tasks.announce("tiny", {"model": "tiny", "slots": 1, "space": "one", "dimension": 3}, 60)
    assert sight_of(own, "") == sight_of(own, "tiny") == Sight("tiny", "one", 3)
    assert sight_of(own, "", words=True) == clip
    with pytest.raises(WordsNowhere, match="clip"):
        sight_of(own, "tiny", words=True)
    own.tasks.announce("other", {"model": "gpt", "slots": 4, "pair": {**pair, "model": "siglip", "space": "two"}}, 60)
    with pytest.raises(ModelUnsaid, match="clip, siglip"):
        sight_of(own, "", words=True)
    assert sight_of(own, "siglip", words=True).space == "two"


def test_whoever_waits_too_long_asks_again_and_nothing_is_done_twice(own: Services, photos: tuple[Path, ...]) -> None:
    with own.shelf.storage.draft() as draft:
        draft.write_bytes(photos[0].read_bytes())
        photo = own.shelf.take("ana", draft, "a.jpg").id
    sight = Sight("tiny", "one", 2)
    for _ in range(2):
        with pytest.raises(NotSeenYet):
            asyncio.run(look(own, "ana", [photo, photo], sight))
    assert own.tasks.totals()["open"] == 1
    own.vectors.put("ana", "one", {photo: np.array([0.6, 0.8], np.float32)})
    assert asyncio.run(look(own, "ana", [photo], sight))[photo].tolist() == pytest.approx([0.6, 0.8])


def test_the_oldest_of_too_many_are_forgotten(own: Services) -> None:
    gallery, up = Gallery(own.vectors), np.array([0.0, 1.0], np.float32)
    assert gallery.nearest("ana", "one", up)[0] == ()
    for number, photo in enumerate("abc"):
        own.vectors.put("ana", "one", {photo: np.array([np.cos(number / 3), np.sin(number / 3)], np.float32)})
    assert own.vectors.find("ana", "one", ["a", "b", "c"]).keys() == {"b", "c"}
    assert gallery.nearest("ana", "one", up)[0] == ("c", "b")
    assert own.vectors.all("bia", "one") == own.vectors.all("ana", "two") == []
    own.vectors.drop("ana", "one", ["c"])
    assert gallery.nearest("ana", "one", up)[0] == ("b",)
