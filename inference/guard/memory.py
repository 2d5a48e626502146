"""How much memory a child process takes, where the system tells."""

import contextlib
import re
from pathlib import Path


def peak_memory(pid: int | None) -> int | None:
    """Bytes that a process had in memory at its largest, weights mapped from their file included; Linux only.

    Args:
        pid: Of a process that is there; ``None`` for one that is not.

    Returns:
        ``None`` where there is no such process, or the system does not say.
    """
    with contextlib.suppress(OSError):
        peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
        return int(peak[1]) * 1024 if peak else None
    return None
