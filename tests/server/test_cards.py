"""From a photo sent to a card read, through the real front, the real broker and a real worker on the tiny model."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import psutil
import pytest
from PIL import Image

from app.pipeline.storage import FOLDER
from tests.cli.program import lines
from tests.server.house import ENDS, House, asked, client, ended, happens, kill, sent

MODEL = "tiny"
SHORT = {"minimum_words": 30}


@pytest.fixture(scope="module")
def by(house: House) -> Iterator[httpx2.Client]:
    """A client of a front on this computer, which has a worker."""
    address = house.begin_front()
    house.begin_worker(MODEL)
    with client(address) as made:
        yield made


def test_a_photo_becomes_a_card(by: httpx2.Client, photos: tuple[Path, ...]) -> None:
    photo = sent(by, photos[0])
    heard = list(happens(by, asked(by, photo, hint="  linho\n", options={"seed": 7})))
    names = [name for name, _ in heard]
    assert names[0] == "task"
    assert names[-1] == "finished"
    assert {"field_done", "text_grown"} <= set(names)
    assert [name for name in names if name in ENDS] == ["finished"]
    result = heard[-1][1]
    written = {said["field"]: said["value"] for name, said in heard if name == "field_done"}
    assert result["card"].keys() == {*written, *result["card"]}
    assert len(result["card"]["description_long"].split()) >= 150
    assert result["provenance"]["hint"] == "linho"
    assert result["provenance"]["seed"] == 7
    assert 0 < result["confidence"]["category_standard"] <= 1
    assert result["guesses"]["category_standard"]


def test_the_card_can_be_read_later(by: httpx2.Client, photos: tuple[Path, ...]) -> None:
    task = asked(by, sent(by, photos[1]), language="en", options=SHORT)
    found = ended(by, task)
    assert found["state"] == "SUCCESS"
    assert found["result"]["card"] == found["fields"]
    assert found["problem"] is None
    (only,) = happens(by, task)
    assert only[0] == "task"
    assert only[1]["state"] == "SUCCESS"


def test_several_photos_and_a_field_of_ones_own(by: httpx2.Client, photos: tuple[Path, ...]) -> None:
    field = {"id": "material", "type": "choice", "name": "Material", "entries": ["algodão", "linho"]}
    request = {"photos": [sent(by, photo) for photo in photos[:2]], "fields": [field], "options": SHORT}
    task = by.post("/v1/cards", json=request).json()["task_id"]
    result = ended(by, task)["result"]
    assert result["card"]["material"] in field["entries"]
    assert result["provenance"]["photos"] == 2


def test_the_command_line_has_a_server_read(house: House, by: httpx2.Client, photos: tuple[Path, ...]) -> None:
    said = house.program.run("generate", photos[2], "--server", house.address, "--words", "30")
    assert said.returncode == 0, said.stderr
    (line,) = lines(said.stdout)
    assert house.address.removeprefix("http://") in said.stderr
    assert set(line["card"]) >= {"product_name", "description_long"}
    said = house.program.run("generate", photos[2], "--endpoint", house.address)
    assert said.returncode == 1
    assert "--server" in said.stderr


def test_a_batch_is_counted(by: httpx2.Client, photos: tuple[Path, ...]) -> None:
    cards = [{"photos": [sent(by, photo)], "options": SHORT} for photo in photos[2:5]]
    begun = by.post("/v1/batches", json={"cards": cards}).json()
    for task in begun["task_ids"]:
        ended(by, task)
    found = by.get(f"/v1/batches/{begun['batch_id']}").json()
    assert found["counts"] == {"SUCCESS": 3}
    assert list(found["tasks"]) == begun["task_ids"]


def test_what_is_called_off_stops_and_makes_room(by: httpx2.Client, photos: tuple[Path, ...]) -> None:
    photo = sent(by, photos[5])
    tasks = [asked(by, photo, options={"minimum_words": 400, "seed": seed}) for seed in (11, 12, 13, 14)]
    for name, _ in happens(by, tasks[0]):
        if name in {"started", "progressed", "text_grown"}:
            break
    for task in tasks:  # two are in hand, two wait
        assert by.delete(f"/v1/tasks/{task}").json()["state"] == "REVOKED"
        assert [name for name, _ in happens(by, task)] == ["task"]
    after = ended(by, asked(by, photo, options=SHORT))
    assert after["state"] == "SUCCESS"
    assert by.delete(f"/v1/tasks/{after['task_id']}").json()["state"] == "SUCCESS"


def test_a_photo_that_is_gone_meanwhile_is_a_problem(house: House, by: httpx2.Client, tmp_path: Path) -> None:
    busy = [asked(by, sent(by, _other(tmp_path)), options={"minimum_words": 400, "seed": seed}) for seed in (1, 2)]
    photo = sent(by, _other(tmp_path, 1))
    task = asked(by, photo, priority="batch")  # it waits for those
    (house.folder / FOLDER / "photos" / photo[:2] / photo).unlink()
    for one in busy:
        by.delete(f"/v1/tasks/{one}")
    found = ended(by, task)
    assert found["state"] == "FAILURE"
    assert found["problem"]["code"] == "photo.gone"
    assert found["problem"]["detail"]


def test_what_the_house_says_of_itself(by: httpx2.Client) -> None:
    assert by.get("/health").json() == {"status": "alive"}
    assert by.get("/ready").json() == {"status": "ready", "workers": 1}
    assert by.get("/v1/models").json() == [{"id": MODEL, "workers": 1, "slots": 2, "about": {}, "words": []}]
    figures = by.get("/metrics").text
    assert 'fichario_tasks_total{state="SUCCESS"}' in figures
    assert 'fichario_failures_total{code="photo.gone"} 1.0' in figures
    assert 'fichario_http_seconds_bucket{address="/v1/cards"' in figures
    assert "fichario_tasks_open 0.0" in figures
    schemas = by.get("/openapi.json").json()["components"]["schemas"]
    assert {"CardRequest", "TaskAnswer", "PhotoAnswer"} <= schemas.keys()


def test_a_killed_workers_cards_are_written_by_another(
    house: House, by: httpx2.Client, photos: tuple[Path, ...]
) -> None:
    victim = house.begin_worker("victim")
    assert psutil.Process(victim.pid).nice() > psutil.Process(house.fronts[-1].pid).nice()  # it lets the front go first
    cards = [{"photos": [sent(by, photo)], "model": "victim", "options": SHORT | {"seed": 99}} for photo in photos]
    tasks = by.post("/v1/batches", json={"cards": cards}).json()["task_ids"]
    ended(by, tasks[0])
    kill(victim)
    assert "SUCCESS" not in {by.get(f"/v1/tasks/{task}").json()["state"] for task in tasks[-2:]}
    house.begin_worker("victim")
    ends = {task: [name for name, _ in happens(by, task) if name in ENDS] for task in tasks[1:]}
    found = [by.get(f"/v1/tasks/{task}").json() for task in tasks]
    assert [one["state"] for one in found] == ["SUCCESS"] * len(tasks)
    assert all(len(names) <= 1 for names in ends.values())
    assert len({json.dumps(one["result"]["card"]) for one in found}) == len(tasks)
    assert "fichario_tasks_open 0.0" in by.get("/metrics").text


def _other(folder: Path, red: int = 200) -> Path:
    path = folder / f"{red}.png"
    Image.new("RGB", (64, 48), (red, 30, 30)).save(path)
    return path
