"""What a benchmark sees of processes that it does not run in itself: their memory, and a front's own figures."""

import re
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import numpy as np
import psutil

from tests.server.house import client

_ANSWERED: Final = re.compile(
    r'^fichario_http_seconds_bucket{address="/v1/cards",le="([^"]+)",[^}]*status="202"} (\S+)$', re.MULTILINE
)


class Memory(threading.Thread):
    """Notes what processes take, each with its children."""

    def __init__(self, processes: dict[str, Callable[[], Any]]) -> None:
        super().__init__(daemon=True)
        self._processes = processes
        self.over = threading.Event()
        self.megabytes: dict[str, list[float]] = {name: [] for name in processes}

    def run(self) -> None:
        """Look once a second."""
        while not self.over.wait(1.0):
            for name, process in self._processes.items():
                try:
                    top = psutil.Process(process().pid)
                    size = sum(one.memory_info().rss for one in (top, *top.children(recursive=True)))
                    self.megabytes[name].append(size / 1e6)
                except psutil.Error:
                    continue

    def tell(self) -> None:
        """Print the mean of each tenth of the time."""
        for name, sizes in self.megabytes.items():
            tenths = [part for part in np.array_split(sizes, 10) if len(part)]
            print(f"MB of {name}: " + " ".join(f"{part.mean():.0f}" for part in tenths))


def figures_of(front: str) -> str:
    """The page of figures of a front."""
    with client(front) as by:
        return str(by.get("/metrics").text)


def answered(page: str) -> Counter[float]:
    """Seconds → how many cards a front was asked for and answered in no more."""
    return Counter({float(most): int(float(count)) for most, count in _ANSWERED.findall(page)})
