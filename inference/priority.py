"""Who goes first when there is more to do than cores, or than one interpreter can: the window, and a server's front."""

import gc
import os
import sys
import threading
from contextlib import suppress
from typing import Final

NICENESS: Final = 19
"""As much as there is: whoever has none goes first when it has something to do; on an idle machine nothing changes."""
_SWITCH_AFTER: Final = 0.001
"""Seconds that a thread may compute on while another one waits; five thousandths by itself."""


def settle_interpreter() -> None:
    """Have the interpreter stop whoever must answer at once as little as it can; to be called once all is made.

    All that the start has made is left out of the search for garbage: it is a hundred thousand objects that stay for
    good, and to look through them takes a tenth of a second each time. And a thread that works in the background hands
    over sooner than by itself: whoever lets go of the interpreter, as nearly every call of Qt and every one of the
    network does, may have to wait as long to have it back.
    """
    gc.freeze()
    gc.enable()
    sys.setswitchinterval(_SWITCH_AFTER)


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
