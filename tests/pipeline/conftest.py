"""A real catalogue, photos on disk, and the real engine on the tiny model."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.catalog.catalog import Catalog
from app.pipeline.generation import Generation
from app.pipeline.looking import Looking
from app.pipeline.memory import Memory
from app.pipeline.recipe import Recipe, make_recipe
from app.settings import Settings
from inference.embed import Space
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions
from tests.catalog.bench import Clock
from tests.pipeline.driving import drive
from tests.tiny_model import make_pair

Photo = Callable[[str], Path]


@pytest.fixture
def catalog(tmp_path: Path, empty_catalogue: Callable[[Path], Path]) -> Iterator[Catalog]:
    with Catalog.open(empty_catalogue(tmp_path / "catálogo"), clock=Clock()) as opened:
        yield opened


@pytest.fixture
def photo(tmp_path: Path) -> Photo:
    """Writes a photo like no other under a name, in folders that are made if need be."""

    def write(name: str) -> Path:
        path = tmp_path / "fotos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        random = np.random.default_rng(list(str(path.name).encode()))
        Image.fromarray(random.integers(0, 256, (6, 8, 3), dtype=np.uint8)).resize((80, 60)).save(path)
        return path

    return write


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    """Cards with short descriptions, so that many are written in little time."""
    return make_recipe(Settings(minimum_words=30, temperature=0))


@pytest.fixture(scope="session")
def engine(recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaEngine]:
    """Loaded once; a card is written at once, so that its threads run before any test counts threads."""
    folder = tmp_path_factory.mktemp("tiny")
    loaded = LlamaEngine.load(make_pair(folder), LoadOptions(threads=1))
    Image.new("RGB", (64, 64), "teal").save(folder / "warm.png")
    loaded.add(recipe.request("warm", [folder / "warm.png"]))
    while not loaded.idle:
        loaded.step()
    yield loaded
    loaded.close()


@pytest.fixture
def generation(catalog: Catalog, recipe: Recipe) -> Generation:
    return Generation(catalog, lambda: recipe)


@pytest.fixture
def driven(generation: Generation, engine: LlamaEngine) -> Callable[[], None]:
    """Works the queue off."""
    return lambda: drive(generation, engine)


@pytest.fixture
def space(engine: LlamaEngine) -> Space:
    return Space(engine.info.space, engine.info.dimension, engine.info.projector)


@pytest.fixture
def memory(catalog: Catalog, space: Space) -> Iterator[Memory]:
    opened = Memory.open(catalog, space)
    yield opened
    opened.close()


@pytest.fixture
def looking(catalog: Catalog, generation: Generation, recipe: Recipe, space: Space) -> Looking:
    made = Looking(catalog, generation, lambda: recipe)
    made.begin(space)
    return made
