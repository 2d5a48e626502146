"""Who goes first when there is more to do than cores: the window, and a server's front."""

import os
import sys
import threading
from contextlib import suppress

_NICENESS = 7
"""Of 19. The window's thread then goes first whenever it has something to do; on an idle machine nothing changes."""


def give_way() -> None:
    """Have this thread, and those it starts from now on (the model's arithmetic), let the window go first.

    On Linux each thread has a niceness of its own, and Qt's priorities do nothing there; on other systems Qt's do.
    There is no way back without privileges, so it is for threads that only ever work in the background.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
