"""Photos are read through in a process apart as they are here, and one that is killed costs a photo at most."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import UnidentifiedImageError

from app.catalog.catalog import Catalog
from app.pipeline.intake import Prepared, Refused, prepare_photos
from app.pipeline.surveying import SurveyorApart, looked, surveyed
from inference.errors import PhotoUnreadable
from tests.pipeline.conftest import Photo


@pytest.fixture
def apart() -> Iterator[SurveyorApart]:
    with SurveyorApart() as surveyor:
        yield surveyor


def test_it_is_the_same_as_here(apart: SurveyorApart, photo: Photo, tmp_path: Path) -> None:
    path = photo("a.png")
    here = surveyed(path)
    assert apart.survey(path) == here
    assert apart.look(here.thumbnail) == looked(here.thumbnail)
    (tmp_path / "notas.jpg").write_text("nenhuma foto", encoding="utf-8")
    with pytest.raises(PhotoUnreadable) as refused:
        apart.survey(tmp_path / "notas.jpg")
    assert (refused.value.reason, refused.value.facts["path"]) == ("not_a_photo", str(tmp_path / "notas.jpg"))
    with pytest.raises(UnidentifiedImageError):
        apart.look(b"nenhuma foto")
    first = apart.pid
    apart.survey(path)
    assert apart.pid == first


def test_one_that_is_killed_is_followed_by_another(apart: SurveyorApart, photo: Photo) -> None:
    here = surveyed(photo("a.png"))
    assert apart.survey(photo("a.png")) == here
    assert apart.pid is not None
    os.kill(apart.pid, signal.SIGKILL)
    assert apart.survey(photo("a.png")) == here


def test_a_photo_that_kills_everybody_cannot_be_read(apart: SurveyorApart, photo: Photo) -> None:
    path, thumbnail = photo("a.png"), surveyed(photo("a.png")).thumbnail
    with every_one_killed(apart) as killed, pytest.raises(PhotoUnreadable) as refused:
        apart.survey(path)
    assert refused.value.reason == "unreadable"
    assert len(killed) == 2
    with every_one_killed(apart), pytest.raises(UnidentifiedImageError):
        apart.look(thumbnail)
    assert apart.survey(path) == surveyed(path)


def test_only_many_photos_are_worth_a_process(catalog: Catalog, apart: SurveyorApart, photo: Photo) -> None:
    few = catalog.add_photos([photo(f"{number}.png") for number in range(3)]).ids
    assert list(prepare_photos(catalog, apart)) == [Prepared(id_) for id_ in few]
    assert apart.pid is None
    many = catalog.add_photos([*(photo(f"mais {number}.png") for number in range(8)), photo("zero.png").parent]).ids
    taken = list(prepare_photos(catalog, apart))
    assert taken == [*(Prepared(id_) for id_ in many[:-1]), Refused(many[-1])]
    assert apart.pid is not None
    ended = apart.pid
    apart.close()
    with pytest.raises(ProcessLookupError):
        os.kill(ended, 0)


@contextmanager
def every_one_killed(surveyor: SurveyorApart) -> Iterator[list[int]]:
    """Kill each process of a surveyor as soon as there is one, which is before it can have read a photo."""
    killed: list[int] = []
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.002):
            if (pid := surveyor.pid) is not None and pid not in killed:
                killed.append(pid)
                os.kill(pid, signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()
