"""A Fichário server for the window's tests: Redis, front and worker on free ports of this machine."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inference.llama.options import ModelFiles
from tests.server.house import House, begin_redis


@contextmanager
def team_house(folder: Path, files: ModelFiles) -> Iterator[House]:
    """A house in which nothing runs yet; all that is started in it ends with the block."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    process, address = begin_redis(folder)
    try:
        house = House(folder, f"{address}/0", files)
        with house.stack:
            yield house
    finally:
        process.terminate()
        process.wait()
