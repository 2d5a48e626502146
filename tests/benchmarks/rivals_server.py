"""llama-server with so many slots, asked by as many clients at the same time."""

import json
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from typing import Any

import numpy as np
from llama_server import program_path
from numpy.typing import NDArray

from tests.benchmarks.rivals_course import SCHEMA, Course, Measured, Shares, Step
from tests.benchmarks.rivals_handler import messages

_TEMPLATE = ("--chat-template", "vicuna", "--no-jinja")  # LLaVA's, whose files carry none; the others take the same
_CELLS = 2048  # of each slot
_PATIENCE = 120.0
_LONGEST = 3600.0


def server_there() -> bool:
    """Whether there is a server to measure: ``python3 packaging/llama_server.py`` builds one."""
    return program_path(os.environ).is_file()


def measure_server(course: Course, together: int, cards: int, step: Step, more: Sequence[str] = ()) -> Measured:
    """Read photos with a server of so many slots; ``more`` are further options of it."""
    with _running(course, together, more) as port, ThreadPoolExecutor(together) as clients:
        photos = course.photos(max(cards, together))
        list(clients.map(lambda photo: _ask(port, photo[::2], 4), photos[:together]))  # every slot has its instructions
        began = time.perf_counter()
        answers = []
        for done in as_completed([clients.submit(_ask, port, photo, course.tokens) for photo in photos[:cards]]):
            answers.append(done.result())
            step()
        seconds = time.perf_counter() - began
    timings = [answer["timings"] for answer in answers]
    prompt, decode = (sum(each[key] for each in timings) / 1e3 for key in ("prompt_ms", "predicted_ms"))
    tokens = sum(answer["usage"]["completion_tokens"] for answer in answers)
    way = " ".join(("llama-server", *more))
    return Measured(way, together, cards, tokens, seconds, Shares(None, prompt, decode, None))


@contextmanager
def _running(course: Course, slots: int, more: Sequence[str]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    place = ("--host", "127.0.0.1", "--port", str(port))
    model = ("--model", str(course.files.text), "--mmproj", str(course.files.projector), *_TEMPLATE)
    size = ("--ctx-size", str(_CELLS * slots), "--parallel", str(slots))
    threads = ("--threads", str(course.threads), "--threads-batch", str(course.threads))
    weights = () if course.repacked else ("--no-repack",)
    command = [str(program_path(os.environ)), *model, *place, *size, *threads, *weights, *more]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _await(process, port)
            yield port
        finally:
            process.kill()
            process.wait()


def _await(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            if _said(port, "GET", "/health").get("status") == "ok":
                return
        except (OSError, HTTPException):
            time.sleep(0.2)
    raise RuntimeError("llama-server did not start")


def _ask(port: int, photo: NDArray[np.uint8], tokens: int) -> dict[str, Any]:
    """One answer."""
    wanted = {"type": "json_schema", "json_schema": {"name": "card", "strict": True, "schema": SCHEMA}}
    body = {"messages": messages(photo), "response_format": wanted, "max_tokens": tokens, "temperature": 0.0}
    answer = _said(port, "POST", "/v1/chat/completions", json.dumps(body))
    if "usage" not in answer:
        raise RuntimeError(f"llama-server refused a photo: {answer}")
    return answer


def _said(port: int, verb: str, path: str, body: str | None = None) -> dict[str, Any]:
    """What the server says."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=_LONGEST)) as connection:
        connection.request(verb, path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        said: dict[str, Any] = json.load(answer)
        return said
