"""A Hub on this machine: the parts of the Hugging Face Hub's protocol that a download uses, with faults on demand.

``/api/models/OWNER/NAME/revision/REVISION`` lists a repository's files with their sizes and what its card says;
``/OWNER/NAME/resolve/REVISION/FILE`` answers HEAD and GET with commit, size and SHA-256 and leads to ``/cdn/SHA256`` on
another host name, as the real one leads to its content delivery network; that knows ranges and never sees a token.
Files of JSON lie in git: the answer to HEAD names what git knows them by, and that to GET is their content.
"""

import hashlib
import json
import re
import subprocess
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

COMMIT = "c0ffee" * 6 + "c0ff"


@dataclass(frozen=True)
class Asked:
    """A request that came.

    Attributes:
        method: HEAD or GET.
        path: Of the address, without the host.
        host: That was asked for.
        range: The stretch of bytes that was asked for; empty for all.
        token: What identified the asker; empty without.
    """

    method: str
    path: str
    host: str
    range: str
    token: str


@dataclass
class Fault:
    """What goes wrong with an answer.

    Attributes:
        status: Of the answer, in place of the right one.
        code: The Hub's own name for the error.
        sent: Bytes of the body that are sent before the connection is cut, or stands still.
        stalls: Whether it stands still, until the server is closed, instead of being cut.
        content: Sent in place of the right content.
        no_ranges: Whether ranges are ignored, as some proxies do.
        drop: Names of headers that are left out.
    """

    status: int = 0
    code: str = ""
    sent: int | None = None
    stalls: bool = False
    content: bytes | None = None
    no_ranges: bool = False
    drop: tuple[str, ...] = ()


@dataclass
class Hub:
    """The server's state, which tests read and set.

    Attributes:
        files: Repository and file → content.
        cards: Repository → what its card says: ``license``, ``language``, …
        token: That is wanted of everybody; empty for none.
        asked: What was asked, in order.
        stalled: Set when an answer stands still.
        closing: Set when the server is to end.
        faults: Method and name of a file → what is to go wrong with the next answers about it.
        scheme: ``http``, or ``https`` where it speaks TLS.
        port: Where it listens.
    """

    files: dict[tuple[str, str], bytes] = field(default_factory=dict, repr=False)
    cards: dict[str, dict[str, object]] = field(default_factory=dict)
    token: str = ""
    asked: list[Asked] = field(default_factory=list)
    stalled: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)
    faults: dict[tuple[str, str], list[Fault]] = field(default_factory=dict)
    scheme: str = "http"
    port: int = 0

    @property
    def endpoint(self) -> str:
        """The address for ``HF_ENDPOINT``."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def break_next(self, method: str, name: str, *faults: Fault) -> None:
        """Let the next answers about a file fail, one after the other: HEAD of the Hub, or GET of its content."""
        self.faults.setdefault((method, name), []).extend(faults)

    def wait_for_stall(self, process: subprocess.Popen[str]) -> None:
        """Wait until an answer to a program stands still; fails where the program ends before."""
        while not self.stalled.wait(0.1):
            if process.poll() is not None:
                raise AssertionError(process.communicate())

    def ranges(self, name: str) -> list[str]:
        """The stretches of a file's content that were asked for, in order."""
        sha = _sha256(next(content for (_, file), content in self.files.items() if file == name))
        return [one.range for one in self.asked if one.method == "GET" and one.path == f"/cdn/{sha}"]


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # they are joined when the server closes
    hub: Hub


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as the base class calls it
        return

    def _answer(self) -> None:
        hub, address = self.server.hub, urlsplit(self.path)  # through a proxy, the whole address stands here
        said = {name: self.headers.get(name, "") for name in ("Host", "Range", "Authorization")}
        hub.asked.append(Asked(self.command, address.path, said["Host"], said["Range"], said["Authorization"]))
        if found := re.fullmatch(
            r"/(?P<repository>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<file>.+)", address.path
        ):
            self._resolve(found["repository"], unquote(found["file"]))
        elif found := re.fullmatch(r"/api/models/(?P<repository>[^/]+/[^/]+)/revision/(?P<revision>.+)", address.path):
            self._list(found["repository"], unquote(found["revision"]))
        else:
            self._deliver(address.path.removeprefix("/cdn/"))

    def _resolve(self, repository: str, name: str) -> None:
        hub = self.server.hub
        fault = self._fault(name) if self.command == "HEAD" else Fault()
        content = hub.files.get((repository, name))
        wanted = f"Bearer {hub.token}" if hub.token else ""
        if fault.status:
            self._say(fault.status, {"X-Error-Code": fault.code})
        elif wanted and self.headers.get("Authorization") != wanted:
            self._say(401, {"X-Error-Code": "GatedRepo"})
        elif content is None:
            self._say(404, {"X-Error-Code": "EntryNotFound"})
        elif name.endswith(".json"):
            fault = self._fault(name) if self.command == "GET" else fault
            headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{_git_id(content)}"'}
            self._say(200, headers, content if fault.content is None else fault.content)
        else:
            sha = _sha256(content)
            headers = {
                "X-Repo-Commit": COMMIT,
                "X-Linked-Etag": f'"{sha}"',
                "X-Linked-Size": str(len(content)),
                "ETag": f'"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}"',
                "Location": f"{hub.scheme}://localhost:{hub.port}/cdn/{sha}",
            }
            self._say(302, {key: value for key, value in headers.items() if key not in fault.drop})

    def _list(self, repository: str, revision: str) -> None:
        fault = self._fault(repository)
        files = {name: content for (owner, name), content in self.server.hub.files.items() if owner == repository}
        if fault.status:
            self._say(fault.status, {"X-Error-Code": fault.code})
        elif fault.content is not None:
            self._say(200, {}, fault.content)
        elif not files and repository not in self.server.hub.cards:
            self._say(401, {"X-Error-Code": "RepoNotFound"})
        elif revision not in {"main", COMMIT}:
            self._say(404, {"X-Error-Code": "RevisionNotFound"})
        else:
            listed = [{"rfilename": name, "size": len(content)} for name, content in files.items()]
            card = self.server.hub.cards.get(repository, {})
            said = {"id": repository, "sha": COMMIT, "siblings": listed, "cardData": card, "tags": []}
            self._say(200, {"Content-Type": "application/json"}, json.dumps(said).encode())

    def _deliver(self, sha: str) -> None:
        same = {key: content for key, content in self.server.hub.files.items() if _sha256(content) == sha}
        content = next(iter(same.values()))
        faulty = [name for _, name in same if self.server.hub.faults.get((self.command, name))]
        fault = self._fault(faulty[0]) if faulty else Fault()
        content = content if fault.content is None else fault.content
        start = 0
        if (asked := re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))) and not fault.no_ranges:
            start = int(asked[1])
        if fault.status or start >= len(content):
            self._say(fault.status or 416, {"X-Error-Code": fault.code})
            return
        part = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {}
        self._say(206 if start else 200, part, content[start:], fault)

    def _fault(self, name: str) -> Fault:
        waiting = self.server.hub.faults.get((self.command, name), [])
        return waiting.pop(0) if waiting else Fault()

    def _say(self, status: int, headers: Mapping[str, str], body: bytes = b"", fault: Fault | None = None) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body)), "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        sent = 0 if self.command == "HEAD" else fault.sent if fault is not None else None
        self.wfile.write(body[:sent])
        self.wfile.flush()
        if fault is not None and fault.stalls:
            self.server.hub.stalled.set()
            self.server.hub.closing.wait()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _git_id(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def serve(hub: Hub, wrapped: Callable[[_Server], None] | None = None) -> Callable[[], None]:
    """Start a server for a Hub on a port of its own.

    Args:
        hub: What it answers with.
        wrapped: Given the server before it starts, to encrypt it.

    Returns:
        Ends it.
    """
    server = _Server(("127.0.0.1", 0), _Handler)
    server.hub, hub.port = hub, server.server_address[1]
    if wrapped is not None:
        wrapped(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, name="hub")
    thread.start()

    def close() -> None:
        hub.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()

    return close
