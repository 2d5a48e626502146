"""When a shelf of vectors that could not be had is opened again."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.search.shelf import ShelfAway, ShelfLost

AWAY = 30_000
"""Milliseconds until a server that was away is asked again."""
_AGAIN, _TIMES = 3000, 5
"""Milliseconds until a shelf is opened again that another program still holds, or that was lost; and how often."""


class Reopening(QObject):
    """Waits before the next try.

    Signals:
        due: It is time.
    """

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = _TIMES
        self._closed = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.due.emit)

    def after(self, error: Exception) -> bool:
        """Try again after an error, if that may help; whether it is going to be tried."""
        if self._closed:
            return False
        if isinstance(error, ShelfAway):
            self._timer.start(AWAY)
            return True
        if isinstance(error, ShelfLost | BlockingIOError) and self._left:
            self._left -= 1
            self._timer.start(_AGAIN)
            return True
        return False

    def close(self) -> None:
        """Try no more."""
        self._closed = True
        self._timer.stop()
