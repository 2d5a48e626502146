"""The shelf of vectors: putting, finding, opening, disk and memory, at the sizes of large catalogues.

::

    python tests/benchmarks/bench_vectors.py --vectors 50000 --dimension 512

Vectors lie in clusters, as those of products do: so many centres, each vector near one. Recall is against plain
arithmetic over all of them. Every figure is of this machine, with whatever else it does.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray

from app.search.edge import EdgeShelf
from app.search.shelf import Shelved
from inference.embed import Space

_STEP = 1000
_QUERIES = 50
_NEAREST = 10
_SPREAD = 0.7
"""Of a vector's length, how far it is from its centre."""


def drawn(count: int, dimension: int, seed: int) -> NDArray[np.float32]:
    """So many unit vectors in clusters; the same centres for every seed."""
    centres = np.random.default_rng(0).standard_normal((500, dimension)).astype(np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    random = np.random.default_rng(seed)
    noise = random.standard_normal((count, dimension)).astype(np.float32) * np.float32(_SPREAD / dimension**0.5)
    vectors: NDArray[np.float32] = centres[random.integers(0, len(centres), count)] + noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def measure(folder: Path, count: int, dimension: int) -> None:
    """Fill a shelf and tell what it costs."""
    space = Space("bench", dimension, "")
    vectors, queries = drawn(count, dimension, 1), drawn(_QUERIES, dimension, 2)
    shelf = EdgeShelf.open(folder, space)
    began = time.perf_counter()
    for start in range(0, count, _STEP):
        part = vectors[start : start + _STEP]
        shelf.put([Shelved(start + place, "0" * 16, vector) for place, vector in enumerate(part)])
    put = time.perf_counter() - began
    shelf.flush()
    print(f"put {count} x {dimension}: {put:.1f} s, flush {time.perf_counter() - began - put:.2f} s")
    print(f"query before arranging: {_query(shelf, vectors, queries)}")
    began = time.perf_counter()
    shelf.arrange()
    print(f"arrange: {time.perf_counter() - began:.1f} s")
    shelf.close()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    held = sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
    print(f"on disk: {held / 1e6:.0f} MB ({size / 1e6:.0f} MB apparent)")


def reopen(folder: Path, count: int, dimension: int) -> None:
    """Open the shelf in a fresh process, and tell what finding costs there."""
    process = psutil.Process()
    before = process.memory_full_info()
    began = time.perf_counter()
    shelf = EdgeShelf.open(folder, Space("bench", dimension, ""))
    opened = time.perf_counter() - began
    vectors, queries = drawn(count, dimension, 1), drawn(_QUERIES, dimension, 2)
    assert shelf.count == count
    print(f"open: {opened:.2f} s")
    del vectors
    first = time.perf_counter()
    shelf.nearest(queries[0], _NEAREST)
    print(f"first query: {1000 * (time.perf_counter() - first):.1f} ms")
    for query in queries:
        shelf.nearest(query, _NEAREST)
    after = process.memory_full_info()
    print(
        f"memory of its own: {(after.uss - before.uss) / 1e6:.0f} MB, resident: {(after.rss - before.rss) / 1e6:.0f} MB"
    )
    print(f"query: {_query(shelf, drawn(count, dimension, 1), queries)}")
    shelf.close()


def _query(shelf: EdgeShelf, vectors: NDArray[np.float32], queries: NDArray[np.float32]) -> str:
    seconds, hits = [], 0
    for query in queries:
        began = time.perf_counter()
        found = {near.id for near in shelf.nearest(query, _NEAREST)}
        seconds.append(time.perf_counter() - began)
        right = np.argpartition(-(vectors @ query), _NEAREST)[:_NEAREST]
        hits += len(found & {*right.tolist()})
    median, worst = 1000 * float(np.median(seconds)), 1000 * max(seconds)
    return f"median {median:.1f} ms, worst {worst:.1f} ms, recall@{_NEAREST} {hits / _NEAREST / len(queries):.3f}"


def main() -> None:
    """Measure in this process, then once more in a fresh one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", type=int, default=50_000)
    parser.add_argument("--dimension", type=int, default=512)
    parser.add_argument("--opened", type=Path)
    options = parser.parse_args()
    if options.opened:
        reopen(options.opened, options.vectors, options.dimension)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options.vectors, options.dimension)
        again = ["--opened", folder, "--vectors", str(options.vectors), "--dimension", str(options.dimension)]
        subprocess.run([sys.executable, __file__, *again], check=True)


if __name__ == "__main__":
    main()
