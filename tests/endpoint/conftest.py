"""A card that a real model wrote, a server that answers with it, and engines on that server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from PIL import Image

from inference.endpoint.address import address_of
from inference.endpoint.engine import EndpointEngine
from inference.endpoint.options import EndpointOptions
from inference.errors import InferenceError
from inference.events import Failed
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions
from inference.run import run
from tests.cli.program import Program
from tests.endpoint.products import written_product
from tests.endpoint.replies import served
from tests.endpoint.server import House
from tests.inference.cards import answer, check_invariant, photo, request
from tests.tiny_model import make_pair

KEY = "sk-a-key-of-tests"
NO_KEYRING = "keyring.backends.fail.Keyring"
QUICK: dict[str, Any] = {"waits": (0.01, 0.01), "probe_seconds": 0.02, "connect_seconds": 5.0, "read_seconds": 20.0}

Connect: TypeAlias = Callable[..., EndpointEngine]


@pytest.fixture(scope="session")
def card(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the tiny model writes about a photo."""
    engine = LlamaEngine.load(make_pair(tmp_path_factory.mktemp("tiny")), LoadOptions(slots=1, threads=1))
    try:
        return answer(engine, request()).values
    finally:
        engine.close()


@pytest.fixture
def house(card: dict[str, Any]) -> Iterator[House]:
    with served(card) as made:
        yield made


def options_for(url: str, **changes: Any) -> EndpointOptions:
    """Options with no patience."""
    return EndpointOptions(address_of(url), **{**QUICK, "key": KEY, **changes})


@pytest.fixture
def connect(house: House) -> Iterator[Connect]:
    """Makes engines on the server; they are closed before it is."""
    with ExitStack() as stack:

        def made(**changes: Any) -> EndpointEngine:
            engine = EndpointEngine.load(options_for(house.url, **changes))
            stack.callback(engine.close)
            return engine

        yield made


@pytest.fixture
def engine(connect: Connect) -> EndpointEngine:
    return connect()


def failure(engine: EndpointEngine, job: str = "job") -> InferenceError:
    """What one job fails with."""
    events = list(run(engine, [request(job)]))
    check_invariant(events)
    assert isinstance(events[-1], Failed)
    return events[-1].error


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A product card that the tiny model wrote."""
    return written_product(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def shop(product: dict[str, Any]) -> Iterator[House]:
    """A server that writes product cards."""
    with served(product) as made:
        yield made


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "fotos é"
    folder.mkdir()
    for number in range(3):
        Image.fromarray(photo(number)).save(folder / f"{number}.png")
    return folder


@pytest.fixture
def program(home: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", NO_KEYRING)
    return Program(home)
