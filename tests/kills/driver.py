"""A process that has imported the whole program, and forks it again and again: starting it takes a moment, not seconds.

It is told on standard input, one JSON object a line, and answers on standard output, shared with the programs it
forks:

- ``{"order": "live", …}``: fork, and let the child be the real program with a busy person in front of it
  (:mod:`tests.kills.person`); the other keys are those of :class:`tests.kills.lines.Order`;
- ``{"order": "reap"}``: wait for the child, and say how it ended. Until then its number belongs to nobody else, so
  that it can be killed at any moment.
- ``{"order": "orphans"}``: wait for the processes that it had started itself, and say whether any outlives it.

Nothing here makes a QApplication, a thread or a runtime before the fork; were there a thread, the fork is refused.
"""

import ctypes
import importlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.catalog.catalog import Catalog
from app.gui.main import assemble
from app.gui.workplace import Workplace
from app.settings import load_choices
from app.wording import Language
from tests.kills.lines import Order, say
from tests.kills.person import Person
from ui.style import Appearance

LATER = ("app.catalog.upgrade", "jinja2", "jinja2.sandbox", "llguidance.llamacpp", "PySide6.QtSvg")
"""Imported by the program when it comes to need them."""
PATIENCE = 10.0
"""Seconds that a killed program's own processes may take to notice."""
_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER in linux/prctl.h


def main() -> int:
    """Fork on command until the input ends."""
    for name in LATER:
        importlib.import_module(name)
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
    say("zygote")
    child = 0
    for order in _orders():
        match order.pop("order"):
            case "live":
                if threading.active_count() > 1 or _native_threads() > 1:
                    say("threads", names=[thread.name for thread in threading.enumerate()], native=_native_threads())
                    return 1
                child = os.fork()
                if not child:
                    say("born", pid=os.getpid())
                    return live(Order(**order))
            case "reap":
                _, status = os.waitpid(child, 0)
                os.write(1, b"\n")  # what was killed may have been in the middle of a line
                say("ended", status=os.waitstatus_to_exitcode(status))
            case "orphans":
                say("orphans", left=_orphans())
    return 0


def _orphans() -> bool:
    """Wait for whom a killed program has left behind, for some seconds; returns whether somebody stays."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if not os.waitpid(-1, os.WNOHANG)[0]:
                time.sleep(0.002)
        except ChildProcessError:
            return False
    return True


def live(order: Order) -> int:
    """Be the program."""
    folder = Path(order.folder)
    application = QApplication(["fichario"])
    application.setQuitOnLastWindowClosed(False)
    choices_path = folder.parent / "settings.json"
    choices = load_choices(choices_path)
    appearance = Appearance(application)
    appearance.choose("light")
    catalog = Catalog.open(folder, clock=lambda: datetime.now(UTC))
    presenter = assemble(catalog, Workplace(catalog, choices, choices_path, Language.PT), appearance)
    person = Person(presenter, order)
    presenter.closed.connect(application.quit)
    presenter.window.show()
    presenter.start()
    person.begin()
    return application.exec()


def _orders() -> Iterator[dict[str, Any]]:
    """The lines of standard input, without a buffer that a child would inherit."""
    rest = b""
    while data := os.read(0, 65536):
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            yield json.loads(line)


def _native_threads() -> int:
    folder = Path("/proc/self/task")
    return len(list(folder.iterdir())) if folder.is_dir() else 1


if __name__ == "__main__":
    sys.exit(main())
