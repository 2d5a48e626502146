"""Who may begin in a worker: many at once, or one alone. Knows no tasks."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_LOOK: Final = 0.5
"""Seconds between two looks at whether anybody still wants what waits."""


class Turns:
    """Any thread may wait for its turn. Who is to be alone goes first: nobody else begins while one waits."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._waiting = 0

    @contextmanager
    def turn(self, alone: bool, wanted: Callable[[], bool]) -> Iterator[bool]:
        """Wait for a turn, which lasts as long as the block.

        Args:
            alone: Whether nobody else may have one meanwhile.
            wanted: Asked once in a while; where it says ``False``, nobody waits any longer.

        Yields:
            Whether it is one.
        """
        if not self._await(alone, wanted):
            yield False
            return
        try:
            yield True
        finally:
            with self._changed:
                self._inside -= 1
                self._waiting -= alone
                self._changed.notify_all()

    def _await(self, alone: bool, wanted: Callable[[], bool]) -> bool:
        """Wait; one that is alone counts as waiting until its turn is over."""
        with self._changed:
            self._waiting += alone
        begins = False
        try:
            while not (begins := self._begin(alone)) and wanted():
                pass
        finally:
            if not begins:
                with self._changed:
                    self._waiting -= alone
                    self._changed.notify_all()
        return begins

    def _begin(self, alone: bool) -> bool:
        """Begin, if that may be soon."""
        with self._changed:
            begins = self._changed.wait_for(lambda: not self._inside if alone else not self._waiting, _LOOK)
            self._inside += begins
            return begins
