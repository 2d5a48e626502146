"""The program itself, which tells when its window was first painted and then closes it: run by ``bench_start.py``.

It differs from ``python -m app`` only in an event filter on the window; modules are imported by the program itself and
in its own order.
"""

import importlib
import importlib.abc
import importlib.util
import os
import sys
import time
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WATCHED = "app.gui.main"


def watch(gui: ModuleType) -> None:
    """Have the window that the program assembles tell of its first paint."""
    from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: PLC0415  # the program's own import has come before

    class Watcher(QObject):
        """Waits for the first paint, and for the event loop after it."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, tell)
            return False

    def tell() -> None:
        print(time.time(), time.process_time(), began[0], flush=True)
        shown[0].window.close()

    watcher, shown, began = Watcher(), [], []
    real: Callable[..., Any] = gui.assemble
    real_opening: Callable[..., int] = gui.open_window

    def assemble(*arguments: Any) -> Any:
        presenter = real(*arguments)
        shown.append(presenter)
        presenter.window.installEventFilter(watcher)
        return presenter

    def open_window(*arguments: Any) -> int:
        began.append(time.time())
        return real_opening(*arguments)

    gui.__dict__.update(assemble=assemble, open_window=open_window)


class Hook(importlib.abc.MetaPathFinder):
    """Finds nothing itself; watches the window's module as soon as the program has imported it."""

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != WATCHED:
            return None
        sys.meta_path.remove(self)
        spec: ModuleSpec | None = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            execute: Callable[[ModuleType], None] = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                execute(module)
                watch(module)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]  # this one instance only
        return spec


def main() -> None:
    """Be the program."""
    sys.path[0] = str(ROOT)
    sys.meta_path.insert(0, Hook())
    program = importlib.import_module("app.__main__")
    status = program.main()
    sys.stdout.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
