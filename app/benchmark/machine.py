"""What this computer is, as far as it tells."""

import contextlib
import os
import platform
import re
from pathlib import Path

from app.benchmark.report import Machine


def this_machine() -> Machine:
    """This computer."""
    return Machine(
        system=f"{platform.system()} {platform.release()}",
        processor=_processor(),
        cores=os.cpu_count() or 0,
        memory=_memory(),
    )


def _processor() -> str:
    """Its name; on Linux the library knows only its kind."""
    with contextlib.suppress(OSError):
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
        if found := re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE):
            return found[1].strip()
    return platform.processor() or platform.machine()


def _memory() -> int | None:
    with contextlib.suppress(AttributeError, ValueError, OSError):  # not on Windows
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return None
