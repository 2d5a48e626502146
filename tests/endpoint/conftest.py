"""A card that a real model wrote, a server that answers with it, and engines on that server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, TypeAlias

import pytest

from inference.endpoint.address import address_of
from inference.endpoint.engine import EndpointEngine
from inference.endpoint.options import EndpointOptions
from inference.errors import InferenceError
from inference.events import Failed
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions
from inference.run import run
from tests.endpoint.replies import served
from tests.endpoint.server import House
from tests.inference.cards import answer, check_invariant, request
from tests.tiny_model import make_pair

KEY = "sk-a-key-of-tests"
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
