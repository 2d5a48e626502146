"""A server as people run it: Redis, the front and workers, each a process of its own, on free ports of this machine."""

import json
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import httpx2
from redis import Redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from app.server.keys import Keys, Scope
from inference.llama.options import ModelFiles
from tests.cli.program import Program, with_model

LEASE = 2
"""Seconds without a sign of life after which a worker's tasks go to another."""
ENDS = ("finished", "failed", "cancelled")
_PATIENCE = 60.0
_PROBLEM = "application/problem+json"

Happening: TypeAlias = tuple[str, dict[str, Any]]


def free_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def begin_redis(folder: Path, port: int = 0, *more: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start Redis, ready to be used; returns it and its address."""
    port = port or free_port()
    place = ("--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--logfile", str(folder / "redis.log"))
    usual = ("--save", "", "--daemonize", "no", "--databases", "64")  # a house each, in one run of all tests
    process = subprocess.Popen(["redis-server", *place, *usual, *more])
    address = f"redis://127.0.0.1:{port}"
    with Redis.from_url(address, retry=Retry(ConstantBackoff(0.02), 500)) as redis:
        redis.ping()
    return process, address


@dataclass
class House:
    """One database of a Redis, one storage, and what was started on them.

    Attributes:
        folder: Homes, photos, keys and logs.
        redis: Address of the database.
        files: The model of its workers.
        fronts: Those that were started, in their order.
        address: Of the last one.
        broker: Address of another broker; empty for the Redis.
        storage: Address of another storage; empty for the folder.
    """

    folder: Path
    redis: str
    files: ModelFiles
    broker: str = ""
    storage: str = ""
    stack: ExitStack = field(default_factory=ExitStack)
    fronts: list[subprocess.Popen[str]] = field(default_factory=list)
    address: str = ""

    @property
    def program(self) -> Program:
        return Program(self.folder / "home")

    @property
    def keys(self) -> Path:
        return self.folder / "keys.json"

    def begin_front(self, *more: str) -> str:
        """Start the front; returns its address."""
        front, said = self._begin("serve", "--port", "0", "--keys", str(self.keys), *self._places, *more)
        self.fronts.append(front)
        self.address = said.split()[-1]
        return self.address

    def begin_again(self, address: str) -> None:
        """Start a front where another was, as after a power cut."""
        self.begin_front("--port", address.rpartition(":")[2])

    def begin_worker(self, name: str, *options: str, slots: int = 2) -> subprocess.Popen[str]:
        """Start a worker, with its model loaded."""
        model = tuple(map(str, with_model(self.files)))
        more = ("--name", name, "--slots", str(slots), "--lease", str(LEASE), "--no-ocr", *options)
        process, said = self._begin("worker", *model, *self._places, *more)
        assert name in said
        return process

    @property
    def _places(self) -> tuple[str, ...]:
        broker = ("--broker", self.broker) if self.broker else ()
        return ("--redis", self.redis, "--storage", self.storage or str(self.folder), *broker)

    def _begin(self, *arguments: str) -> tuple[subprocess.Popen[str], str]:
        """Start a command and wait for the line by which it says that it is ready."""
        log = self.stack.enter_context((self.folder / f"{arguments[0]}.log").open("a", encoding="utf-8"))
        process = self.program.begin(*arguments, stderr=log)
        self.stack.callback(_end, process)
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        assert said, (self.folder / f"{arguments[0]}.log").read_text(encoding="utf-8")
        return process, said


def kill(process: subprocess.Popen[str]) -> None:
    """End a process as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def _end(process: subprocess.Popen[str]) -> None:
    """Ask a process to end, and insist."""
    assert process.stdout is not None
    with process.stdout:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(_PATIENCE)
        finally:
            process.kill()


def made_key(house: House, name: str, *scopes: Scope) -> str:
    """Make somebody a key, for photos and cards unless said."""
    return Keys(house.keys).make(name, scopes or (Scope.PHOTOS, Scope.CARDS), datetime.now(UTC))[1]


def client(address: str, key: str = "", **headers: str) -> httpx2.Client:
    """A client of a front, that reads English."""
    said = {"Accept-Language": "en", **headers} | ({"Authorization": f"Bearer {key}"} if key else {})
    return httpx2.Client(base_url=address, headers=said, timeout=_PATIENCE)


def sent(by: httpx2.Client, photo: Path) -> str:
    """Send a photo; returns its id."""
    answer = by.post("/v1/photos", content=photo.read_bytes())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def asked(by: httpx2.Client, photo: str, **more: Any) -> str:
    """Ask for a card; returns the task's id."""
    answer = by.post("/v1/cards", json={"photos": [photo], **more})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["task_id"])


def is_problem(answer: httpx2.Response, status: int, code: str) -> dict[str, Any]:
    """See that an answer refuses, in plain words; returns what it says."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, _PROBLEM), answer.text
    said: dict[str, Any] = answer.json()
    assert said["code"] == code
    assert said["status"] == status
    assert said["title"]
    assert said["detail"]
    return said


def happens(by: httpx2.Client, task: str, headers: Mapping[str, str] | None = None) -> Iterator[Happening]:
    """What happens to a task, as it happens, up to its end."""
    with by.stream("GET", f"/v1/tasks/{task}/events", headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        name = ""
        for line in stream.iter_lines():
            said, _, rest = line.partition(": ")
            if said == "event":
                name = rest
            elif said == "data":
                yield name, json.loads(rest)


def ended(by: httpx2.Client, task: str) -> dict[str, Any]:
    """Wait for a task's end; returns the task as it is then."""
    for _ in happens(by, task):
        pass
    found: dict[str, Any] = by.get(f"/v1/tasks/{task}").json()
    return found
