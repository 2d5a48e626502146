"""A lock that is taken in the order of asking.

SQLite has one writer at a time, and ``threading.Lock`` lets the thread that just released it take it again: an import
in a loop would keep the window's autosave waiting. Here who asked first goes first.
"""

from collections import deque
from threading import Lock
from types import TracebackType


class Turns:
    """First come, first served; not re-entrant."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()  # released by the one before, who hands the turn over without letting it go

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
