"""A shelf on a Qdrant server: found again, begun anew when it is gone, and nobody's while the server is away."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.search.edge import EdgeShelf
from app.search.server import ServerShelves, connected
from app.search.shelf import AWAY, REFUSED, ShelfAway, ShelfLost
from inference.embed import Space
from tests.search.qdrant_server import QdrantHouse, qdrant, shelves_on
from tests.search.test_shelf import SPACE, items, vectors

FEW = 20


@pytest.fixture
def house(tmp_path: Path) -> Iterator[QdrantHouse]:
    with qdrant(tmp_path / "server") as made:
        yield made


def collections(house: QdrantHouse) -> set[str]:
    return {each.name for each in house.engine.get_collections().collections}


def test_the_same_shelf_the_next_time_and_another_for_another_space(tmp_path: Path, house: QdrantHouse) -> None:
    folder = tmp_path / "a"
    first = shelves_on(house).open(folder, SPACE)
    first.put(items(vectors(FEW)))
    first.close()
    first.close()
    assert first.nearest(vectors(FEW)[0], 3) == []
    assert not first.lost
    again = shelves_on(house).open(folder, SPACE)
    assert (again.identity, again.count) == (first.identity, FEW)
    again.close()
    other = shelves_on(house).open(folder, Space("beef", SPACE.dimension, ""))
    assert other.count == 0
    assert collections(house) == {f"fichario-{other.identity}"}
    other.close()


def test_a_copied_folder_has_a_shelf_of_its_own(tmp_path: Path, house: QdrantHouse) -> None:
    one = shelves_on(house).open(tmp_path / "a", SPACE)
    one.put(items(vectors(3)))
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    other = shelves_on(house).open(tmp_path / "b", SPACE)
    assert other.identity != one.identity
    assert (one.count, other.count) == (3, 0)
    one.close()
    other.close()


def test_a_collection_that_somebody_deleted_is_begun_anew(tmp_path: Path, house: QdrantHouse) -> None:
    shelf = shelves_on(house).open(tmp_path / "a", SPACE)
    shelf.put(items(vectors(3)))
    shelf.close()
    house.engine.delete_collection(f"fichario-{shelf.identity}")
    again = shelves_on(house).open(tmp_path / "a", SPACE)
    assert again.identity != shelf.identity
    assert again.count == 0
    again.close()


@pytest.mark.parametrize(("status", "code"), [(503, AWAY), (404, AWAY), (429, AWAY), (401, REFUSED), (403, REFUSED)])
def test_while_it_is_away_nothing_is_found_or_kept_and_then_all_is_there(
    tmp_path: Path, house: QdrantHouse, status: int, code: str
) -> None:
    drawn, folder = vectors(FEW), tmp_path / "a"
    shelf = shelves_on(house).open(folder, SPACE)
    shelf.put(items(drawn))
    house.status = status
    with pytest.raises(ShelfAway) as refused:
        shelf.put(items(vectors(3, seed=3)))
    assert refused.value.code == code
    assert shelf.lost
    house.status = 200
    assert (shelf.nearest(drawn[1], 3), shelf.get([1])) == ([], []), "another is to be opened"
    for act in (lambda: shelf.count, lambda: shelf.take_out([1]), lambda: shelf.put(items(drawn))):
        with pytest.raises(ShelfLost):
            act()
    shelf.close()
    house.status = status
    with pytest.raises(ShelfAway):
        shelves_on(house).open(folder, SPACE)
    house.status = 200
    again = shelves_on(house).open(folder, SPACE)
    assert (again.identity, again.count) == (shelf.identity, FEW)
    assert again.nearest(drawn[7], 1)[0].id == 7
    again.close()


def test_where_nobody_listens_it_is_away_and_this_computers_shelf_is_left_alone(tmp_path: Path) -> None:
    held = EdgeShelf.open(tmp_path / "a", SPACE)
    held.put(items(vectors(3)))
    held.close()
    with qdrant(tmp_path / "server") as house:
        pass
    for act in (shelves_on(house).open, shelves_on(house).begin):
        with pytest.raises(ShelfAway):
            act(tmp_path / "a", SPACE)
    again = EdgeShelf.open(tmp_path / "a", SPACE)
    assert (again.identity, again.count) == (held.identity, 3)
    again.close()


def test_a_read_that_finds_nobody_finds_nothing_and_says_that_it_is_lost(tmp_path: Path, house: QdrantHouse) -> None:
    shelf = shelves_on(house).open(tmp_path / "a", SPACE)
    shelf.put(items(vectors(3)))
    house.status = 503
    assert shelf.nearest(vectors(3)[0], 3) == []
    assert shelf.lost
    shelf.close()


def test_it_shows_its_key(tmp_path: Path, house: QdrantHouse) -> None:
    shelves_on(house, "segredo").open(tmp_path / "a", SPACE).close()
    assert {*house.keys} == {"segredo"}
    assert "segredo" not in (tmp_path / "a" / "shelf.json").read_text()


def test_an_address_that_is_none_is_away(tmp_path: Path) -> None:
    with pytest.raises(ShelfAway):
        ServerShelves("ftp://x", lambda: connected("ftp://x", "")).open(tmp_path / "a", SPACE)
