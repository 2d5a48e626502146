"""How much memory a child process takes or holds back, where the system tells."""

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


def held_memory(pid: int | None) -> int:
    """Bytes that others get when a process ends; Linux only.

    Weights that are mapped from their file are not among them: the system counts their pages as available already.

    Args:
        pid: Of a process that is there; ``None`` for one that is not.

    Returns:
        0 where there is no such process, or the system does not say.
    """
    with contextlib.suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        return sum(int(size) * 1024 for size in re.findall(r"Rss(?:Anon|Shmem):\s+(\d+) kB", status))
    return 0
