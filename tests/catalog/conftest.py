"""Real catalogues in temporary folders, and a clock that the test winds."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog.catalog import FILE_NAME, Catalog
from tests.catalog.bench import Bench, Clock


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty catalogue, made once by the migrations."""
    folder = tmp_path_factory.mktemp("blank")
    Catalog.open(folder, clock=Clock()).close()
    return folder / FILE_NAME


@pytest.fixture
def folder(tmp_path: Path, blank: Path) -> Path:
    """A folder with an empty catalogue."""
    made = tmp_path / "catálogo"
    made.mkdir()
    shutil.copy(blank, made / FILE_NAME)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def catalog(folder: Path, clock: Clock) -> Iterator[Catalog]:
    with Catalog.open(folder, clock=clock) as opened:
        yield opened


@pytest.fixture
def bench(catalog: Catalog, clock: Clock) -> Bench:
    return Bench(catalog, clock)
