"""How the engine's owner drives a queue, without a thread and without a face."""

from collections.abc import Callable, Iterable
from pathlib import Path

from app.catalog.catalog import Catalog
from app.pipeline.intake import Gathered, Listed, Taken, prepare_photos, take_photos
from app.pipeline.memory import Memory
from inference.engine import Engine
from inference.events import Event, Failed
from inference.handover import RequestSource


def take_in(catalog: Catalog, *paths: Path) -> list[Taken]:
    """List photos and read them through; what could be put together is passed over."""
    alone = (entry for entry in take_photos(catalog, paths) if isinstance(entry, Listed))
    return [*alone, *prepare_photos(catalog)]


def listed(taken: Iterable[Taken | Gathered]) -> list[int]:
    """The products of what was listed."""
    return [id_ for entry in taken if isinstance(entry, Listed) for id_ in entry.products]


def drive(generation: RequestSource, engine: Engine, meanwhile: Callable[[Event], None] = lambda _event: None) -> None:
    """Work the queue off.

    Args:
        generation: The queue.
        engine: Who answers.
        meanwhile: Called after every event was recorded.
    """
    while asked := generation.next_request():
        if isinstance(asked, Failed):
            continue
        engine.add(asked)
        while not engine.idle:
            for event in engine.step():
                generation.record(event)
                meanwhile(event)


def settle(memory: Memory) -> int:
    """Bring the memory up to date; how many vectors were put."""
    return sum(memory.update())
