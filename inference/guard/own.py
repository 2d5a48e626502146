"""Another process of our own: how it is started, and how it makes itself at home between two pipes."""

import contextlib
import faulthandler
import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO

import inference
from inference.llama.waiting import wait_briefly

_MAIN = "import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"
_PREFERRED_VICTIM = "500"  # of 1000, for the kernel that must kill somebody: such a process, rather than the window


def start_own(module: str, stderr: int | None = None) -> "subprocess.Popen[bytes]":
    """Start a module's ``main`` from the files that this process runs from, whatever the folder.

    Ctrl+C does not reach it.

    Args:
        module: Of this program.
        stderr: As :class:`subprocess.Popen` takes it; ``None`` for that of this process.

    Raises:
        OSError: The system starts no more processes.
    """
    root = str(Path(inference.__file__).resolve().parents[1])
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    # llama.cpp would run a debugger on itself before it aborts, and that would hold the pipes.
    environ = {**os.environ, "GGML_NO_BACKTRACE": "1"}
    wait_briefly(environ)
    return subprocess.Popen(  # noqa: S603  # our own interpreter and text
        [sys.executable, "-P", "-c", _MAIN.format(module=module), root],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        bufsize=0,
        env=environ,
        **apart,
    )


def raw_file(pipe: Any) -> io.FileIO:
    """A pipe of a process that :func:`start_own` started, as the raw file that it is."""
    assert isinstance(pipe, io.FileIO)  # noqa: S101  # for the types: every pipe was asked for
    return pipe


def pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take standard input and output for the frames, and give everybody else an empty and a bottomless file."""
    orders, reports = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return io.BufferedReader(io.FileIO(orders, "r"), 1 << 16), io.FileIO(reports, "w")


def settle_in() -> None:
    """Leave Ctrl+C to the parent, name the place of a crash, write no core as large as a model, be killed first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # not on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_PREFERRED_VICTIM, encoding="ascii")
