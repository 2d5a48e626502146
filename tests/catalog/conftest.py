"""Real catalogues in temporary folders and on a real server, and a clock that the test winds."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from app.catalog.address import ServerAddress
from app.catalog.catalog import Catalog
from app.catalog.shared import SharedCatalog
from tests.catalog.bench import Bench, Clock

FILE, SERVER = "file", "server"

Reopen = Callable[..., Catalog]
Desk = Callable[[str], SharedCatalog]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of modules that say ``ON_BOTH`` on a file and on a server, but for the heaviest."""
    heavy = metafunc.definition.originalname in getattr(metafunc.module, "ON_A_FILE", ())
    if "kind" in metafunc.fixturenames and getattr(metafunc.module, "ON_BOTH", False) and not heavy:
        metafunc.parametrize("kind", [FILE, SERVER], indirect=True)


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """What the catalogue of the test is on."""
    chosen: str = getattr(request, "param", FILE)
    return chosen


@pytest.fixture
def folder(tmp_path: Path, empty_catalogue: Callable[[Path], Path]) -> Path:
    """A folder with an empty catalogue."""
    return empty_catalogue(tmp_path / "catálogo")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reopen(kind: str, request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Reopen:
    """Opens the test's catalogue, as the first time and any time after it was closed."""
    if kind == FILE:
        return partial(Catalog.open, request.getfixturevalue("folder"), clock=clock)
    return partial(desk, request.getfixturevalue("server_address"), tmp_path / "mesa", clock)


@pytest.fixture
def catalog(reopen: Reopen) -> Iterator[Catalog]:
    with reopen() as opened:
        yield opened


@pytest.fixture
def bench(catalog: Catalog, clock: Clock) -> Bench:
    return Bench(catalog, clock)


@pytest.fixture
def desks(server_address: ServerAddress, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Opens the same catalogue at desks of several people; closes those that the test left open."""
    opened: list[SharedCatalog] = []

    def arrive(who: str) -> SharedCatalog:
        opened.append(desk(server_address, tmp_path / who, clock, who=who))
        return opened[-1]

    yield arrive
    for catalog in opened:
        catalog.close()


def desk(address: ServerAddress, folder: Path, clock: Clock, *, who: str = "", exclusive: bool = True) -> SharedCatalog:
    """Open a catalogue on a server."""
    return SharedCatalog.connect(address, "", folder, clock=clock, who=who, exclusive=exclusive)
