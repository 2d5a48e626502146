"""A card that could not be saved while the catalogue's server was away is saved once that is back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog.address import ServerAddress
from app.catalog.server_errors import CatalogueAway
from app.catalog.shared import SharedCatalog
from app.domain.states import State
from app.pipeline.generation import Generation
from app.pipeline.looking import Looking
from app.pipeline.recipe import Recipe
from inference.engine import Request
from inference.errors import OutOfMemory
from inference.events import Cancelled, Event, Failed, Finished
from inference.handover import ends
from inference.llama.engine import LlamaEngine
from tests.catalog.bench import Clock
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import listed, take_in
from tests.postgresql import Cluster


@pytest.fixture
def shared(server_address: ServerAddress, tmp_path: Path) -> Iterator[SharedCatalog]:
    with SharedCatalog.connect(server_address, "", tmp_path / "mesa", clock=Clock(), who="ana") as catalog:
        yield catalog


def written(engine: LlamaEngine, asked: Request) -> Event:
    """How the engine ends a request, told to nobody yet."""
    engine.add(asked)
    events: list[Event] = []
    while not engine.idle:
        events += engine.step()
    return next(event for event in events if ends(event))


@pytest.mark.parametrize("end", [Finished, Failed, Cancelled])
def test_what_was_written_while_the_server_was_away_is_saved_when_it_is_back(
    shared: SharedCatalog, cluster: Cluster, photo: Photo, recipe: Recipe, engine: LlamaEngine, end: type[Event]
) -> None:
    (product,) = listed(take_in(shared, photo("a.png")))
    generation = Generation(shared, lambda: recipe)
    looking = Looking(shared, generation, lambda: recipe)
    asked = looking.next_request()
    assert isinstance(asked, Request)
    finished = written(engine, asked)
    assert isinstance(finished, Finished)
    generation.call_off(product)
    failed, cancelled = Failed(asked.job, OutOfMemory("no room")), Cancelled(asked.job)
    (event,) = (one for one in (finished, failed, cancelled) if isinstance(one, end))
    cluster.stop()
    try:
        with pytest.raises(CatalogueAway):
            looking.record(event)
        with pytest.raises(CatalogueAway):
            looking.next_request()
    finally:
        cluster.start()
    shared.beat()
    assert shared.product(product).state is State.GENERATING
    assert looking.next_request() is None
    found = shared.product(product)
    assert found.state is {Finished: State.REVIEW, Failed: State.FAILED, Cancelled: State.CANCELLED}[end]
    assert (found.card.values if found.card else None) == (finished.values if end is Finished else None)
