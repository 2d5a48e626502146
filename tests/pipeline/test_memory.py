"""What the memory finds, and that it finds nothing wrong, whatever became of photos, shelf and program."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.catalog.catalog import Catalog
from app.pipeline.looking import Looking
from app.pipeline.memory import FOLDER, Memory
from app.pipeline.recipe import Recipe
from inference.embed import Space, TowerEmbedder, similarity
from inference.engine import PhotoFile
from inference.llama.engine import LlamaEngine
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import drive, listed, settle, take_in


@pytest.fixture
def filled(catalog: Catalog, looking: Looking, engine: LlamaEngine, photo: Photo, space: Space) -> dict[str, int]:
    """Four products with vectors on the shelf; name → product."""
    names = ["a.png", "b.png", "c.png", "d.png"]
    ids = listed(take_in(catalog, *map(photo, names)))
    catalog.cancel(ids)
    drive(looking, engine)
    memory = Memory.open(catalog, space)
    assert settle(memory) == 4
    memory.close()
    return dict(zip(names, ids, strict=True))


def _clear(path: Path) -> None:
    for each in sorted(path.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()
    path.rmdir()


def test_what_is_found_is_what_plain_arithmetic_finds(
    filled: dict[str, int], memory: Memory, engine: LlamaEngine, recipe: Recipe, photo: Photo
) -> None:
    files = [PhotoFile(photo(name), recipe.photo_side, recipe.corrections) for name in filled]
    found = TowerEmbedder(engine, memory.space).embed_image(files)
    vectors = [vector for vector in found if isinstance(vector, np.ndarray)]
    right = sorted(((similarity(vectors[0], each), id_) for each, id_ in zip(vectors, filled.values(), strict=True)))
    nearest = memory.nearest(vectors[0], 10)
    assert [alike.product_id for alike in nearest] == [id_ for _, id_ in reversed(right)]
    assert [alike.similarity for alike in nearest] == pytest.approx([cosine for cosine, _ in reversed(right)], abs=1e-4)
    assert [alike.product_id for alike in memory.nearest(vectors[0], 2)] == [id_ for _, id_ in reversed(right)][:2]


def test_products_that_are_not_seen_are_not_found(catalog: Catalog, filled: dict[str, int], memory: Memory) -> None:
    removed = catalog.remove([filled["b.png"]])
    found = {alike.product_id for alike in memory.like(filled["a.png"], 10)}
    assert found == {filled["c.png"], filled["d.png"]}
    assert catalog.undo(removed.deed) is not None
    assert filled["b.png"] in {alike.product_id for alike in memory.like(filled["a.png"], 10)}


def test_a_picture_that_was_replaced_is_not_found_by_what_it_was(
    catalog: Catalog, filled: dict[str, int], memory: Memory, looking: Looking, engine: LlamaEngine, photo: Photo
) -> None:
    product = catalog.product(filled["b.png"])
    path = product.photos[0].path
    Image.new("RGB", (80, 60), "white").save(path)
    with catalog._writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE photo SET sha256 = ? WHERE id = ?", ("e" * 64, product.photos[0].id)
        )
    assert filled["b.png"] not in {alike.product_id for alike in memory.like(filled["a.png"], 10)}
    assert memory.like(filled["b.png"], 10) == []
    looking.begin(memory.space)
    drive(looking, engine)
    settle(memory)
    assert filled["b.png"] in {alike.product_id for alike in memory.like(filled["a.png"], 10)}


@pytest.mark.parametrize("loss", ["folder", "shard"])
def test_a_shelf_that_is_lost_is_filled_again(
    catalog: Catalog,
    filled: dict[str, int],
    looking: Looking,
    engine: LlamaEngine,
    space: Space,
    loss: str,
) -> None:
    folder = catalog.folder / FOLDER
    victims = [folder] if loss == "folder" else [*(folder / "shard" / "segments").iterdir()]
    for victim in victims:
        _clear(victim)
    memory = Memory.open(catalog, space)
    assert memory.like(filled["a.png"], 5) == []
    assert catalog.coverage().seen == 0
    looking.begin(space)
    drive(looking, engine)
    assert settle(memory) == 4
    assert len(memory.like(filled["a.png"], 5)) == 3
    memory.close()


def test_another_model_fills_another_shelf(
    catalog: Catalog, filled: dict[str, int], space: Space, looking: Looking, engine: LlamaEngine
) -> None:
    other = Memory.open(catalog, Space("beef", space.dimension, "other.gguf"))
    assert other.like(filled["a.png"], 5) == []
    assert catalog.coverage().seen == 0
    other.close()


@pytest.mark.parametrize("stop", ["before", "put", "flushed"])
def test_stopped_between_shelf_and_catalogue_it_goes_on(
    catalog: Catalog,
    memory: Memory,
    looking: Looking,
    engine: LlamaEngine,
    photo: Photo,
    monkeypatch: pytest.MonkeyPatch,
    stop: str,
) -> None:
    ids = listed(take_in(catalog, photo("a.png"), photo("b.png")))
    catalog.cancel(ids)
    drive(looking, engine)

    class Stopped(Exception):
        pass

    def stopped(*_: object) -> None:
        raise Stopped

    place: Callable[[], tuple[object, str]] = {
        "before": lambda: (memory._shelf, "put"),
        "put": lambda: (memory._shelf, "flush"),
        "flushed": lambda: (catalog, "shelved"),
    }[stop]
    with monkeypatch.context() as patched:
        patched.setattr(*place(), stopped)
        with pytest.raises(Stopped):
            settle(memory)
    assert settle(memory) == 2
    assert [alike.product_id for alike in memory.like(ids[0], 5)] == ids[1:]
