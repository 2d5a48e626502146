"""The test's end of the line to :mod:`tests.kills.driver`: give orders, hear what the program says, kill it."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from tests.kills.lines import Order, waited

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds after which a program that says nothing is a failure."""

Line = dict[str, Any]


class Zygote:
    """A process that forks the program on command; one life at a time."""

    def __init__(self, home: Path) -> None:
        self.errors = home / "stderr.txt"
        one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # a forked process has no threads but its own
        places = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "XDG_CONFIG_HOME": str(home / "config")}
        with self.errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-X", "faulthandler", "-m", "tests.kills.driver"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=ROOT,
                env={**os.environ, **one, **places, "QT_QPA_PLATFORM": "offscreen"},
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input = self._process.stdin
        self._output = self._process.stdout.fileno()
        self._rest = b""
        self._heard: deque[Line] = deque()
        self._child = 0
        self.until("zygote")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._input.close()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def live(self, order: Order) -> None:
        """Start the program; that it is born is heard again by whoever listens next."""
        self._order({"order": "live", **asdict(order)})
        born = self.until("born")[-1]
        self._child = born["pid"]
        self._heard.appendleft(born)

    def kill(self) -> float:
        """Kill it; returns the moment before, in its own time."""
        at = time.monotonic() - waited(self._child)
        os.kill(self._child, signal.SIGKILL)  # not reaped yet: the number is still its own
        return at

    def end(self) -> list[Line]:
        """Wait for its end; returns what it had still said, the last line telling the exit status."""
        self._order({"order": "reap"})
        return self.until("ended")

    def alone(self) -> bool:
        """Whether the processes that the program had started have ended after it."""
        self._order({"order": "orphans"})
        return not self.until("orphans")[-1]["left"]

    def until(self, act: str) -> list[Line]:
        """Everything that is said up to an act.

        Raises:
            AssertionError: It is not said in time, or the line is dead.
        """
        heard: list[Line] = []
        for line in self.listen(time.monotonic() + PATIENCE):
            heard.append(line)
            if line["act"] == act:
                return heard
        raise AssertionError(f"no {act!r} in {PATIENCE} s\n{self.errors.read_text()}")

    def listen(self, until: float) -> Iterator[Line]:
        """What is said up to a moment of the monotonic clock, as it is said."""
        while True:
            while self._heard:
                yield self._heard.popleft()
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._output], [], [], left)[0]:
                return
            data = os.read(self._output, 65536)
            assert data, f"the driver is gone\n{self.errors.read_text()}"
            *whole, self._rest = (self._rest + data).split(b"\n")
            self._heard += [line for line in map(_parsed, whole) if line is not None]

    def _order(self, order: Line) -> None:
        self._input.write(json.dumps(order).encode() + b"\n")
        self._input.flush()


def _parsed(text: bytes) -> Line | None:
    """A line; ``None`` for an empty one, or one whose writer was killed in the middle."""
    try:
        line: Line = json.loads(text)
    except ValueError:
        return None
    return line
