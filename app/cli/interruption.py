"""Ctrl+C as a question that is answered at the next good moment, so that no line is left half written."""

import signal
from types import FrameType, TracebackType
from typing import Self


class Interruption:
    """Listens to Ctrl+C for as long as a ``with`` lasts: the first asks to stop, the second ends the program at once.

    Where the program was started deaf to it (``nohup``, a shell's background), it stays so.

    Attributes:
        asked: Whether somebody asked to stop.
    """

    def __init__(self) -> None:
        self.asked = False
        self._listening = False

    def __enter__(self) -> Self:
        self._listening = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if self._listening:
            signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._listening:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked = True
        signal.signal(signal.SIGINT, signal.SIG_DFL)
