"""A Redis for the tests of one process, houses on databases of it, and photos."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

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
