"""Another process of our own: how it is started, and how it makes itself at home between two pipes."""

import contextlib
import faulthandler
import io
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import inference
from inference.llama.waiting import wait_briefly

_MAIN = "import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"
_PREFERRED_VICTIM = "500"  # of 1000, for the kernel that must kill somebody: such a process, rather than the window
_FAILED = 70  # EX_SOFTWARE in sysexits.h


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
    # A group apart, and no session: Linux deals out its cores to sessions first (autogroup), and only within one does
    # it ask who gives way.
    apart: dict[str, Any] = {"process_group": 0}
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


def live(run: Callable[[BinaryIO, BinaryIO], None]) -> NoReturn:
    """Be a process that :func:`start_own` started, from its beginning to its end.

    Args:
        run: Takes the file that orders come from, and the unbuffered one that reports go to; the process ends with it.
    """
    status = 0
    try:
        orders, reports = pipes()
        _settle_in()
        run(orders, reports)
    except BrokenPipeError:  # nobody is left to tell
        pass
    except BaseException:
        traceback.print_exc()
        status = _FAILED
    os._exit(status)  # not by way of the interpreter's end, which native threads have been seen to hang or crash


def listen(receive: Callable[[], object]) -> NoReturn:
    """Receive one order after the other; on a thread that ends the process as soon as no more can come.

    Args:
        receive: Waits for an order and passes it on; ``EOFError`` or ``OSError`` where nobody orders any more.
    """
    try:
        while True:
            receive()
    except (EOFError, OSError):
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(_FAILED)


def pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take standard input and output for the frames, and give everybody else an empty and a bottomless file."""
    orders, reports = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return io.BufferedReader(io.FileIO(orders, "r"), 1 << 16), io.FileIO(reports, "w")


def _settle_in() -> None:
    """Leave Ctrl+C to the parent, name the place of a crash, write no core as large as a model, be killed first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable()
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # not on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_PREFERRED_VICTIM, encoding="ascii")
