"""Which products of a catalogue look like photos from anywhere, for those who have no window."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.catalog.catalog import Catalog
from app.pipeline.kinship import find_kin
from app.pipeline.looking import Looking
from app.pipeline.memory import Alike, Memory
from app.pipeline.recipe import Recipe
from app.search.edge import EdgeShelf
from app.search.shelf import Shelves
from inference.embed import Space, TowerEmbedder
from inference.engine import Engine, PhotoFile, Request
from inference.errors import InferenceError
from inference.events import Event, Failed


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for one photo.

    Attributes:
        photo: The photo.
        products: The most alike first; empty where it cannot be read.
        error: Why it cannot be read.
    """

    photo: Path
    products: tuple[Alike, ...] = ()
    error: InferenceError | None = None


class Similar:
    """A catalogue, and an engine with nothing in flight whose tower looks at photos.

    Args:
        catalog: Open, and nobody else's.
        engine: The engine.
        space: Of its tower.
        recipe: How it is shown photos.
        shelves: What keeps vectors.
    """

    def __init__(
        self, catalog: Catalog, engine: Engine, space: Space, recipe: Recipe, shelves: Shelves = EdgeShelf
    ) -> None:
        self._catalog = catalog
        self._engine = engine
        self._space = space
        self._recipe = recipe
        self._shelves = shelves

    def look(self, stop: Callable[[], bool]) -> Iterator[int]:
        """Look at the photos of the catalogue that have no vector yet; what was looked at stays looked at.

        Yields:
            How many there are still, before each.
        """
        looking = Looking(self._catalog, _Nothing(), lambda: self._recipe)
        looking.begin(self._space)
        while not stop() and isinstance(request := looking.next_request(), Request):
            coverage = self._catalog.coverage()
            yield coverage.photos - coverage.seen
            self._engine.add(request)
            while not self._engine.idle:
                for event in self._engine.step():
                    looking.record(event)

    def relate(self) -> Iterator[int]:
        """Find photos of the same product among those that were looked at.

        Yields:
            How many likenesses a step found.

        Raises:
            OSError: The shelf's folder cannot be written, or the shelf is on a server that is away.
        """
        with closing(Memory.open(self._catalog, self._space, self._shelves)) as memory:
            yield from (0 for _ in memory.update())
            yield from find_kin(self._catalog, memory)

    def find(self, photos: Sequence[Path], limit: int) -> Iterator[Found]:
        """Find products for each photo, in their order.

        Raises:
            OSError: The shelf's folder cannot be written, or the shelf is on a server that is away.
        """
        embedder = TowerEmbedder(self._engine, self._space)
        with closing(Memory.open(self._catalog, self._space, self._shelves)) as memory:
            for _ in memory.update():
                pass
            for photo in photos:
                (vector,) = embedder.embed_image([PhotoFile(photo, self._recipe.photo_side, self._recipe.corrections)])
                if isinstance(vector, InferenceError):
                    yield Found(photo, error=vector)
                else:
                    yield Found(photo, tuple(memory.nearest(vector, limit)))


class _Nothing:
    """A queue in which nothing waits."""

    def next_request(self) -> Request | Failed | None:
        return None

    def record(self, event: Event) -> None:
        """There is nothing to record."""
