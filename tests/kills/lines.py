"""What the program and the test tell each other: one JSON object a line, with the time of the machine's own clock."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Order:
    """What a child is to do.

    Attributes:
        folder: Of the catalogue; its choices lie beside it.
        exports: Folder that CSV files go to.
        round: Number of this life.
        seed: Of the person.
        fresh: Photos that are not in the catalogue yet, as far as anybody knows.
        known: Photos that are.
        keen: What the person does most, names of acts.
        close_after: Seconds until the person closes the window; ``None`` for never.
        finish: Touch nothing; close when everything in the queue is done.
    """

    folder: str
    exports: str
    round: int
    seed: int
    fresh: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    keen: str = ""
    close_after: float | None = None
    finish: bool = False


def waited(process: int | str = "self") -> float:
    """How long a process's main thread has been ready to run and was not let, in seconds.

    A machine that others keep busy must not look like a program that is slow; where the system does not tell, 0.
    """
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


def say(act: str, **facts: object) -> None:
    """Write one line to standard output in a single call, so that another process's cannot get into it."""
    line = json.dumps({"act": act, "at": time.monotonic(), **facts}, ensure_ascii=False)
    os.write(1, line.encode() + b"\n")
