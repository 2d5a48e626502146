"""What it means that a child has ended: a reason in words, and, where it was loading, which error that is."""

import contextlib
import signal
import sys
from pathlib import Path

from inference.errors import EngineCrashed, InferenceError, ModelBroken, OutOfMemory
from inference.guard.process import Ended
from inference.llama.options import ModelFiles

_MEMORY = ("out of memory", "failed to allocate", "unable to allocate", "bad_alloc", "memoryerror")
_DUMP = "Fatal Python error:"  # where Python's own account of a signal begins: which line each thread was at
_SAID = 300  # characters of its last words that a reason repeats


def reason_of(ended: Ended) -> str:
    """Why a child ended, for developers: its signal or status, and what native code or Python said last."""
    said = ended.last_words.split(_DUMP, maxsplit=1)[0].strip().splitlines()[-1:]
    return ": ".join([_status(ended.status), *(line[-_SAID:].strip() for line in said)])


def loading_error(ended: Ended, files: ModelFiles, killings: int | None) -> InferenceError:
    """Why a model did not load whose child ended meanwhile.

    Args:
        ended: How it did.
        files: What was being loaded.
        killings: :func:`killed_for_memory` before it started.
    """
    reason = reason_of(ended)
    said = ended.last_words.lower()
    if _for_memory(ended, killings) or any(word in said for word in _MEMORY):
        return OutOfMemory(reason)
    if (ended.status < 0 and -ended.status not in _SENT_BY_OTHERS) or sys.platform == "win32":
        return ModelBroken(f"{files.text}: {reason}", path=str(files.text), reason=reason)
    return EngineCrashed(reason, reason=reason)


def killed_for_memory() -> int | None:
    """How many processes the kernel has killed for want of memory since it started; ``None`` where it does not say."""
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/vmstat").read_text(encoding="ascii").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("oom_kill ")))
    return None


_SENT_BY_OTHERS = (signal.SIGTERM, signal.SIGINT, getattr(signal, "SIGKILL", None), getattr(signal, "SIGHUP", None))


def _for_memory(ended: Ended, killings: int | None) -> bool:
    """Whether it was the kernel that killed it; where nobody counts, a kill is taken for that."""
    if ended.status != -getattr(signal, "SIGKILL", 0):
        return False
    return killings is None or killings != killed_for_memory()


def _status(status: int) -> str:
    if status < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-status).name
    return f"status {status:#x}" if status > 255 else f"status {status}"  # Windows says 0xc0000005
