"""The parent's end of a child process: started here, written to and read from by threads, ended without a trace.

Nothing here waits for the child, but for :meth:`ChildProcess.hear` as long as it is told, and
:meth:`ChildProcess.end`: a child that hangs stops no one.
"""

import contextlib
import io
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from inference.guard.frames import Frame, frame, read, write
from inference.guard.own import raw_file, start_own
from inference.guard.wire import Close, Loaded, Loading, Order, Refused, Report, Told

_PATIENCE = 2.0  # seconds that a child which was told to close, or closed its pipe, may take to end
_LAST_LINES = 200  # of what the child wrote to standard error: a complaint and where each thread was
_PIPE_BYTES = 1 << 20  # a photo then takes a few writes instead of some fifty


@dataclass(frozen=True, slots=True)
class Ended:
    """The child is gone; the last thing heard of it.

    Attributes:
        status: As :attr:`subprocess.Popen.returncode`: negative for a signal.
        last_words: The end of what it wrote to standard error.
    """

    status: int
    last_words: str = ""


Heard: TypeAlias = Report | Ended


class ChildProcess:
    """A child, from its start to its end.

    Raises:
        OSError: It cannot be started.
    """

    def __init__(self) -> None:
        self._process = start_own("inference.guard.child", stderr=subprocess.PIPE)
        self._heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self._outgoing: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._last_lines: deque[bytes] = deque(maxlen=_LAST_LINES)
        self._errors = self._thread("guard-errors", self._read_errors)
        self._threads = [
            self._errors,
            self._thread("guard-reports", self._read_reports),
            self._thread("guard-orders", self._write_orders),
        ]

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def tell(self, order: Order) -> None:
        """Send an order, without waiting; one to a child that is gone is lost. Any thread may."""
        self.send(frame(order))

    def send(self, parts: Frame) -> None:
        """Send an order that is in its frame already."""
        self._outgoing.put(parts)

    def hear(self, seconds: float) -> list[Heard]:
        """All that came since the last time; waits for the first so many seconds at most."""
        heard: list[Heard] = []
        with contextlib.suppress(queue.Empty):
            heard.append(self._heard.get(timeout=seconds) if seconds else self._heard.get_nowait())
            while True:
                heard.append(self._heard.get_nowait())
        return heard

    def kill(self) -> None:
        """Kill it; :meth:`hear` will tell that it has ended."""
        self._process.kill()

    def end(self, *, politely: bool = False) -> None:
        """See it to its end, and free all that belongs to it; calling again is harmless.

        Args:
            politely: Ask first, and give it a moment.
        """
        if politely:
            self.tell(Close())
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_PATIENCE)
        self._process.kill()
        self._outgoing.put(None)
        for thread in self._threads:
            thread.join(2 * _PATIENCE)

    def _thread(self, name: str, work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work, name=name, daemon=True)
        thread.start()
        return thread

    def _read_reports(self) -> None:
        # Whatever it is that cannot be read, this child is of no more use.
        with contextlib.suppress(Exception), io.BufferedReader(raw_file(self._process.stdout), 1 << 16) as reports:
            while isinstance(report := read(reports), Loading | Loaded | Refused | Told):
                self._heard.put(report)
        self._heard.put(self._reap())

    def _reap(self) -> Ended:
        """Wait for a child that has closed its pipe, which it does by ending; help where it does not."""
        try:
            status = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._errors.join(_PATIENCE)
        return Ended(status, b"".join(self._last_lines).decode("utf-8", "replace").strip())

    def _write_orders(self) -> None:
        with contextlib.suppress(OSError), raw_file(self._process.stdin) as orders:
            _widen(orders)
            while (parts := self._outgoing.get()) is not None:
                write(orders, parts)

    def _read_errors(self) -> None:
        with io.BufferedReader(raw_file(self._process.stderr)) as lines:
            while line := lines.readline(4096):
                self._last_lines.append(line)


def _widen(pipe: io.FileIO) -> None:
    """Let more than the usual 64 KiB into a pipe, where the system can."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415  # not on Windows

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
