"""Who goes first when there is more to do than cores: the window, and a server's front."""

import os
import sys
import threading
from contextlib import suppress
from typing import Final

NICENESS: Final = 10
"""Of 19. Whoever has none then goes first whenever it has something to do; on an idle machine nothing changes."""


def give_way() -> None:
    """Have this thread, and those it starts from now on (the model's arithmetic), let others go first.

    On Linux each thread has a niceness of its own, and Qt's priorities do nothing there; on other systems Qt's do.
    There is no way back without privileges, so it is for threads that only ever work in the background, and for whole
    processes. A thread that works in Python beside the window's gives no way: put off while it holds the interpreter,
    it would put the window off, too.
    """
    put_back(threading.get_native_id())


def put_back(process: int) -> None:
    """Have a process that was only just started let others go first, with all that it will start."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process, max(NICENESS, os.getpriority(os.PRIO_PROCESS, process)))
