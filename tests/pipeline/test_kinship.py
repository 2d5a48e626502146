"""The same product photographed again, by vectors that the tests make themselves: far nearer than what is usual."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.catalog.catalog import Catalog
from app.catalog.likeness_rows import Kind
from app.pipeline.kinship import find_kin
from app.pipeline.memory import Memory
from inference.embed import Space
from tests.catalog.bench import Bench, Clock
from tests.pipeline.driving import settle
from tests.search.qdrant_server import qdrant, shelves_on

DIMENSION = 32


@pytest.fixture
def bench(catalog: Catalog) -> Bench:
    return Bench(catalog, Clock())


@pytest.fixture
def memory(catalog: Catalog) -> Iterator[Memory]:
    opened = Memory.open(catalog, Space("f00d", DIMENSION, "tower"))
    yield opened
    opened.close()


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def around(base: NDArray[np.float32], seed: int, distance: float) -> NDArray[np.float32]:
    """A vector so far from another one."""
    away = unit(np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32))
    return unit(base + np.float32(distance) * away)


def place(bench: Bench, memory: Memory, vectors: dict[str, NDArray[np.float32]]) -> dict[str, int]:
    """Products whose photos have these vectors, on the shelf."""
    ids = dict(zip(vectors, bench.queue(*vectors), strict=True))
    photos = {bench.catalog.product(id_).photos[0].id: vectors[name] for name, id_ in ids.items()}
    bench.catalog.keep_vectors("f00d", {photo: vector.astype("<f4").tobytes() for photo, vector in photos.items()})
    settle(memory)
    return ids


def shirts(count: int, base: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """Photos that are all alike to one another, but no more."""
    return {f"{number}.jpg": around(base, number, 0.5) for number in range(count)}


def test_one_that_is_far_nearer_than_usual_is_told(bench: Bench, memory: Memory, catalog: Catalog) -> None:
    base = unit(np.ones(DIMENSION, np.float32))
    vectors = shirts(12, base)
    vectors["again.jpg"] = around(vectors["3.jpg"], 99, 0.05)
    ids = place(bench, memory, vectors)
    assert sum(find_kin(catalog, memory)) >= 1
    (likeness,) = catalog.likenesses()
    assert (likeness.kind, likeness.products) == (Kind.PRODUCT, (ids["3.jpg"], ids["again.jpg"]))
    assert likeness.facts["similarity"] > likeness.facts["usual"]
    assert list(find_kin(catalog, memory)) == []


def test_what_a_server_that_is_away_did_not_tell_is_compared_once_it_is_back(
    bench: Bench, catalog: Catalog, tmp_path: Path
) -> None:
    space = Space("f00d", DIMENSION, "tower")
    with qdrant(tmp_path / "server") as house:
        with closing(Memory.open(catalog, space, shelves_on(house))) as memory:
            vectors = shirts(12, unit(np.ones(DIMENSION, np.float32)))
            place(bench, memory, vectors | {"again.jpg": around(vectors["3.jpg"], 99, 0.05)})
            house.status = 503
            assert list(find_kin(catalog, memory)) == []
            assert memory.lost
        house.status = 200
        with closing(Memory.open(catalog, space, shelves_on(house))) as memory:
            assert sum(find_kin(catalog, memory)) >= 1


def test_the_same_similarity_says_nothing_where_all_are_so_near(bench: Bench, memory: Memory, catalog: Catalog) -> None:
    base = unit(np.ones(DIMENSION, np.float32))
    place(bench, memory, {f"{number}.jpg": around(base, number, 0.05) for number in range(13)})
    assert sum(find_kin(catalog, memory)) == 0
    assert catalog.likenesses() == []


def test_of_a_few_products_nothing_is_said_until_there_are_more(
    bench: Bench, memory: Memory, catalog: Catalog, tmp_path: Path
) -> None:
    base = unit(np.ones(DIMENSION, np.float32))
    few = shirts(4, base)
    few["again.jpg"] = around(few["2.jpg"], 99, 0.05)
    place(bench, memory, few)
    assert list(find_kin(catalog, memory)) == []
    assert len(catalog.unrelated("f00d", 99)) == 5
    place(bench, memory, {f"more-{name}": vector for name, vector in list(shirts(20, base).items())[8:]})
    assert sum(find_kin(catalog, memory)) >= 1
    assert len(catalog.likenesses()) == 1
