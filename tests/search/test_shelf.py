"""The shelf: what is put is found again, after a kill, too; what is damaged is begun anew and never believed."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.search.apart import ShelfApart
from app.search.edge import EdgeShelf
from app.search.shelf import Shelved, Shelves, VectorShelf
from inference.embed import Space
from tests.search.qdrant_server import qdrant, shelves_on

SPACE = Space("f00d", 32, "mmproj.gguf")
COUNT = 400


def vectors(count: int = COUNT, seed: int = 0) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).standard_normal((count, SPACE.dimension))
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


def items(drawn: NDArray[np.float32]) -> list[Shelved]:
    return [Shelved(number, f"tag {number}", vector) for number, vector in enumerate(drawn)]


@pytest.fixture(params=["edge", "apart", "server"])
def shelf(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[VectorShelf]:
    folder = tmp_path / "vetores é 模"
    if request.param == "server":
        with qdrant(tmp_path / "server") as house, closing(shelves_on(house).open(folder, SPACE)) as opened:
            yield opened
        return
    shelves: Shelves = EdgeShelf if request.param == "edge" else ShelfApart
    with closing(shelves.open(folder, SPACE)) as here:
        yield here


def test_the_nearest_are_those_of_plain_arithmetic(shelf: VectorShelf) -> None:
    drawn = vectors()
    shelf.put(items(drawn))
    for arranged in (False, True):
        for query in vectors(5, seed=1):
            found = shelf.nearest(query, 10)
            right = np.argsort(-(drawn @ query))[:10]
            assert [near.id for near in found] == right.tolist(), arranged
            assert [near.similarity for near in found] == pytest.approx((drawn @ query)[right], abs=1e-5)
            assert [near.tag for near in found] == [f"tag {number}" for number in right]
        shelf.arrange()


def test_put_again_and_taken_out(shelf: VectorShelf) -> None:
    drawn = vectors(3)
    shelf.put(items(drawn))
    shelf.put([Shelved(1, "another", drawn[2])])
    shelf.take_out([0, 99])
    assert shelf.count == 2
    assert {(near.id, near.tag) for near in shelf.nearest(drawn[2], 5)} == {(1, "another"), (2, "tag 2")}
    (kept,) = shelf.get([1, 0])
    assert (kept.id, kept.tag) == (1, "another")
    assert kept.vector == pytest.approx(drawn[2], abs=1e-6)


def test_the_same_shelf_the_next_time_and_another_for_another_space(tmp_path: Path) -> None:
    first = EdgeShelf.open(tmp_path, SPACE)
    first.put(items(vectors()))
    first.close()
    first.close()
    again = EdgeShelf.open(tmp_path, SPACE)
    assert (again.identity, again.count) == (first.identity, COUNT)
    again.close()
    other = EdgeShelf.open(tmp_path, Space("beef", SPACE.dimension, ""))
    assert other.count == 0
    assert other.identity != first.identity
    other.close()


def test_one_program_at_a_time(tmp_path: Path) -> None:
    held = EdgeShelf.open(tmp_path, SPACE)
    held.put(items(vectors(3)))
    with pytest.raises(BlockingIOError):
        EdgeShelf.open(tmp_path, SPACE)
    assert held.count == 3
    held.close()
    again = EdgeShelf.open(tmp_path, SPACE)
    assert (again.identity, again.count) == (held.identity, 3)
    again.close()


_KILLED = """
import os, sys
from pathlib import Path
from app.search.edge import EdgeShelf
from tests.search.test_shelf import SPACE, items, vectors
shelf = EdgeShelf.open(Path(sys.argv[1]), SPACE)
shelf.put(items(vectors()))
shelf.flush()
shelf.put(items(vectors(seed=3))[:7])
os.kill(os.getpid(), 9)
"""


def test_what_was_flushed_outlives_a_kill(tmp_path: Path) -> None:
    for _ in range(2):
        assert subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], check=False).returncode == -9
    shelf = EdgeShelf.open(tmp_path, SPACE)
    drawn = vectors()
    assert shelf.count == COUNT
    for number in (7, 100, COUNT - 1):
        assert shelf.nearest(drawn[number], 1)[0].id == number
    shelf.close()


@pytest.mark.parametrize("how", ["half", "empty", "gone"])
def test_a_damaged_shelf_is_begun_anew(tmp_path: Path, how: str) -> None:
    whole = EdgeShelf.open(tmp_path / "whole", SPACE)
    whole.put(items(vectors()))
    whole.close()
    files = [path for path in (tmp_path / "whole").rglob("*") if path.is_file() and path.stat().st_size]
    assert len(files) > 10
    for number, path in enumerate(files):
        copy = tmp_path / f"{number}"
        shutil.copytree(tmp_path / "whole", copy)
        victim = copy / path.relative_to(tmp_path / "whole")
        victim.unlink() if how == "gone" else os.truncate(victim, 0 if how == "empty" else victim.stat().st_size // 2)
        opened = EdgeShelf.open(copy, SPACE)
        assert opened.count == 0, path
        assert opened.identity != whole.identity
        opened.put(items(vectors(2)))
        opened.close()


def test_a_passport_that_is_none_is_not_believed(tmp_path: Path) -> None:
    EdgeShelf.open(tmp_path, SPACE).close()
    for text in ("[]", "{", json.dumps({"form": 1}), json.dumps({"form": 99, "identity": "x"})):
        (tmp_path / "shelf.json").write_text(text)
        shelf = EdgeShelf.open(tmp_path, SPACE)
        assert shelf.count == 0
        shelf.close()


def test_what_was_arranged_is_known_the_next_time(tmp_path: Path) -> None:
    shelf = EdgeShelf.open(tmp_path, SPACE)
    shelf.put(items(vectors()))
    shelf.arrange(COUNT + 1)
    shelf.close()
    assert "arranged" not in json.loads((tmp_path / "shelf.json").read_text())
    again = EdgeShelf.open(tmp_path, SPACE)
    again.arrange(COUNT)
    again.close()
    assert json.loads((tmp_path / "shelf.json").read_text())["arranged"] == COUNT
    last = EdgeShelf.open(tmp_path, SPACE)
    assert (last.identity, last.count) == (shelf.identity, COUNT)
    last.close()
