"""Work that takes longer than the window may wait: one piece after the other, on a thread of its own."""

import logging
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

_log = logging.getLogger(__name__)


class _Told(QObject):
    done = Signal(int, object, object)


class _Task(QRunnable):
    def __init__(self, ticket: int, work: Callable[[], Any], told: _Told) -> None:
        super().__init__()
        self._ticket = ticket
        self._work = work
        self._told = told

    def run(self) -> None:
        try:
            result, error = self._work(), None
        except Exception as failed:  # whatever it is, the window tells it
            _log.warning("background work failed: %s", failed)
            result, error = None, failed
        self._told.done.emit(self._ticket, result, error)


class Background(QObject):
    """Takes pieces of work and gives back what came of them, on the thread that it was made on.

    Signals:
        failed: The exception of a piece of work.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._ticket = 0
        self._waiting: dict[int, Callable[[Any], None]] = {}
        self._told = _Told(self)
        self._told.done.connect(self._on_done)
        self._done: deque[tuple[int, object, Exception | None]] = deque()
        self._turn = QTimer(self, singleShot=True)
        self._turn.timeout.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether something is wanted that has not come yet."""
        return bool(self._waiting)

    def do(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Have something done after all that was asked for before; ``then`` hears of the result, on this thread."""
        self._ticket += 1
        self._waiting[self._ticket] = then
        self._pool.start(_Task(self._ticket, work, self._told))

    def forget(self) -> None:
        """What was asked for is not wanted any more; what is not begun will not be."""
        self._waiting.clear()
        self._pool.clear()

    def close(self) -> None:
        """Finish what was asked for, at most some seconds; nobody hears of it."""
        self._waiting.clear()
        self._pool.waitForDone(30_000)

    @Slot(int, object, object)
    def _on_done(self, ticket: int, result: object, error: Exception | None) -> None:
        self._done.append((ticket, result, error))
        self._turn.start(0)

    @Slot()
    def _tell(self) -> None:
        """Tell of one result, in a turn of its own: a key that was pressed meanwhile does not wait for all of them."""
        ticket, result, error = self._done.popleft()
        if self._done:
            self._turn.start(0)
        then = self._waiting.pop(ticket, None)
        if then is None:
            return
        if error is None:
            then(result)
        else:
            self.failed.emit(error)
