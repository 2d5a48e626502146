"""Stopping a download from another thread, for now or for good; and what is told of its progress."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.models.errors import DownloadCancelled, DownloadPaused, DownloadStopped


class Stage(StrEnum):
    """What is done with a file at the moment."""

    FETCHING = "fetching"
    VERIFYING = "verifying"
    TRYING = "trying"


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far the work on a model's files is.

    Attributes:
        file: Name of the one in hand.
        stage: What is done with it.
        done: Bytes of it that this is done with.
        size: Bytes that it has.
        all_done: Bytes of all files that are done with, in this stage.
        all_size: Bytes that they all have.
    """

    file: str
    stage: Stage
    done: int
    size: int
    all_done: int
    all_size: int


Report: TypeAlias = Callable[[Transfer], None]
"""Told of progress, on the thread that works, for every piece; whoever draws it leaves some out."""


def say_nothing(_transfer: Transfer) -> None:
    """The report of those who do not want any."""


class Control:
    """Stops work on another thread within moments, also while it waits for the network.

    :meth:`pause` and :meth:`cancel` may be called on any thread, any number of times; cancelling wins. What is stopped
    raises :class:`~app.models.errors.DownloadPaused` or :class:`~app.models.errors.DownloadCancelled`.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._reason: type[DownloadStopped] | None = None
        self._connection: socket.socket | None = None

    @property
    def stopped(self) -> bool:
        """Whether somebody stopped it."""
        return self._stopped.is_set()

    def pause(self) -> None:
        """Stop for now: what has come is kept."""
        self._stop(self._reason or DownloadPaused)

    def cancel(self) -> None:
        """Stop for good: what has come is thrown away."""
        self._stop(DownloadCancelled)

    def check(self) -> None:
        """Go on, unless somebody stopped it.

        Raises:
            DownloadPaused: For now.
            DownloadCancelled: For good.
        """
        if self._reason is not None:
            raise self._reason

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than until somebody stops it.

        Raises:
            DownloadStopped: Somebody did.
        """
        self._stopped.wait(seconds)
        self.check()

    @contextlib.contextmanager
    def cutting(self, connection: socket.socket | None) -> Iterator[None]:
        """For as long as the block lasts, stopping also shuts this connection down, so that nothing waits for it.

        Raises:
            DownloadStopped: Somebody stopped it before.
        """
        with self._lock:
            self._connection = connection
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._connection = None

    def _stop(self, reason: type[DownloadStopped]) -> None:
        with self._lock:
            self._reason = reason
            self._stopped.set()
            if self._connection is not None:
                with contextlib.suppress(OSError):  # it is closed already
                    # Not by the method of an encrypted socket, which would forget its encryption under the reader.
                    socket.socket.shutdown(self._connection, socket.SHUT_RDWR)
