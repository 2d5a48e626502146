"""Qdrant's REST interface on loopback, as far as shelves use it, on the engine that qdrant-client carries in itself."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from qdrant_client import QdrantClient
from qdrant_client.models import PointStruct, VectorParams

from app.search.server import ServerShelves, connected


@dataclass
class QdrantHouse:
    """A server.

    Attributes:
        url: Its address.
        engine: What it keeps.
        status: What it answers everything with; 200 while it is well.
        keys: The keys that it was shown.
    """

    url: str
    engine: QdrantClient
    status: int = 200
    keys: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, verb: str, path: str, asked: Any) -> Any:
        """What the engine says; names are those of Qdrant's own interface."""
        _, name, *rest = path.strip("/").split("/")
        if rest == ["exists"]:
            return {"exists": self.engine.collection_exists(name)}
        answers: dict[tuple[str, str], Callable[[], Any]] = {
            ("PUT", ""): lambda: self.engine.create_collection(name, VectorParams.model_validate(asked["vectors"])),
            ("DELETE", ""): lambda: self.engine.delete_collection(name),
            ("PUT", "points"): lambda: self._put(name, asked["points"]),
            ("POST", "points"): lambda: self._told(
                self.engine.retrieve(name, asked["ids"], with_vectors=asked["with_vector"])
            ),
            ("POST", "points/delete"): lambda: self._done(self.engine.delete(name, asked["points"])),
            ("POST", "points/count"): lambda: {"count": self.engine.count(name).count},
            ("POST", "points/query"): lambda: {
                "points": self._told(
                    self.engine.query_points(name, asked["query"]["nearest"], limit=asked["limit"]).points
                )
            },
        }
        return answers[verb, "/".join(rest)]()

    def _put(self, name: str, points: list[Any]) -> Any:
        return self._done(self.engine.upsert(name, [PointStruct.model_validate(point) for point in points]))

    def _done(self, result: Any) -> Any:
        return result.model_dump(mode="json")

    def _told(self, points: list[Any]) -> list[Any]:
        return [point.model_dump(mode="json") for point in points]


class _Answering(BaseHTTPRequestHandler):
    """Any verb, answered by a house."""

    def __init__(self, house: QdrantHouse, *arguments: Any) -> None:
        self._house = house
        super().__init__(*arguments)

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline()
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        asked = json.loads(self.rfile.read(int(self.headers.get("content-length") or 0)) or "null")
        house = self._house
        house.keys.append(self.headers.get("api-key", ""))
        with house.lock:
            well = house.status == 200
            result = house.answer(self.command, self.path.partition("?")[0], asked) if well else None
        body = json.dumps({"result": result, "status": "ok", "time": 0.0}).encode()
        self.send_response(house.status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Say nothing."""


@contextmanager
def qdrant(folder: Path) -> Iterator[QdrantHouse]:
    """A server that keeps its collections in a folder."""
    house = QdrantHouse("", QdrantClient(path=str(folder), force_disable_check_same_thread=True))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answering, house)) as server:
        server.daemon_threads = False
        house.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield house
        finally:
            server.shutdown()
            thread.join()
            house.engine.close()


def shelves_on(house: QdrantHouse, key: str = "") -> ServerShelves:
    """The shelves of a server, for a program that shows it a key."""
    return ServerShelves(house.url, lambda: connected(house.url, key))
