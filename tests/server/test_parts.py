"""What front and workers are made of, piece by piece: storage, keys, tasks, and the engine between threads."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.errors import messages
from app.pipeline.recipe import make_recipe
from app.pipeline.storage import FOLDER, storage_at
from app.pipeline.storage_errors import StorageWrong
from app.server.contract import CardOptions, CardRequest, Priority, State
from app.server.errors import BrokerAway, KeysUnreadable, QueueFull, ServerFailure
from app.server.keys import Keys, Scope
from app.server.loop import EngineLoop
from app.server.records import Limits
from app.server.refusals import PhotoUnknown
from app.server.shelf import Shelf
from app.server.tasks import Tasks
from app.settings import Settings
from app.wording import Language
from inference.errors import ModelMissing, PhotoUnreadable
from inference.events import Cancelled, Failed, Finished
from inference.handover import ends
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.server.storing import assert_kept_whole_and_once

NOW = datetime(2027, 1, 5, 9, 30, tzinfo=UTC)
ASKED = CardRequest(photos=("a" * 64,))


def kinds(root: type[ServerFailure]) -> list[type[ServerFailure]]:
    return [kind for child in root.__subclasses__() for kind in (child, *kinds(child))]


def test_every_failure_is_told_in_both_languages() -> None:
    codes = {kind.code for kind in kinds(ServerFailure)}
    assert len(codes) > 20
    assert codes <= messages(Language.PT).keys() & messages(Language.EN).keys()


def test_options_have_the_limits_of_the_settings() -> None:
    def limits(schema: dict[str, Any]) -> set[tuple[str, Any]]:
        number = next(one for one in schema.get("anyOf", [schema]) if one.get("type") != "null")
        return {(name, number[name]) for name in ("minimum", "maximum")}

    settings = Settings.model_json_schema()["properties"]
    for name, option in CardOptions.model_json_schema()["properties"].items():
        assert limits(option) == limits(settings[name]), name


@pytest.fixture(params=["{}", "file://{}"], ids=["folder", "fsspec"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    return storage_at(request.param.format(tmp_path / "fotos"))


def test_what_is_stored_is_whole_and_once(storage: Any) -> None:
    assert_kept_whole_and_once(storage)


def test_a_shelf_knows_whose_photos_are_whose(storage: Any, photos: tuple[Path, ...]) -> None:
    shelf = Shelf(storage, 1)
    with storage.draft() as draft:
        draft.write_bytes(photos[0].read_bytes())
        photo = shelf.take("ana", draft, "a.jpg")
    assert shelf.find("ana", photo.id) == photo
    with shelf.files((photo.id, photo.id)) as files:
        assert [file.read_bytes() for file in files] == [photos[0].read_bytes()] * 2
    with pytest.raises(PhotoUnreadable, match="gone"), shelf.files(("0" * 64,)):
        pass


def test_a_storage_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for address in (str(tmp_path / "file"), "nothing-like-it://bucket"):
        with pytest.raises(StorageWrong):
            storage_at(address)


def test_drafts_of_programs_that_died_are_swept(tmp_path: Path) -> None:
    drafts = tmp_path / FOLDER / "drafts"
    drafts.mkdir(parents=True)
    for name, age in (("old.part", 7200), ("young.part", 0)):
        (drafts / name).touch()
        stamp = (drafts / name).stat().st_mtime - age
        os.utime(drafts / name, (stamp, stamp))
    storage_at(str(tmp_path))
    assert [path.name for path in drafts.iterdir()] == ["young.part"]


def test_photos_that_nobody_wants_any_more_go(tmp_path: Path, photos: tuple[Path, ...]) -> None:
    shelf = Shelf(storage_at(str(tmp_path)), 1)
    taken = []
    for photo in photos[:2]:
        with shelf.storage.draft() as draft:
            draft.write_bytes(photo.read_bytes())
            taken.append(shelf.take("ana", draft, photo.name).id)
    (tmp_path / "other.json").touch()
    for path in tmp_path.rglob("*"):
        os.utime(path, (0, 0))
    assert shelf.find("ana", taken[0]).id == taken[0]  # somebody asks about this one
    assert shelf.storage.forget(3600) == 2
    assert (tmp_path / "other.json").exists()
    assert shelf.find("ana", taken[0]).id == taken[0]
    with pytest.raises(PhotoUnknown):
        shelf.find("ana", taken[1])


def test_keys_of_many_processes_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "keys.json"
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda name: Keys(path).make(name, [Scope.CARDS], NOW), "abcdefgh"))
    keys = Keys(path)
    assert {key.name for key in keys.valid()} == set("abcdefgh")
    for key, shown in made:
        found = keys.find(shown)
        assert found is not None
        assert found.id == key.id
        assert keys.find(shown[:-1] + ("0" if shown[-1] != "0" else "1")) is None
    keys.revoke(made[0][0].id, NOW)
    assert keys.find(made[0][1]) is None
    path.write_text("[{}]", encoding="utf-8")
    with pytest.raises(KeysUnreadable):
        keys.all()


@pytest.fixture
def tasks(redis: str, databases: Iterator[int]) -> Iterator[Tasks]:
    with closing(Tasks(f"{redis}/{next(databases)}", Limits(open=4, open_of_one=3))) as made:
        yield made


def test_an_end_is_written_once(tasks: Tasks) -> None:
    (task,) = tasks.create("ana", [ASKED], NOW, Priority.PERSON)
    assert tasks.begin(task.id) is not None
    assert tasks.tell(task.id, [("text_grown", {"field": "a", "value": "b"})], {"a": "b"})
    found = tasks.find(task.id)
    assert found is not None
    assert (found.state, found.fields) == (State.PROGRESS, {"a": "b"})
    with ThreadPoolExecutor(8) as threads:
        ways = [lambda: tasks.succeed(task.id, {"card": {}}), lambda: tasks.fail(task.id, "memory", {})] * 8
        assert sum(threads.map(lambda way: way(), ways)) == 1
    assert not tasks.revoke(task.id)
    assert not tasks.tell(task.id, [], {})
    assert not tasks.wait_again(task.id, "crash", lost=True)
    assert not tasks.risk(task.id)
    assert tasks.begin(task.id) is None
    assert tasks.totals()["open"] == 0


def test_what_was_lost_is_found(tasks: Tasks) -> None:
    first, second = tasks.create("ana", [ASKED, ASKED], NOW, Priority.BATCH)
    assert tasks.silent(3600) == []
    assert {task.id for task in tasks.silent(-1)} == {first.id, second.id}
    tasks.revoke(first.id)
    assert [task.id for task in tasks.silent(-1)] == [second.id]


def test_taken_up_again_it_begins_anew(tasks: Tasks) -> None:
    (task,) = tasks.create("ana", [ASKED], NOW, Priority.PERSON)
    assert tasks.begin(task.id) is not None
    assert tasks.risk(task.id)
    tasks.tell(task.id, [], {"product_name": "half"})
    assert tasks.wait_again(task.id, "memory", lost=False)
    begun = tasks.begin(task.id)
    assert begun is not None
    assert (begun.request, begun.attempts) == (ASKED, 2)
    found = tasks.find(task.id)
    assert found is not None
    assert (found.state, found.fields) == (State.STARTED, {})


def test_no_more_than_may_wait(tasks: Tasks) -> None:
    tasks.create("ana", [ASKED] * 3, NOW, Priority.PERSON)
    for owner, count in (("ana", 1), ("bia", 2)):
        with pytest.raises(QueueFull):
            tasks.create(owner, [ASKED] * count, NOW, Priority.PERSON)
    (task,) = tasks.create("bia", [ASKED], NOW, Priority.PERSON)
    tasks.revoke(task.id)
    assert tasks.create("bia", [ASKED], NOW, Priority.PERSON)


def test_a_redis_that_is_away_is_a_failure_of_its_own() -> None:
    with closing(Tasks("redis://127.0.0.1:1", Limits(), patience=0)) as tasks, pytest.raises(BrokerAway):
        tasks.totals()


@pytest.fixture
def loop(pair: ModelFiles) -> Iterator[EngineLoop]:
    with closing(EngineLoop(lambda: LlamaEngine.load(pair, LoadOptions(slots=2, threads=1)))) as made:
        yield made


def test_threads_share_an_engine(loop: EngineLoop, photos: tuple[Path, ...]) -> None:
    recipe = make_recipe(Settings(minimum_words=30))

    def answer(number: int) -> Any:
        inbox = loop.ask(recipe.request(str(number), [photos[number]]))
        while not (events := inbox.take(1.0)) or not ends(events[-1]):
            pass
        return events[-1]

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(answer, range(4)))
    assert [one.job for one in found] == ["0", "1", "2", "3"]
    assert all(isinstance(one, Finished) for one in found)
    assert len({str(one.values) for one in found}) == 4


def test_what_is_in_hand_can_be_aborted_and_fails_with_the_loop(loop: EngineLoop, photos: tuple[Path, ...]) -> None:
    recipe = make_recipe(Settings(minimum_words=400))
    boxes = {job: loop.ask(recipe.request(job, [photos[0]])) for job in ("a", "b")}
    while not boxes["a"].take(1.0):
        pass
    loop.abort("a")
    while not (events := boxes["a"].take(1.0)) or not ends(events[-1]):
        pass
    assert isinstance(events[-1], Cancelled)
    loop.close()
    last = boxes["b"].take(1.0)[-1]
    assert isinstance(last, Failed)
    assert last.error.retryable
    assert isinstance(loop.ask(recipe.request("c", [photos[0]])).take(1.0)[-1], Failed)


def test_a_model_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    files = ModelFiles(tmp_path / "none.gguf", tmp_path / "neither.gguf")
    with pytest.raises(ModelMissing):
        EngineLoop(lambda: LlamaEngine.load(files))
    assert "engine" not in {thread.name for thread in threading.enumerate()}
