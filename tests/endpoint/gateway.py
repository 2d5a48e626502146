"""A gateway before a server that it starts again whenever that has died: it hides each death behind a 502."""

import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.server.house import free_port

ROOT = Path(__file__).parents[2]


class Gateway(ThreadingHTTPServer):
    """Passes on what it is asked.

    Attributes:
        deaths: How often the server behind it has died.
    """

    daemon_threads = False

    def __init__(self, card: Path, fatal: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.deaths = 0
        self._behind = free_port()
        self._command = [sys.executable, "-m", "tests.endpoint.mortal", str(self._behind), str(card), fatal]
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        """Pass a request on to a server that lives when it comes."""
        with self._lock:
            self._revive()
        wire = http.client.HTTPConnection("127.0.0.1", self._behind)
        try:
            wire.request(method, path, body, headers)
            answer = wire.getresponse()
            return answer.status, answer.getheader("Content-Type", ""), answer.read()
        except (http.client.HTTPException, OSError):
            return 502, "text/html", b"<html>Bad Gateway</html>"
        finally:
            wire.close()

    def _revive(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self.deaths += self._process is not None
        self.end()
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def end(self) -> None:
        """End the server behind."""
        if self._process is not None and self._process.stdout is not None:
            self._process.kill()
            self._process.wait()
            self._process.stdout.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Gateway

    def do_GET(self) -> None:
        self._pass_on(b"")

    def do_POST(self) -> None:
        self._pass_on(self.rfile.read(int(self.headers["Content-Length"])))

    def log_message(self, *_told: Any) -> None:
        """Nobody reads it."""

    def _pass_on(self, body: bytes) -> None:
        self.close_connection = True
        headers = {"Content-Type": "application/json"} if body else {}
        status, kind, page = self.server.ask(self.command, self.path, body, headers)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@contextmanager
def gateway(folder: Path, card: dict[str, Any], fatal: str) -> Iterator[Gateway]:
    """A gateway and the server behind it, which a photo ends whose address holds ``fatal``."""
    path = folder / "card.json"
    path.write_text(json.dumps(card), encoding="utf-8")
    made = Gateway(path, fatal)
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), name="gateway")
    thread.start()
    try:
        yield made
    finally:
        made.shutdown()
        thread.join()
        made.server_close()
        made.end()
