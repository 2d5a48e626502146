"""A shelf that another process keeps: what it refuses is told, and what it kept is there after any end of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.search.apart import ShelfApart
from app.search.edge import EdgeShelf
from app.search.shelf import ShelfLost
from inference.embed import Space
from tests.search.test_shelf import COUNT, SPACE, items, vectors


def test_what_was_kept_is_there_for_a_program_that_keeps_it_itself(tmp_path: Path) -> None:
    apart = ShelfApart.open(tmp_path, SPACE)
    apart.put(items(vectors()))
    with pytest.raises(BlockingIOError):
        EdgeShelf.open(tmp_path, SPACE)
    apart.close()
    apart.close()
    assert apart.nearest(vectors()[0], 3) == []
    assert not apart.lost
    own = EdgeShelf.open(tmp_path, SPACE)
    assert (own.identity, own.count) == (apart.identity, COUNT)
    own.close()


def test_of_a_process_that_was_killed_nothing_is_found_until_another_is_opened(tmp_path: Path) -> None:
    shelf = ShelfApart.open(tmp_path, SPACE)
    drawn = vectors()
    shelf.put(items(drawn))
    shelf.flush()
    os.kill(shelf.pid, signal.SIGKILL)
    with pytest.raises(ShelfLost):
        shelf.put(items(vectors(seed=3)))
    assert shelf.lost
    assert (shelf.count, shelf.get([1]), shelf.nearest(drawn[1], 3)) == (0, [], [])
    shelf.close()
    again = ShelfApart.open(tmp_path, SPACE)
    assert (again.identity, again.count) == (shelf.identity, COUNT)
    assert again.nearest(drawn[7], 1)[0].id == 7
    again.close()


def test_what_the_engine_refuses_is_told_and_the_process_goes_on(tmp_path: Path) -> None:
    shelf = ShelfApart.open(tmp_path, SPACE)
    with pytest.raises(RuntimeError, match="imension"):
        shelf.nearest(np.ones(SPACE.dimension + 1, np.float32), 3)
    shelf.put(items(vectors(3)))
    assert shelf.count == 3
    shelf.close()


@pytest.mark.parametrize("how", [ShelfApart.open, ShelfApart.begin])
def test_a_folder_that_cannot_be_is_an_error_and_leaves_no_process(
    tmp_path: Path, how: Callable[[Path, Space], ShelfApart]
) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OSError, match="file"):
        how(tmp_path / "file" / "shelf", SPACE)


_ABANDONED = """
import os, sys
from pathlib import Path
from app.search.apart import ShelfApart
from tests.search.test_shelf import SPACE, items, vectors
shelf = ShelfApart.open(Path(sys.argv[1]), SPACE)
shelf.put(items(vectors()))
shelf.flush()
os.kill(os.getpid(), 9)
"""


def test_the_process_ends_with_the_one_that_it_was_started_for(tmp_path: Path) -> None:
    # Standard error is the keeper's, too: reading it to its end waits for both.
    ended = subprocess.run(
        [sys.executable, "-c", _ABANDONED, str(tmp_path)], stderr=subprocess.PIPE, check=False, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (-9, b"")
    shelf = EdgeShelf.open(tmp_path, SPACE)
    assert shelf.count == COUNT
    shelf.close()
