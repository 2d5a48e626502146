"""Whoever hears of a card's end finds its photos, however slow or unsure it is to keep how they look."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.server.records import Limits
from app.server.tasks import Tasks
from tests.server.gate import Gate
from tests.server.house import House, asked, client, ended, kill, sent

KEEPS = b"fichario:vectors:"
TELLS = b"finished"
QUICK = {"minimum_words": 30}


@pytest.fixture(scope="module")
def by(house: House) -> Iterator[httpx2.Client]:
    """Asks a front beside whose other workers one lives all the time, so that searches are answered."""
    with client(house.begin_front()) as made:
        house.begin_worker("bystander")
        yield made


@contextmanager
def working(house: House, gate: Gate, model: str) -> Iterator[None]:
    """A worker that finds Redis behind a gate."""
    worker = house.begin_worker(model, "--redis", gate.address)
    try:
        yield
    finally:
        kill(worker)


def state(by: httpx2.Client, task: str) -> str:
    return str(by.get(f"/v1/tasks/{task}").json()["state"])


def found(house: House, by: httpx2.Client) -> list[str]:
    """The photos that a search goes through."""
    with closing(Tasks(house.redis, Limits())) as tasks:
        wanted: dict[str, Any] = {"vector": [1.0] * tasks.workers()[0]["dimension"], "limit": 100}
    said = by.post("/v1/search", json=wanted).json()
    assert said["searched"] == len(said["found"])
    return [one["photo"] for one in said["found"]]


def test_a_card_has_not_ended_while_its_photo_cannot_be_found(
    house: House, by: httpx2.Client, photos: tuple[Path, ...]
) -> None:
    photo = sent(by, photos[0])
    with Gate(house.redis, KEEPS) as gate, working(house, gate, "slow"):
        task = asked(by, photo, model="slow", options=QUICK)
        gate.reached()
        assert (state(by, task), found(house, by)) == ("PROGRESS", [])
        gate.open()
        assert ended(by, task)["state"] == "SUCCESS"
        assert found(house, by) == [photo]


def test_a_worker_that_ends_between_the_two_leaves_both_to_the_next(
    house: House, by: httpx2.Client, photos: tuple[Path, ...]
) -> None:
    photo, before = sent(by, photos[1]), found(house, by)
    with Gate(house.redis, TELLS) as gate:
        with working(house, gate, "mortal"):
            task = asked(by, photo, model="mortal", options=QUICK)
            gate.reached()
        assert state(by, task) == "PROGRESS"
        assert sorted(found(house, by)) == sorted([*before, photo])
    house.begin_worker("mortal")
    assert ended(by, task)["state"] == "SUCCESS"
    assert sorted(found(house, by)) == sorted([*before, photo]), "kept twice it is there once"


def test_no_card_is_lost_over_a_vector_that_cannot_be_kept(
    house: House, by: httpx2.Client, photos: tuple[Path, ...]
) -> None:
    photo = sent(by, photos[2])
    with Gate(house.redis, KEEPS, opened_by=TELLS) as gate, working(house, gate, "unsure"):
        task = asked(by, photo, model="unsure", options=QUICK)
        assert ended(by, task)["state"] == "SUCCESS"
        gate.reached()
        while photo not in found(house, by):
            time.sleep(0.05)  # it is kept as soon as that is possible again
    assert "no place is kept for the photos of a card" in (house.folder / "worker.log").read_text(encoding="utf-8")
