"""Real catalogues in temporary folders, and a clock that the test winds."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from tests.catalog.bench import Bench, Clock


@pytest.fixture
def folder(tmp_path: Path, empty_catalogue: Callable[[Path], Path]) -> Path:
    """A folder with an empty catalogue."""
    return empty_catalogue(tmp_path / "catálogo")


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
