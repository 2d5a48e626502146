"""The runtime itself: started once per process, its log kept from the terminal, its last errors remembered.

The log callback is the only thing that this package shares between engines: the library has one for the process.
"""

import ctypes
import threading
from collections import deque
from functools import lru_cache

import llama_cpp
from llama_cpp import mtmd_cpp

_ERROR = 4  # GGML_LOG_LEVEL_ERROR in ggml.h


class Log:
    """Swallows what the runtime prints and keeps its last error lines, for the reason of a failed load."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=8)
        self._lock = threading.Lock()
        self._callback = llama_cpp.llama_log_callback(self._on_line)
        llama_cpp.llama_log_set(self._callback, ctypes.c_void_p(0))
        mtmd_cpp.mtmd_helper_log_set(self._callback, ctypes.c_void_p(0))

    def _on_line(self, level: int, text: bytes, _user_data: ctypes.c_void_p) -> None:
        if level == _ERROR and (line := text.decode("utf-8", "replace").strip()):
            with self._lock:
                self._lines.append(line)

    def forget(self) -> None:
        """Forget the errors so far."""
        with self._lock:
            self._lines.clear()

    @property
    def errors(self) -> tuple[str, ...]:
        """The last error lines, oldest first."""
        with self._lock:
            return tuple(self._lines)

    @property
    def reason(self) -> str:
        """The last error lines as one text; empty where there were none."""
        return "; ".join(self.errors)


@lru_cache(maxsize=1)
def log() -> Log:
    """Start the runtime on the first call; the one log of this process."""
    kept = Log()
    llama_cpp.llama_backend_init()
    return kept


def repacks() -> bool:
    """Whether weights may be laid out anew for this processor, as they are read.

    From K-quants four answers at once are then written one and a half times as fast. Where the runtime was built with
    AMX, a batch of more than one token ends in a crash of native code.
    """
    return b"AMX_INT8 = 1" not in llama_cpp.llama_print_system_info()


def runtime() -> str:
    """Name and version of the runtime, as provenance says it."""
    return f"llama-cpp-python {llama_cpp.__version__}"
