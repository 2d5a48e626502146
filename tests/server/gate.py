"""A gate before Redis: what a worker says there passes, but for what holds a certain word."""

import contextlib
import socket
import threading
from socketserver import BaseRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_PATIENCE = 60.0


class Gate:
    """Stands at an address of its own for a Redis, until the block ends.

    Args:
        redis: Address of a database.
        word: What is said with it is held until the gate is opened, and never said where it closes before.
        opened_by: Given, what is said with the word finds its connection cut instead, until this was said.

    Attributes:
        address: Of the same database, through the gate.
    """

    def __init__(self, redis: str, word: bytes, opened_by: bytes = b"") -> None:
        self._redis, self._word, self._opened_by = urlsplit(redis), word, opened_by
        self._reached, self._open, self._closed = threading.Event(), threading.Event(), threading.Event()
        self._server = ThreadingTCPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self.address = f"redis://127.0.0.1:{self._server.server_address[1]}{self._redis.path}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closed.set()
        self._open.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()  # waits for the connections, which end with the worker

    def reached(self) -> None:
        """Wait until somebody says the word."""
        assert self._reached.wait(_PATIENCE)

    def open(self) -> None:
        """Let what was held pass, and all that comes."""
        self._open.set()

    def _passes(self, said: bytes) -> bool:
        if self._opened_by and self._opened_by in said:
            self._open.set()
        if self._word in said:
            self._reached.set()
            if not self._opened_by:
                self._open.wait()
            return self._open.is_set() and not self._closed.is_set()
        return True

    def _handler(self) -> type[BaseRequestHandler]:
        gate = self

        class Handler(BaseRequestHandler):
            """One connection."""

            def handle(self) -> None:
                place = (str(gate._redis.hostname), gate._redis.port or 6379)
                with socket.create_connection(place) as redis:
                    answering = threading.Thread(target=_carry, args=(redis, self.request))
                    answering.start()
                    with contextlib.suppress(OSError):
                        while (said := self.request.recv(1 << 16)) and gate._passes(said):
                            redis.sendall(said)
                    redis.shutdown(socket.SHUT_RDWR)
                    answering.join()

        return Handler


def _carry(one: socket.socket, other: socket.socket) -> None:
    """Carry what one says to another, until it says no more."""
    with contextlib.suppress(OSError):
        while said := one.recv(1 << 16):
            other.sendall(said)
        other.shutdown(socket.SHUT_RDWR)
