"""A server under load: how fast the front answers, what it takes, and whether every photo has exactly one card.

``python tests/benchmarks/bench_server.py`` starts a Redis that writes all down, a front and two workers on the tiny
model, and has 50 clients send 2,000 photos, ask for their cards, and follow each to its end before they ask for the
next. It prints how long answers took, what became of the tasks, and the memory of each part as time went by.

``--break`` kills a worker after a quarter of the cards and starts another, restarts Redis after half of them, and the
front after three quarters. Clients then do what clients do: what was refused for a while, or got no answer, they ask
again; what got no answer may have been taken all the same, and is counted. ``--rate N`` has the clients ask for N cards
a second in place of waiting for each. It needs ``redis-server`` and the extra ``server``.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from io import BytesIO
from math import inf
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.watching import Memory, answered, figures_of  # noqa: E402
from tests.server.house import ENDS, House, begin_redis, free_port, kill  # noqa: E402
from tests.tiny_model import make_pair  # noqa: E402

DURABLE = ("--appendonly", "yes")
PATIENCE = 120.0
SHOWN = (0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5)
"""Seconds, of the front's histogram."""


def picture(seed: int) -> bytes:
    """A small photo like no other, as a JPEG file."""
    random, file = np.random.default_rng(seed), BytesIO()
    Image.fromarray(random.integers(0, 256, (6, 8, 3), dtype=np.uint8)).resize((160, 120)).save(file, "JPEG")
    return file.getvalue()


@dataclass
class Clients:
    """Many clients of one front, and what they saw.

    Attributes:
        address: Of the front.
        done: Called after each card with how many there are.
        seconds: How long answers took, by address.
        states: Task → its state in the end.
        refused: How often a client had to ask again, by why.
    """

    address: str
    done: Callable[[int], None]
    rate: float = 0.0
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"photos": [], "cards": []})
    states: dict[str, str] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)

    async def ask(self, photos: int, clients: int) -> None:
        """Send so many photos, each from one of so many clients, and see their cards written."""
        numbers = iter(range(photos))
        began = time.perf_counter()

        async def one() -> None:
            async with self._client() as by:
                for number in numbers:
                    if self.rate:
                        await asyncio.sleep(max(0.0, began + number / self.rate - time.perf_counter()))
                    task = await self._begin(by, number)
                    self.states[task] = "" if self.rate else await self._end(by, task)
                    self.done(len(self.states))

        await asyncio.gather(*(one() for _ in range(clients)))

    async def settle(self) -> None:
        """Wait for what has not ended."""
        async with self._client() as by:
            for task in [task for task, state in self.states.items() if not state]:
                self.states[task] = await self._end(by, task)

    def _client(self) -> httpx2.AsyncClient:
        """One of the clients; reading the certificates of the world for each would take the front's core from it."""
        return httpx2.AsyncClient(base_url=self.address, timeout=PATIENCE, verify=False)

    async def _begin(self, by: httpx2.AsyncClient, number: int) -> str:
        photo = await self._patient("photos", lambda: by.post("/v1/photos", content=picture(number)))
        asked = {"photos": [photo["id"]], "options": {"minimum_words": 30}}
        return str((await self._patient("cards", lambda: by.post("/v1/cards", json=asked)))["task_id"])

    async def _patient(self, name: str, post: Callable[[], Awaitable[httpx2.Response]]) -> Any:
        while True:
            began = time.perf_counter()
            try:
                answer = await post()
            except httpx2.TransportError as error:
                self.refused[f"{name}: {type(error).__name__}"] += 1
                await asyncio.sleep(0.2)
                continue
            if answer.is_success:
                self.seconds[name].append(time.perf_counter() - began)
                return answer.json()
            self.refused[f"{name}: {answer.status_code} {answer.json()['code']}"] += 1
            await asyncio.sleep(0.2)

    async def _end(self, by: httpx2.AsyncClient, task: str) -> str:
        """Follow a task to its end, from anew where the connection breaks; returns its state."""
        while True:
            try:
                async with by.stream("GET", f"/v1/tasks/{task}/events") as stream:
                    async for line in stream.aiter_lines():
                        said, _, rest = line.partition(": ")
                        if said == "event" and rest in ENDS:
                            break
                found = await by.get(f"/v1/tasks/{task}")
                if found.is_success and found.json()["state"] in {"SUCCESS", "FAILURE", "REVOKED"}:
                    return str(found.json()["state"])
            except httpx2.TransportError as error:
                self.refused[f"events: {type(error).__name__}"] += 1
                await asyncio.sleep(0.2)


@dataclass
class Trouble:
    """What goes wrong while the clients ask, each once, after so many cards."""

    house: House
    folder: Path
    port: int
    front_port: int
    redis: Any
    workers: list[Any]
    due: dict[int, Callable[[], None]] = field(default_factory=dict)
    answered: Counter[float] = field(default_factory=Counter)
    """Seconds → how many cards were asked for in no more, as the fronts that are gone had counted."""

    def plan(self, photos: int) -> None:
        """Spread it over the cards."""
        self.due = {photos // 4: self.kill_worker, photos // 2: self.restart_redis, 3 * photos // 4: self.restart_front}

    def happen(self, done: int) -> None:
        """Do what is due, beside the clients."""
        for at in [at for at in self.due if at <= done]:
            threading.Thread(target=self.due.pop(at)).start()

    def kill_worker(self) -> None:
        """As a power cut would; another one begins."""
        kill(self.workers[0])
        self.workers[0] = self.house.begin_worker("tiny", slots=4)
        print("a worker was killed, and another has begun")

    def restart_redis(self) -> None:
        """End it and begin it again on what it wrote down."""
        self.redis.terminate()
        self.redis.wait()
        self.redis, _ = begin_redis(self.folder, self.port, *DURABLE)
        print("Redis was restarted")

    def restart_front(self) -> None:
        """End it and begin it again at the same address."""
        front = self.house.fronts[-1]
        self.answered += answered(figures_of(self.house.address))
        front.terminate()
        front.wait()
        self.house.begin_front("--port", str(self.front_port))
        print("the front was restarted")


def main() -> int:
    """Measure, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--rate", type=float, default=0.0)
    parser.add_argument("--break", action="store_true", dest="broken")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fichario-bench-") as name:
        folder, ports = Path(name), (free_port(), free_port())
        redis, address = begin_redis(folder, ports[0], *DURABLE)
        house = House(folder, address, make_pair(folder / "tiny"))
        trouble = Trouble(house, folder, *ports, redis, [])
        try:
            with house.stack:
                measure(trouble, said)
        finally:
            trouble.redis.terminate()
            trouble.redis.wait()
    return 0


def measure(trouble: Trouble, said: argparse.Namespace) -> None:
    """Put the load on, and wait until all is written."""
    house = trouble.house
    front = house.begin_front("--port", str(trouble.front_port))
    trouble.workers = [house.begin_worker("tiny", slots=4) for _ in range(2)]
    if said.broken:
        trouble.plan(said.photos)
    clients, began = Clients(front, trouble.happen, said.rate), time.perf_counter()
    parts = {"front": lambda: house.fronts[-1], "worker": lambda: trouble.workers[1], "redis": lambda: trouble.redis}
    memory = Memory(parts)
    memory.start()
    asyncio.run(clients.ask(said.photos, said.clients))
    asyncio.run(clients.settle())
    memory.over.set()
    took = time.perf_counter() - began
    for name, seconds in clients.seconds.items():
        p50, p99, most = np.percentile(seconds, (50, 99, 100)) * 1000
        print(f"POST /v1/{name}, as clients see it: median {p50:.1f} ms, 99 % {p99:.1f} ms, most {most:.0f} ms")
    page = figures_of(front)
    states = dict(Counter(clients.states.values()))
    print(f"{len(clients.states)} tasks of {said.photos} photos: {states} in {took:.0f} s")
    print(f"asked again: {json.dumps(clients.refused)}")
    print("\n".join(line for line in page.splitlines() if line.startswith(("fichario_tasks", "fichario_failures"))))
    counted = trouble.answered + answered(page)
    shares = (f"{counted[most] / counted[inf]:.2%} in {most * 1000:.0f} ms" for most in SHOWN)
    print(f"POST /v1/cards, as the front counts {counted[inf]:.0f}: " + ", ".join(shares))
    memory.tell()


if __name__ == "__main__":
    sys.exit(main())
