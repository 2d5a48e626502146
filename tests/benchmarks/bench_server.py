"""A server under load: how fast the front answers, and whether every photo has exactly one card in the end.

``python tests/benchmarks/bench_server.py`` starts a Redis, a front and two workers on the tiny model, has 50 clients
send 2,000 photos and ask for their cards, and prints how long answers took and what became of the tasks. ``--kill``
kills one of the workers in the middle, and starts another. It needs ``redis-server`` and the extra ``server``.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.server.house import House, begin_redis, client, ended, kill  # noqa: E402
from tests.tiny_model import make_pair  # noqa: E402


def picture(seed: int) -> bytes:
    """A small photo like no other, as a JPEG file."""
    random, file = np.random.default_rng(seed), BytesIO()
    Image.fromarray(random.integers(0, 256, (6, 8, 3), dtype=np.uint8)).resize((160, 120)).save(file, "JPEG")
    return file.getvalue()


class Clients:
    """Many clients of one front, and how long its answers to them took."""

    def __init__(self, address: str, count: int) -> None:
        self._address = address
        self._threads = ThreadPoolExecutor(count)
        self.seconds: dict[str, list[float]] = {"photos": [], "cards": []}

    def ask(self, photos: int) -> list[str]:
        """Send so many photos and ask for their cards; returns the tasks."""
        return list(self._threads.map(self._one, range(photos)))

    def _one(self, number: int) -> str:
        with client(self._address) as by:
            photo = self._timed("photos", lambda: by.post("/v1/photos", content=picture(number)))["id"]
            asked = {"photos": [photo], "options": {"minimum_words": 30}}
            return str(self._timed("cards", lambda: by.post("/v1/cards", json=asked))["task_id"])

    def _timed(self, name: str, post: Callable[[], httpx2.Response]) -> Any:
        began = time.perf_counter()
        answer = post().raise_for_status()
        self.seconds[name].append(time.perf_counter() - began)
        return answer.json()


def main() -> int:
    """Measure, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--kill", action="store_true")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fichario-bench-") as name:
        folder = Path(name)
        redis, address = begin_redis(folder)
        try:
            house = House(folder, address, make_pair(folder / "tiny"))
            with house.stack:
                measure(house, said)
        finally:
            redis.terminate()
            redis.wait()
    return 0


def measure(house: House, said: argparse.Namespace) -> None:
    """Put the load on, and wait until all is written."""
    front = house.begin_front()
    workers = [house.begin_worker("tiny", 4) for _ in range(2)]
    clients, began = Clients(front, said.clients), time.perf_counter()
    tasks = clients.ask(said.photos)
    for name, seconds in clients.seconds.items():
        p50, p99 = np.percentile(seconds, (50, 99)) * 1000
        print(f"POST /v1/{name}: median {p50:.1f} ms, 99 % {p99:.1f} ms")
    if said.kill:
        kill(workers[0])
        house.begin_worker("tiny", 4)
    with client(front) as by:
        states = Counter(ended(by, task)["state"] for task in tasks)
        took = time.perf_counter() - began
        totals = [line for line in by.get("/metrics").text.splitlines() if line.startswith("fichario_tasks")]
    print(f"{len(set(tasks))} tasks of {said.photos} photos: {dict(states)} in {took:.0f} s")
    print("\n".join(totals))


if __name__ == "__main__":
    sys.exit(main())
