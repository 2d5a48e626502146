"""Photos on a plane: the directions, that photos stay where they are, and who is left out."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.catalog.catalog import Catalog
from app.pipeline.memory import Memory
from app.pipeline.plane import Directions, Plane, Projection
from inference.embed import Space
from tests.catalog.bench import Bench, Clock

SPACE = Space("plain", 6, "")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    clock = Clock()
    with Catalog.open(tmp_path / "catálogo", clock=clock) as catalog:
        yield Bench(catalog, clock)


@pytest.fixture
def memory(bench: Bench) -> Iterator[Memory]:
    opened = Memory.open(bench.catalog, SPACE)
    yield opened
    opened.close()


def drawn(count: int, seed: int = 0) -> NDArray[np.float32]:
    """Unit vectors that differ most in their third number, and next in their first."""
    spread = np.array([0.5, 0.1, 1, 0.1, 0.1, 0.1])
    vectors = np.random.default_rng(seed).standard_normal((count, 6)) * spread + [0, 3, 0, 0, 0, 0]
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def keep(bench: Bench, memory: Memory, names: list[str], vectors: NDArray[np.float32]) -> list[int]:
    """New products with photos at these vectors; their photos."""
    ids = bench.queue(*names)
    photos = [bench.catalog.product(id_).photos[0].id for id_ in ids]
    found = {photo: vector.astype("<f4").tobytes() for photo, vector in zip(photos, vectors, strict=True)}
    bench.catalog.keep_vectors(SPACE.name, found)
    assert sum(memory.update()) == len(ids)
    return photos


def test_the_directions_are_those_in_which_vectors_differ_most() -> None:
    sample = drawn(400)
    directions = Directions.taken(sample, 400)
    assert list(np.abs(directions.axes).argmax(axis=0)) == [2, 0]
    places = directions.project(sample)
    assert places.mean(axis=0) == pytest.approx([0, 0], abs=1e-4)
    assert places[:, 0].std() == pytest.approx(1, abs=1e-3)
    assert places[:, 0].std() > places[:, 1].std() > 0.3
    covariance = np.cov((sample - sample.mean(axis=0)).T)
    values, vectors = np.linalg.eigh(covariance)
    assert np.abs(vectors[:, -1] @ directions.axes[:, 0]) * values[-1] ** 0.5 == pytest.approx(1, abs=0.01)
    again = Directions.taken(sample, 400)
    assert np.array_equal(directions.axes, again.axes)


def test_everything_alike_is_one_place() -> None:
    same = np.tile(drawn(1), (5, 1))
    assert Directions.taken(same, 5).project(same) == pytest.approx(np.zeros((5, 2)), abs=1e-3)


def places(plane: Plane | None) -> dict[int, tuple[float, float]]:
    assert plane is not None
    return {int(photo): (float(x), float(y)) for photo, (x, y) in zip(plane.photos, plane.places, strict=True)}


def test_photos_stay_where_they_are_and_new_ones_come_beside(bench: Bench, memory: Memory) -> None:
    projection = Projection(bench.catalog, memory)
    assert projection.plane() is None, "there is nothing to see"
    photos = keep(bench, memory, [f"{at}.jpg" for at in range(8)], drawn(8))
    first = projection.plane()
    assert [*places(first)] == photos
    more = keep(bench, memory, ["n.jpg"], drawn(1, seed=5))
    second = places(projection.plane())
    assert {photo: second[photo] for photo in photos} == places(first)
    assert [*second] == [*photos, *more]
    (product,) = [owner.product_id for owner in first.owners[:1]] if first else []
    bench.catalog.remove([product])
    assert [*places(projection.plane())] == [*photos[1:], *more]
    assert projection.plane(lambda: True) is None


def test_twice_as_many_photos_are_seen_from_another_side(bench: Bench, memory: Memory) -> None:
    projection = Projection(bench.catalog, memory)
    photos = keep(bench, memory, [f"{at}.jpg" for at in range(4)], drawn(4))
    before = places(projection.plane())
    keep(bench, memory, [f"m{at}.jpg" for at in range(4)], drawn(4, seed=9))
    after = places(projection.plane())
    assert any(before[photo] != pytest.approx(after[photo], abs=1e-3) for photo in photos)


def test_a_photo_that_shows_something_else_has_no_place_until_it_is_looked_at(bench: Bench, memory: Memory) -> None:
    photos = keep(bench, memory, [f"{at}.jpg" for at in range(4)], drawn(4))
    with bench.catalog._writing() as session:
        session.connection().exec_driver_sql("UPDATE photo SET sha256 = ? WHERE id = ?", ("e" * 64, photos[1]))
    found = places(Projection(bench.catalog, memory).plane())
    assert [*found] == [photos[0], *photos[2:]]
    plane = Projection(bench.catalog, memory).plane()
    assert plane is not None
    assert plane.counted(lambda owner: owner.state.value) == [("queued", 3)]
