"""Runs a long command with a line of progress and keeps its whole output in a log."""

import os
import queue
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Protocol

from devkit.progress import Line


class Reader(Protocol):
    """Understands a program's output well enough to say how far it is."""

    def read(self, line: str) -> None:
        """Take one line of output."""

    def text(self, elapsed: float) -> str:
        """What to show after so many seconds."""


def follow(command: Sequence[str], reader: Reader, log: Path, environ: Mapping[str, str] | None = None) -> int:
    """Run a command, showing its progress and appending its output to a log.

    Args:
        command: Program and arguments.
        reader: Turns output into the line that is shown.
        log: Gets everything the program says.
        environ: Added to the environment.

    Returns:
        The program's exit status.
    """
    line, started = Line(), time.monotonic()
    merged = {**os.environ, "PYTHONIOENCODING": "utf-8", **(environ or {})}
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    with log.open("a", encoding="utf-8") as record, _start(command, merged) as program:
        try:
            assert program.stdout is not None  # noqa: S101 - Popen was asked for a pipe
            threading.Thread(target=_pump, args=(program.stdout, lines), daemon=True).start()
            while (text := _next(lines)) is not None:
                if text:
                    record.write(text)
                    reader.read(text)
                line.show(reader.text(time.monotonic() - started))
        except BaseException:
            program.kill()
            raise
        finally:
            line.close()
    return program.returncode


def _start(command: Sequence[str], environ: Mapping[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def _pump(stream: IO[str], lines: "queue.SimpleQueue[str | None]") -> None:
    for text in stream:
        lines.put(text)
    lines.put(None)


def _next(lines: "queue.SimpleQueue[str | None]") -> str | None:
    """The next line, an empty text when a second passed without one, None at the end."""
    try:
        return lines.get(timeout=1.0)
    except queue.Empty:
        return ""
