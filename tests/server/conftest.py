"""A Redis for the tests of one process, houses on databases of it, and photos."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from app.pipeline.storage import storage_at
from app.server.broker import Post, make_celery
from app.server.front.following import Happenings
from app.server.front.services import Services
from app.server.keys import Keys
from app.server.records import Limits
from app.server.shelf import Shelf
from app.server.tasks import Tasks
from app.server.vectors import Vectors
from inference.llama.options import ModelFiles
from tests.cli.conftest import picture
from tests.server.house import House, begin_redis
from tests.tiny_model import make_pair


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a Redis with nothing in it."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    process, address = begin_redis(tmp_path_factory.mktemp("redis"))
    try:
        yield address
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    """The tiny model."""
    return make_pair(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def databases() -> Iterator[int]:
    """Numbers of databases that nobody has used."""
    return count()


@pytest.fixture(scope="module")
def house(
    redis: str, pair: ModelFiles, databases: Iterator[int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house in which nothing runs yet; what is started in it ends with the module."""
    made = House(tmp_path_factory.mktemp("house"), f"{redis}/{next(databases)}", pair)
    with made.stack:
        yield made


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Some photos like no others."""
    folder = tmp_path_factory.mktemp("fotos")
    paths = tuple(folder / f"{number}.jpg" for number in range(6))
    for number, path in enumerate(paths):
        picture(number).save(path)
    return paths


@pytest.fixture
def own(redis: str, databases: Iterator[int], tmp_path: Path) -> Iterator[Services]:
    """What a front would have that waits for nobody, on a database without workers."""
    url = f"{redis}/{next(databases)}"
    with closing(Tasks(url, Limits())) as tasks, closing(Vectors(url, most=2)) as vectors:
        shelf = Shelf(storage_at(str(tmp_path)), 1)
        post = Post(make_celery(url))
        keys = Keys(tmp_path / "keys.json")
        yield Services(tasks, Happenings(url), shelf, vectors, keys, post, 1, 1.0, 1.0, patience=0.0)
