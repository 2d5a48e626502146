"""A server on this machine that speaks OpenAI's chat completions as well, or as badly, as a test wants it to.

It is real HTTP over a real socket. What it answers is scripted, reply by reply (:mod:`tests.endpoint.replies`); behind
the script every question gets the usual reply.
"""

import json
import ssl
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

POLL = 0.02


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def messages(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.body["messages"]
        return found

    @property
    def parts(self) -> list[dict[str, Any]]:
        """What the person's turn is made of."""
        found: list[dict[str, Any]] = self.messages[-1]["content"]
        return found


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server: "_Http"

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionResetError("who asks left before the question was through")
        self._answer(json.loads(body))

    def log_message(self, *_told: Any) -> None:
        """Nobody reads it."""

    def send_json(self, value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.send_page(json.dumps(value).encode(), "application/json", status, headers)

    def send_page(self, page: bytes, kind: str, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(page)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)

    def begin(self) -> None:
        """Begin a stream."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def send(self, data: bytes) -> None:
        """Send bytes as one chunk of HTTP, at once; raises where nobody listens any more."""
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def event(self, chunk: Any) -> None:
        self.send(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())

    def done(self) -> None:
        self.send(b"data: [DONE]\n\n")
        self.send(b"")

    def _answer(self, body: dict[str, Any]) -> None:
        self.close_connection = True
        house = self.server.house
        asked = Asked(self.path, dict(self.headers), body)
        house.asked.append(asked)
        house.reply_to(asked)(self, asked)


Reply: TypeAlias = Callable[[Handler, Asked], None]


class _Http(ThreadingHTTPServer):
    house: "House"
    daemon_threads = False
    request_queue_size = 32

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep for the test what a reply raised; that somebody leaves, wherever a question is, breaks nothing."""
        error = sys.exc_info()[1]
        if isinstance(error, BrokenPipeError | ConnectionResetError):
            self.house.hung_up.set()
        else:
            self.house.broken.append(error)


@dataclass
class House:
    """The server as a test sees it.

    Attributes:
        url: Its address.
        card: What it was given to write.
        usual: Answers where nothing is scripted.
        script: Replies to the next questions, in their order.
        models: Answers ``/v1/models``.
        asked: Everything that arrived.
        released: Ends replies that wait.
        hung_up: Set when somebody left before a question or its reply was through.
        broken: What replies raised.
    """

    url: str
    card: dict[str, Any]
    usual: Reply
    models: Reply
    script: deque[Reply] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)
    broken: list[BaseException | None] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def questions(self) -> list[Asked]:
        """The chat completions that were asked for."""
        return [asked for asked in self.asked if asked.path.endswith("/chat/completions")]

    def reply_to(self, asked: Asked) -> Reply:
        if asked.path.endswith("/models"):
            return self.models
        with self._lock:
            return self.script.popleft() if self.script else self.usual


@contextmanager
def serving(
    card: dict[str, Any], usual: Reply, models: Reply, port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[House]:
    """A server for as long as a test needs it."""
    http = _Http(("127.0.0.1", port), Handler)
    if tls is not None:
        http.socket = tls.wrap_socket(http.socket, server_side=True)
    scheme = "http" if tls is None else "https"
    house = http.house = House(f"{scheme}://127.0.0.1:{http.server_address[1]}", card, usual, models)
    thread = threading.Thread(target=http.serve_forever, args=(POLL,), name="house")
    thread.start()
    try:
        yield house
    finally:
        house.released.set()
        http.shutdown()
        thread.join()
        http.server_close()
    assert house.broken == []
