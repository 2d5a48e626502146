"""Who may do what, how much, and with what: a front with keys, a short queue and no worker."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.pipeline.storage import FOLDER
from app.server.front.access import LOCAL
from app.server.keys import Scope
from inference.endpoint.address import address_of
from inference.endpoint.errors import EndpointError
from inference.endpoint.options import EndpointOptions
from inference.fichario.engine import FicharioEngine
from tests.cli.conftest import picture
from tests.server.house import House, asked, client, is_problem, made_key, sent

SMALL = {"minimum_words": 30}


@pytest.fixture(scope="module")
def address(house: House) -> str:
    return house.begin_front("--largest", "1", "--most-pixels", "1", "--most-open-of-key", "3", "--most-open", "5")


@pytest.fixture(scope="module")
def shown(house: House, address: str) -> dict[str, str]:
    """Keys of three people, made after the front was started."""
    with client(address) as nobody:  # without any key, this computer is served
        assert nobody.get("/v1/models").json() == []
    return {
        "ana": made_key(house, "Ana"),
        "bia": made_key(house, "Bia"),
        "sensor": made_key(house, "sensor", Scope.METRICS),
    }


@pytest.fixture
def by(address: str, shown: dict[str, str]) -> Iterator[Callable[[str], httpx2.Client]]:
    """Makes clients that show somebody's key."""
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(client(address, shown[name] if name else ""))


def test_a_key_is_shown_once_and_kept_as_a_hash(house: House, shown: dict[str, str]) -> None:
    secret = shown["ana"].rpartition("_")[2]
    assert secret not in house.keys.read_text(encoding="utf-8")
    listed = house.program.run("serve", "keys", "--keys", house.keys).stdout
    assert secret not in listed
    assert [json.loads(line)["name"] for line in listed.splitlines()] == ["Ana", "Bia", "sensor"]


def test_without_a_key_nobody_is_served_once_there_is_one(by: Callable[[str], httpx2.Client], address: str) -> None:
    answer = by("").get("/v1/models")
    is_problem(answer, 401, "request.key")
    assert answer.headers["www-authenticate"] == "Bearer"
    with client(address, "fch_0123456789ab_" + "0" * 64) as forger:
        is_problem(forger.post("/v1/photos", content=b"x"), 401, "request.key")
    assert by("").get("/health").status_code == 200
    assert by("").get("/ready").status_code == 503


def test_a_key_is_for_what_it_is_for(by: Callable[[str], httpx2.Client]) -> None:
    assert "metrics" in is_problem(by("ana").get("/metrics"), 403, "request.scope")["title"]
    assert "fichario_workers 0.0" in by("sensor").get("/metrics").text
    is_problem(by("sensor").get("/v1/models"), 403, "request.scope")


def test_an_engine_is_told_what_is_wrong_with_its_key(address: str, shown: dict[str, str]) -> None:
    for key, code in (("", "endpoint.key"), ("wrong", "endpoint.key"), (shown["sensor"], "endpoint.scope")):
        with pytest.raises(EndpointError) as told:
            FicharioEngine.load(EndpointOptions(address_of(address), key=key))
        assert (told.value.code, told.value.passing) == (code, False)
    with pytest.raises(EndpointError) as told:
        FicharioEngine.load(EndpointOptions(address_of(address), key=shown["ana"]))
    assert (told.value.code, told.value.passing) == ("endpoint.no_readers", True)


def test_what_is_asked_under_a_name_is_asked_once_for_each_key(
    by: Callable[[str], httpx2.Client], photos: tuple[Path, ...]
) -> None:
    named = {"Idempotency-Key": "a-question.of_mine"}
    question = {
        "json_schema": {"type": "object", "properties": {"a": {"type": "string"}}},
        "prompt": {"instructions": "a", "question": "b", "version": "c"},
    }

    def task(name: str, **headers: str) -> str:
        photo = sent(by(name), photos[5])
        answer = by(name).post("/v1/answers", json={"photos": [photo], "question": question}, headers=headers)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["task_id"])

    first, hers = task("ana", **named), task("bia", **named)
    assert task("ana", **named) == first != hers
    unnamed = task("ana")
    assert unnamed not in {first, hers}
    by("ana").delete(f"/v1/tasks/{first}")
    again = task("ana", **named)
    assert again != first
    for name, one in (("ana", again), ("ana", unnamed), ("bia", hers)):
        by(name).delete(f"/v1/tasks/{one}")
    is_problem(by("ana").post("/v1/answers", json={}, headers={"Idempotency-Key": "a b"}), 422, "request.field")


def test_a_question_that_makes_no_sense_is_refused_at_once(by: Callable[[str], httpx2.Client]) -> None:
    text = {"type": "object", "properties": {"a": {"type": "string"}}}
    for question, field in (
        ({"json_schema": {"type": "string"}, "prompt": {}}, "question.json_schema"),
        ({"json_schema": text}, "question.prompt"),
    ):
        answer = by("ana").post("/v1/answers", json={"photos": ["0" * 64], "question": question})
        assert is_problem(answer, 422, "request.field")["facts"]["field"] == field


def test_nobody_sees_what_is_anothers(by: Callable[[str], httpx2.Client], photos: tuple[Path, ...]) -> None:
    ana, bia = by("ana"), by("bia")
    photo = sent(ana, photos[0])
    is_problem(bia.get(f"/v1/photos/{photo}"), 404, "request.photo")
    is_problem(bia.post("/v1/cards", json={"photos": [photo]}), 404, "request.photo")
    task = asked(ana, photo)
    for answer in (bia.get(f"/v1/tasks/{task}"), bia.delete(f"/v1/tasks/{task}"), bia.get(f"/v1/tasks/{task}/events")):
        is_problem(answer, 404, "request.task")
    batch = ana.post("/v1/batches", json={"cards": [{"photos": [photo]}]}).json()["batch_id"]
    is_problem(bia.get(f"/v1/batches/{batch}"), 404, "request.batch")
    assert ana.delete(f"/v1/batches/{batch}").json()["counts"] == {"REVOKED": 1}
    assert ana.delete(f"/v1/tasks/{task}").json()["state"] == "REVOKED"


def test_a_photo_sent_twice_is_stored_once(
    house: House, by: Callable[[str], httpx2.Client], photos: tuple[Path, ...]
) -> None:
    with photos[1].open("rb") as file:
        form = by("bia").post("/v1/photos", files={"photo": ("vaso azul.jpg", file, "image/jpeg")})
    assert form.status_code == 201, form.text
    said = form.json()
    assert (said["width"], said["height"], said["size"]) == (160, 120, photos[1].stat().st_size)
    assert sent(by("ana"), photos[1]) == said["id"] == sent(by("bia"), photos[1])
    assert by("ana").get(f"/v1/photos/{said['id']}").json() == said
    stored = [path.name for path in (house.folder / FOLDER).rglob("*") if path.is_file()]
    assert stored.count(said["id"]) == 1
    assert not list((house.folder / FOLDER / "drafts").iterdir())


def test_a_full_queue_says_when_to_come_back(by: Callable[[str], httpx2.Client], photos: tuple[Path, ...]) -> None:
    ana, bia = by("ana"), by("bia")
    mine, hers = sent(ana, photos[2]), sent(bia, photos[2])
    tasks = [asked(ana, mine) for _ in range(3)]
    answer = ana.post("/v1/cards", json={"photos": [mine]})
    is_problem(answer, 429, "server.busy")
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    # A batch is taken whole or not at all.
    is_problem(bia.post("/v1/batches", json={"cards": [{"photos": [hers]}] * 3}), 429, "server.busy")
    begun = bia.post("/v1/batches", json={"cards": [{"photos": [hers]}] * 2})
    assert begun.status_code == 202
    for task in tasks:
        assert ana.delete(f"/v1/tasks/{task}").json()["state"] == "REVOKED"
    bia.delete(f"/v1/batches/{begun.json()['batch_id']}")
    assert ana.delete(f"/v1/tasks/{asked(ana, mine)}").json()["state"] == "REVOKED"


@pytest.mark.parametrize(
    ("sends", "status", "code"),
    [
        (lambda photo: b"", 422, "photo.empty"),
        (lambda photo: b"isto nao e uma foto", 415, "photo.not_a_photo"),
        (lambda photo: photo[:-200], 422, "photo.truncated"),
        (lambda photo: photo + bytes(1_000_000), 413, "request.too_large"),
        (lambda photo: iter([photo, *[bytes(100_000)] * 10]), 413, "request.too_large"),
    ],
)
def test_a_bad_upload_is_refused_in_plain_words(
    house: House, by: Callable[[str], httpx2.Client], photos: tuple[Path, ...], sends: Any, status: int, code: str
) -> None:
    is_problem(by("ana").post("/v1/photos", content=sends(photos[3].read_bytes())), status, code)
    assert not list((house.folder / FOLDER / "drafts").iterdir())


def test_a_photo_of_too_many_pixels(by: Callable[[str], httpx2.Client], tmp_path: Path) -> None:
    picture(9).resize((1200, 1000)).save(tmp_path / "grande.jpg", quality=5)
    with (tmp_path / "grande.jpg").open("rb") as file:
        answer = by("ana").post("/v1/photos", files={"photo": ("grande.jpg", file)})
    assert "grande.jpg" in is_problem(answer, 413, "request.pixels")["title"]


def test_what_breaks_the_contract(by: Callable[[str], httpx2.Client], photos: tuple[Path, ...]) -> None:
    ana = by("ana")
    photo = sent(ana, photos[4])
    for wrong, field in (
        ({"photos": []}, "photos"),
        ({"photos": ["../keys.json"]}, "photos.0"),
        ({"photos": [photo], "language": "fr"}, "language"),
        ({"photos": [photo], "options": {"minimum_words": 5}}, "options.minimum_words"),
        ({"photos": [photo], "colour": "red"}, "colour"),
        ({"photos": [photo], "fields": [{"id": "product_name", "type": "text", "name": "x"}]}, "fields.0"),
    ):
        said = is_problem(ana.post("/v1/cards", json=wrong), 422, "request.field")
        assert f"“{field}”" in said["title"], said
    is_problem(ana.post("/v1/cards", json={"photos": [photo], "model": "gpt"}), 422, "request.model")
    is_problem(ana.post("/v1/photos", files={"image": ("a.jpg", b"x")}), 400, "request.upload")
    is_problem(ana.post("/v1/batches", content=b" " * 5_000_000), 413, "request.too_long")
    is_problem(ana.get("/v1/nothing"), 404, "request.address")
    is_problem(ana.put("/v1/cards", json={}), 405, "request.method")
    portuguese = ana.get("/v1/nothing", headers={"Accept-Language": "pt-BR"}).json()
    assert portuguese["title"].startswith("Não há nada em")


def test_a_key_that_is_taken_back_ceases_at_once(house: House, address: str) -> None:
    made = house.program.run("serve", "keys", "--keys", house.keys, "--make", "Caio", "--scope", "cards")
    assert made.returncode == 0, made.stderr
    key = json.loads(made.stdout)
    with client(address, key["key"]) as caio:
        assert caio.get("/v1/models").status_code == 200
        ended = house.program.run("serve", "keys", "--keys", house.keys, "--revoke", key["id"])
        assert json.loads(ended.stdout)["revoked"]
        is_problem(caio.get("/v1/models"), 401, "request.key")


def test_others_are_not_served_without_a_key(house: House) -> None:
    ended = house.program.run("serve", "--host", "0.0.0.0", "--keys", house.folder / "none.json")  # noqa: S104
    assert ended.returncode == 1
    assert "fichario serve keys --make" in ended.stderr
    assert LOCAL not in ended.stdout
