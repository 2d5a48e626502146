"""A thread that does one thing after the other for the window: looking at disks, downloading, reading files whole."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal, Slot

from inference.priority import give_way


class _Worker(QObject):
    done = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, closing: threading.Event) -> None:
        super().__init__()
        self._closing = closing

    @Slot()
    def begin(self) -> None:
        """The window goes first."""
        give_way()

    @Slot(object, object)
    def do(self, ticket: object, task: Callable[[], object]) -> None:
        """Do it, unless the thread is about to end."""
        if self._closing.is_set():
            return
        try:
            result = task()
        except Exception as error:  # whatever it was, the window says so and goes on
            self.failed.emit(ticket, error)
        else:
            self.done.emit(ticket, result)


class Labour(QObject):
    """The window's side of the thread, which starts with the first task; every method but :meth:`wait` returns at once.

    Signals:
        done: A task's ticket and its result.
        failed: A task's ticket and the exception that it ended with.
    """

    done = Signal(object, object)
    failed = Signal(object, object)
    _asked = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """Prepare the thread.

        Args:
            name: Of the thread.
            parent: Owns this.
        """
        super().__init__(parent)
        self._closing = threading.Event()
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._worker = _Worker(self._closing)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.begin)
        # The worker goes with this object, on its thread: one that died on its own would want the interpreter while it
        # holds a lock of Qt's, which an object that dies here meanwhile wants in turn.
        self._asked.connect(self._worker.do)
        self._worker.done.connect(self.done.emit)
        self._worker.failed.connect(self.failed.emit)

    def do(self, ticket: object, task: Callable[[], object]) -> None:
        """Do this after all that was asked for before.

        Args:
            ticket: Names it in the answer.
            task: Called on the thread; touches nothing of the window.
        """
        if self._closing.is_set():
            return
        if not self._thread.isRunning():
            self._thread.start(QThread.Priority.LowPriority)
        self._asked.emit(ticket, task)

    def close(self) -> None:
        """Ask the thread to end after the task in hand; what waits is not done."""
        self._closing.set()
        self._thread.quit()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end after :meth:`close`."""
        return self._thread.wait(milliseconds)
