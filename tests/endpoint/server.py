"""A server on this machine that speaks OpenAI's chat completions as well, or as badly, as a test wants it to.

It is real HTTP over a real socket. What it answers is scripted, reply by reply; behind the script every question gets
the card that it was given.
"""

import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

MODEL = "tiny-vision"
_PIECE = 7
_POLL = 0.02


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
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

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
        try:
            house.reply_to(asked)(self, asked)
        except (BrokenPipeError, ConnectionResetError):
            house.hung_up.set()


Reply: TypeAlias = Callable[[Handler, Asked], None]


class _Http(ThreadingHTTPServer):
    house: "House"
    daemon_threads = False
    request_queue_size = 32

    def handle_error(self, request: Any, client_address: Any) -> None:
        """What a reply raised is kept for the test."""
        import sys  # noqa: PLC0415 - only here

        self.house.broken.append(sys.exc_info()[1])


@dataclass
class House:
    """The server as a test sees it.

    Attributes:
        url: Its address.
        card: What it answers where nothing else is scripted.
        script: Replies to the next questions, in their order.
        models: Answers ``/v1/models``.
        asked: Everything that arrived.
        released: Ends replies that wait.
        hung_up: Set when somebody left before a reply was through.
        broken: What replies raised.
    """

    url: str
    card: dict[str, Any]
    script: deque[Reply] = field(default_factory=deque)
    models: Reply = field(default_factory=lambda: lists(MODEL))
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
            return self.script.popleft() if self.script else writes(self.card)


@contextmanager
def served(card: dict[str, Any], port: int = 0) -> Iterator[House]:
    """A server for as long as a test needs it."""
    http = _Http(("127.0.0.1", port), Handler)
    house = http.house = House(f"http://127.0.0.1:{http.server_address[1]}", card)
    thread = threading.Thread(target=http.serve_forever, args=(_POLL,), name="house")
    thread.start()
    try:
        yield house
    finally:
        house.released.set()
        http.shutdown()
        thread.join()
        http.server_close()
    assert house.broken == []


def lists(*names: str, owner: str = "tests") -> Reply:
    """Offers these models."""
    data = [{"id": name, "object": "model", "owned_by": owner} for name in names]
    return lambda handler, _asked: handler.send_json({"object": "list", "data": data})


def refuses(
    status: int, message: str = "", *, headers: Mapping[str, str] | None = None, page: bytes | None = None
) -> Reply:
    """Answers with an error: a sentence as OpenAI says it, or any page."""

    def reply(handler: Handler, _asked: Asked) -> None:
        if page is None:
            handler.send_json({"error": {"message": message, "type": "error"}}, status, headers)
        else:
            handler.send_page(page, "text/html", status, headers)

    return reply


def says(text: str, *, finish: str | None = "stop", usage: bool = True, size: int = _PIECE) -> Reply:
    """Writes a text in pieces, without probabilities."""
    return writes_pieces([(piece, None) for piece in pieces_of(text, size)], finish=finish, usage=usage)


def writes(card: Mapping[str, Any], *, probability: float | None = 0.5) -> Reply:
    """Writes a card, every token of the same probability; none where that is ``None`` or nobody asked for it."""
    pieces = pieces_of(json.dumps(card, ensure_ascii=False))

    def reply(handler: Handler, asked: Asked) -> None:
        told = probability is not None and asked.body.get("logprobs")
        tokens = [(piece, token_of(piece, probability or 1.0) if told else None) for piece in pieces]
        writes_pieces(tokens)(handler, asked)

    return reply


def writes_pieces(
    pieces: Sequence[tuple[str, dict[str, Any] | None]], *, finish: str | None = "stop", usage: bool = True
) -> Reply:
    """Writes pieces of text with what is known of their tokens."""

    def reply(handler: Handler, asked: Asked) -> None:
        handler.begin()
        for piece, token in pieces:
            handler.event(chunk_of(piece, token))
        if finish:
            handler.event({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        if usage and asked.body.get("stream_options"):
            details = {"cached_tokens": 40}
            counted = {"prompt_tokens": 64, "completion_tokens": 321, "prompt_tokens_details": details}
            handler.event({"choices": [], "usage": counted})
        handler.done()

    return reply


def cut_after(text: str) -> Reply:
    """Writes a text and drops the connection."""

    def reply(handler: Handler, _asked: Asked) -> None:
        handler.begin()
        for piece in pieces_of(text):
            handler.event(chunk_of(piece))
        hang_up(handler)

    return reply


def hangs_up(handler: Handler, _asked: Asked) -> None:
    """Drops the connection without a word."""
    hang_up(handler)


def hang_up(handler: Handler) -> None:
    """Close the connection at once, as a process does that is killed."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def never_ends(text: str) -> Reply:
    """Writes a text, and then keeps the stream open for as long as somebody listens."""

    def reply(handler: Handler, _asked: Asked) -> None:
        handler.begin()
        for piece in pieces_of(text):
            handler.event(chunk_of(piece))
        while not handler.server.house.released.wait(_POLL):
            handler.send(b": still here\n\n")

    return reply


def silent(handler: Handler, _asked: Asked) -> None:
    """Says nothing at all."""
    handler.server.house.released.wait()


def chunk_of(piece: str, token: dict[str, Any] | None = None) -> dict[str, Any]:
    """One event of a stream."""
    choice: dict[str, Any] = {"index": 0, "delta": {"content": piece}, "finish_reason": None}
    if token is not None:
        choice["logprobs"] = {"content": [token]}
    return {"object": "chat.completion.chunk", "system_fingerprint": "b1", "choices": [choice]}


def pieces_of(text: str, size: int = _PIECE) -> list[str]:
    """A text cut into pieces of a few characters."""
    return [text[start : start + size] for start in range(0, len(text), size)]


def token_of(text: str, probability: float, others: Mapping[str, float] | None = None) -> dict[str, Any]:
    """A token as servers tell it."""
    import math  # noqa: PLC0415 - only here

    def told(token: str, chance: float) -> dict[str, Any]:
        return {"token": token, "logprob": math.log(chance), "bytes": list(token.encode())}

    top = [told(text, probability), *(told(token, chance) for token, chance in (others or {}).items())]
    return {**told(text, probability), "top_logprobs": top}
