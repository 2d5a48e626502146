"""Words find photos on the server: a real front, a real worker, and beside its model a tiny pair of towers."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import pytest

from app.models.store import ModelStore
from app.pipeline.pairs import installed_pair, load_pair
from app.server.contract import Priority
from app.server.errors import NotSeenYet
from app.server.front.looking import Sight, look, look_later
from app.server.front.services import Services
from app.server.records import Limits
from app.server.tasks import Tasks
from app.server.vectors import Vectors
from app.settings import Choices, save_choices
from inference.embed import Vector
from inference.engine import PhotoFile
from inference.words.pair import WordPair
from tests.server.house import House, asked, client, ended, is_problem, made_key, sent
from tests.words.offers import CLIP, SIGLIP, install_tiny, save_colour
from tests.words.tiny import COLOURS, DIMENSION

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
pytest.importorskip("onnxruntime", reason="the extra search is not installed")


@pytest.fixture(scope="module")
def store(house: House) -> ModelStore:
    """What this computer's person has installed, and chosen for the window."""
    made = ModelStore(house.program.home / "data" / "fichario" / "models")
    install_tiny(made)
    save_choices(Choices(search_model=CLIP), house.program.home / "config" / "fichario" / "settings.json")
    return made


@pytest.fixture(scope="module")
def address(house: House, store: ModelStore) -> str:
    made = house.begin_front()
    house.begin_worker("tiny")
    return made


@pytest.fixture(scope="module")
def by(house: House, address: str) -> Iterator[Callable[[str], httpx2.Client]]:
    """Makes clients that show a key of somebody's own."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(client(address, made_key(house, name)))


@pytest.fixture(scope="module")
def towers(store: ModelStore) -> WordPair:
    """The same pair in this process."""
    return load_pair(installed_pair(store, CLIP))


@pytest.fixture(scope="module")
def colours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A photo of each colour."""
    folder = tmp_path_factory.mktemp("cores")
    return {colour: save_colour(folder / f"{at}.png", colour) for at, colour in enumerate(COLOURS)}


def answered(by: httpx2.Client, path: str, **wanted: Any) -> dict[str, Any]:
    answer = by.post(f"/v1/{path}", json=wanted)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def placed(towers: WordPair, paths: list[Path]) -> list[Vector]:
    found = towers.embed_image([PhotoFile(path) for path in paths])
    return [vector for vector in found if isinstance(vector, np.ndarray)]


def until_seen(by: httpx2.Client, words: str) -> dict[str, Any]:
    """Search until every photo was looked at."""
    while (found := answered(by, "search", words=words))["unseen"]:
        pass
    return found


def test_words_find_the_photos_that_they_describe(
    by: Callable[[str], httpx2.Client], colours: dict[str, Path], towers: WordPair
) -> None:
    ana = by("ana")
    ids = {colour: sent(ana, path) for colour, path in colours.items()}
    first = answered(ana, "search", words="vestido azul")
    assert (first["model"], first["space"]) == (CLIP, towers.space.name)
    assert first["searched"] + first["unseen"] == len(ids)
    until_seen(ana, "vestido azul")
    vectors = dict(zip(ids.values(), placed(towers, [*colours.values()]), strict=True))
    for colour, photo in ids.items():
        words = f"vestido {colour}"
        said = answered(ana, "search", words=words, limit=3)
        assert (said["searched"], said["found"][0]["photo"]) == (len(ids), photo)
        (place,) = towers.embed_text([words])
        nearest = sorted((float(vector @ place) for vector in vectors.values()), reverse=True)
        assert [one["similarity"] for one in said["found"]] == pytest.approx(nearest[:3], abs=1e-4)


def test_words_and_photos_can_be_compared(
    by: Callable[[str], httpx2.Client], colours: dict[str, Path], towers: WordPair
) -> None:
    bia = by("bia")
    photo = sent(bia, colours["verde"])
    words = ["caneca verde", "VERDE", "caneca verde"]
    said = answered(bia, "embeddings", words=words)
    assert (said["model"], said["space"], said["dimension"]) == (CLIP, towers.space.name, DIMENSION)
    assert [one["words"] for one in said["embeddings"]] == words
    assert all(one.keys() == {"words", "vector"} for one in said["embeddings"])
    expected = towers.embed_text(words)
    np.testing.assert_allclose([one["vector"] for one in said["embeddings"]], expected, atol=1e-4)
    seen = answered(bia, "embeddings", photos=[photo], model=CLIP)
    assert seen["space"] == said["space"]
    assert answered(bia, "embeddings", photos=[photo])["model"] == "tiny", "who writes the cards, unless said"
    (vector,) = placed(towers, [colours["verde"]])
    np.testing.assert_allclose(seen["embeddings"][0]["vector"], vector, atol=1e-4)
    near = pytest.approx(float(vector @ expected[0]), abs=1e-4)
    for other in ({"photo": photo}, {"vector": seen["embeddings"][0]["vector"]}):
        both = {"one": {"words": words[0]}, "other": other}
        assert answered(bia, "similarity", **both)["similarity"] == near
    again = answered(bia, "search", vector=said["embeddings"][0]["vector"], model=CLIP)
    assert [one["photo"] for one in again["found"]] == [photo]


def test_a_card_brings_its_photos_place_among_words(
    house: House, by: Callable[[str], httpx2.Client], colours: dict[str, Path], towers: WordPair
) -> None:
    eva, space = by("eva"), towers.space.name
    photo, owner = sent(eva, colours["preto"]), eva.headers["authorization"].split("_")[1]
    ended(eva, asked(eva, photo, options={"minimum_words": 30}))
    with closing(Vectors(house.redis)) as vectors:
        while photo not in vectors.find(owner, space, [photo]):
            pass  # the card is told first
        assert vectors.looks(owner, space, [photo]) == {}
    sent(eva, colours["azul"])
    said = answered(eva, "search", words="preto")
    assert (said["searched"], said["unseen"], said["found"][0]["photo"]) == (1, 1, photo)


def test_a_photo_that_cannot_be_looked_at_is_said_not_to_be_searched(
    house: House, by: Callable[[str], httpx2.Client], colours: dict[str, Path], tmp_path: Path
) -> None:
    lia = by("lia")
    good, bad = sent(lia, colours["amarelo"]), sent(lia, save_colour(tmp_path / "outra.png", "vermelho"))
    (house.folder / "fichario-photos" / "photos" / bad[:2] / bad).write_bytes(b"no photo any more")
    is_problem(lia.post("/v1/embeddings", json={"photos": [bad], "model": CLIP}), 422, "photo.not_a_photo")
    answered(lia, "embeddings", photos=[good], model=CLIP)
    said = answered(lia, "search", words="vermelho")
    assert (said["searched"], said["unseen"]) == (1, 1)
    assert [one["photo"] for one in said["found"]] == [good]


def test_models_say_who_knows_words(by: Callable[[str], httpx2.Client], colours: dict[str, Path]) -> None:
    caio = by("caio")
    (model,) = caio.get("/v1/models").json()
    assert (model["id"], model["words"]) == ("tiny", [CLIP])
    photo = sent(caio, colours["azul"])
    said = is_problem(caio.post("/v1/search", json={"words": "azul", "model": "tiny"}), 422, "request.words")
    assert CLIP in said["title"]
    is_problem(caio.post("/v1/cards", json={"photos": [photo], "model": CLIP}), 422, "request.model")
    is_problem(caio.post("/v1/search", json={"words": " \n"}), 422, "request.field")


def test_what_is_answered_is_as_the_document_says(
    by: Callable[[str], httpx2.Client], address: str, colours: dict[str, Path]
) -> None:
    rui = by("rui")
    photo, key = sent(rui, colours["verde"]), rui.headers["authorization"]
    document = schemathesis.openapi.from_url(f"{address}/openapi.json")
    for path, wanted in (
        ("embeddings", {"words": ["verde", "azul"]}),
        ("embeddings", {"photos": [photo]}),
        ("similarity", {"one": {"words": "verde"}, "other": {"photo": photo}}),
        ("search", {"words": "verde"}),
        ("search", {"photo": photo}),
    ):
        case = document[f"/v1/{path}"]["POST"].Case(body=wanted, media_type="application/json")
        assert case.call_and_validate(headers={"Authorization": key}).status_code == 200


def test_a_worker_that_is_told_of_a_model_that_is_not_there(house: House, store: ModelStore) -> None:
    said = ("--redis", house.redis, "--storage", str(house.folder))
    ended = house.program.run("worker", *said, "--search-model", SIGLIP)
    assert (ended.returncode, "fichario models list" in ended.stderr) == (1, True), ended.stderr


def test_a_worker_whose_chosen_model_is_gone_writes_cards_all_the_same(
    redis: str, databases: Iterator[int], house: House, tmp_path: Path
) -> None:
    other = House(tmp_path, f"{redis}/{next(databases)}", house.files)
    save_choices(Choices(search_model=SIGLIP), other.program.home / "config" / "fichario" / "settings.json")
    with other.stack, closing(Tasks(other.redis, Limits())) as tasks:
        other.begin_worker("tiny")
        assert f"“{SIGLIP}”" in (tmp_path / "worker.log").read_text(encoding="utf-8")
        assert [("pair" in worker, worker["model"]) for worker in tasks.workers()] == [(False, "tiny")]


def test_only_so_many_photos_are_looked_at_ahead_and_none_twice(own: Services) -> None:
    sight, photos = Sight("clip", "words", 2, words=True), [f"{number:064x}" for number in range(900)]
    own.tasks.announce("clip", {"model": "gpt", "slots": 1}, 60)
    for _ in range(2):
        look_later(own, "ana", photos, sight)
        begun = own.vectors.looks("ana", "words", photos)
        assert len(begun) == own.tasks.limits.open_of_one // 4
    for task in [*begun.values()][:10]:
        own.tasks.fail(task, "photo.not_a_photo", {})
    look_later(own, "ana", photos, sight)
    again = own.vectors.looks("ana", "words", photos)
    assert begun.items() < again.items(), "others come in their stead, and what failed is not tried for ever"
    assert len(again) == len(begun) + 10
    found = [own.tasks.find(task) for task in again.values()]
    assert {task.priority for task in found if task is not None} == {Priority.BATCH}


def test_who_waits_for_a_photo_does_not_wait_for_batches(own: Services) -> None:
    sight, photo = Sight("clip", "words", 2, words=True), "a" * 64
    look_later(own, "ana", [photo], sight)
    (behind,) = own.vectors.looks("ana", "words", [photo]).values()
    for _ in range(2):
        with pytest.raises(NotSeenYet):
            asyncio.run(look(own, "ana", [photo], sight))
    (before,) = own.vectors.looks("ana", "words", [photo]).values()
    task = own.tasks.find(before)
    assert task is not None
    assert (before != behind, task.priority, own.tasks.totals()["open"]) == (True, Priority.PERSON, 2)
