"""The program's log: one file that does not grow without end, for reports."""

import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

from app.settings import APPLICATION

_LARGEST = 1_000_000
"""Bytes a log file may have before it makes room for the next."""


def log_path() -> Path:
    """Where the log lies on this system."""
    return user_log_path(APPLICATION, appauthor=False) / "fichario.log"


def start_logging(path: Path) -> None:
    """Write the log to a file, exceptions that nobody caught included; without a file where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=_LARGEST, backupCount=2, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # it logs addresses, which may be signed for one person only
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def log_on_terminal() -> None:
    """Write the log to standard error as well, for a program that nobody sits before."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    logging.getLogger("fichario").critical("an exception nobody caught", exc_info=(kind, error, traceback))
    sys.__excepthook__(kind, error, traceback)


def _log_uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    error = arguments.exc_value or arguments.exc_type()
    _log_uncaught(arguments.exc_type, error, arguments.exc_traceback)
