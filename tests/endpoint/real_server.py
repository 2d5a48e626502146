"""A real llama-server on the tiny model, where ``packaging/llama_server.py`` has built one."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread

from llama_server import program_path

from inference.llama.options import ModelFiles

PROGRAM = program_path(os.environ)  # before a test gets a home of its own
_READY = "listening on http"
_PATIENCE = 120  # seconds until it has loaded
_SIZE = ("--ctx-size", "32768", "--parallel", "4", "--threads", "1")


@dataclass(frozen=True)
class RealServer:
    """A server that runs.

    Attributes:
        url: Its address.
        process: Itself.
    """

    url: str
    process: subprocess.Popen[str]


@contextmanager
def real_server(files: ModelFiles, log: Path, *more: str, photos: bool = True) -> Iterator[RealServer]:
    """Start a server, ready to answer, and end it.

    Args:
        files: The model.
        log: Gets what the server says.
        more: Further options of it.
        photos: Whether it loads the projector.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    projector = ("--mmproj", str(files.projector)) if photos else ()
    place = ("--host", "127.0.0.1", "--port", str(port))
    command = [str(PROGRAM), "--model", str(files.text), *projector, *place, *_SIZE, *more]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    told = Queue[bool]()
    reader = Thread(target=_keep, args=(process, log, told), name="llama-server")
    reader.start()
    try:
        if not told.get(timeout=_PATIENCE):
            raise AssertionError(f"llama-server did not start: {log.read_text(encoding='utf-8')[-2000:]}")
        yield RealServer(f"http://127.0.0.1:{port}", process)
    finally:
        process.kill()
        process.wait()
        reader.join()


def _keep(process: subprocess.Popen[str], log: Path, told: Queue[bool]) -> None:
    """Write down what the server says, so that it never waits to be read; tell when it is ready, or that it ended."""
    assert process.stdout is not None
    with log.open("w", encoding="utf-8") as file, process.stdout as lines:
        for line in lines:
            file.write(line)
            file.flush()
            if _READY in line:
                told.put(True)
    told.put(False)
