"""How far an installation is: reads pip's and the compiler's output, draws one line.

The line is rewritten in place on a terminal; elsewhere (CI, a file) a new one appears every twenty seconds.
"""

import re
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from devkit.words import both, say

NINJA = re.compile(r"^\s*\[\s*(\d+)/(\d+)\]")
MAKE = re.compile(r"^\s*\[\s*(\d+)%\]")
COLLECTED = re.compile(r"^(?:Collecting |Processing \S*/)([A-Za-z0-9._]+(?:-[A-Za-z_]+)*)")  # from an index, a folder
UNPACKING = "Installing collected packages"
QUIET_SECONDS = 20.0


@dataclass(frozen=True)
class Step:
    """One report of a build: ``done`` of ``total`` steps (``total`` is 100 where only a percentage is told)."""

    done: int
    total: int

    @property
    def fraction(self) -> float:
        """Done part, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


def build_step(line: str) -> Step | None:
    """Read ninja's ``[12/193] …`` or make's ``[ 42%] …``; None for any other line."""
    if ninja := NINJA.match(line):
        return Step(int(ninja[1]), int(ninja[2]))
    if make := MAKE.match(line):
        return Step(int(make[1]), 100)
    return None


def clock_text(seconds: float) -> str:
    """Minutes and seconds, ``3:07``."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


@dataclass
class Line:
    """A line of progress on a stream.

    Attributes:
        stream: Where it is drawn.
        clock: Seconds, monotonic.
    """

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    _last: float = field(default=float("-inf"), init=False)
    _drawn: str = field(default="", init=False)

    def show(self, text: str) -> None:
        """Draw the text, now on a terminal, else when the last one is twenty seconds old."""
        if self.stream.isatty():
            if text != self._drawn:
                self.stream.write("\r\x1b[2K" + text[: shutil.get_terminal_size().columns - 1])
                self.stream.flush()
                self._drawn = text
        elif self.clock() - self._last >= QUIET_SECONDS:
            self._last = self.clock()
            say(text)

    def close(self) -> None:
        """Leave the terminal's line, so that what follows starts on its own."""
        if self._drawn:
            self.stream.write("\r\x1b[2K")
            self.stream.flush()
            self._drawn = ""


@dataclass
class Downloading:
    """Turns pip's output into "Installing libraries: numpy (12 of 46)".

    Attributes:
        what: What is being installed, for a person.
        total: How many packages that is.
    """

    what: str
    total: int
    seen: int = 0
    name: str = ""

    def read(self, line: str) -> None:
        """Take one line of pip's output."""
        if collected := COLLECTED.match(line):
            self.seen += 1
            self.name = collected[1]
        elif line.startswith(UNPACKING):
            self.name = ""

    def text(self, elapsed: float) -> str:
        """What to show after so many seconds."""
        if not self.name or self.total < 2:
            return f"{self.what}, {clock_text(elapsed)}"
        return f"{self.what}: {self.name} ({self.seen}/{self.total}), {clock_text(elapsed)}"


@dataclass
class Compiling:
    """Turns a build's output into "Compiling llama.cpp: 57 of 193 (30 %), 1:12, about 2:40 left"."""

    step: Step | None = None
    started: float | None = None

    def read(self, line: str) -> None:
        """Take one line of the build's output."""
        self.step = build_step(line) or self.step

    def text(self, elapsed: float) -> str:
        """What to show after so many seconds."""
        if self.step is None:
            return both("Preparando o llama.cpp", "Preparing llama.cpp") + f", {clock_text(elapsed)}"
        if self.started is None:
            self.started = elapsed
        fraction = self.step.fraction
        shown = (
            both("Compilando o llama.cpp", "Compiling llama.cpp")
            + f": {self.step.done}/{self.step.total} ({fraction:.0%}), {clock_text(elapsed)}"
        )
        spent = elapsed - self.started
        if fraction < 0.05 or spent < 5:
            return shown
        left = clock_text(spent / fraction * (1 - fraction))
        return shown + both(f", faltam cerca de {left}", f", about {left} left")
