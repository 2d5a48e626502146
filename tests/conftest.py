"""What every test stands on: no real folder, no network, no locale of the machine, and nothing left running.

The parts that must be in place before anything else is imported (the environment) are set at import time; the rest are
fixtures that every test gets unasked. A test that leaves a thread or a window behind fails, and says which.
"""

import gc
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool

from inference.llama.waiting import wait_briefly
from tests.postgresql import cluster, server_address

__all__ = ["cluster", "server_address"]

GRACE_SECONDS = 5.0
"""How long threads and windows that are on their way out may take; a test that leaves none waits for nothing."""

os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
os.environ.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", TZ="<-03>3")  # São Paulo's clock, without a time zone database
wait_briefly(os.environ)
for name in [name for name in os.environ if name == "LANGUAGE" or name.startswith("FICHARIO_")]:
    del os.environ[name]
if hasattr(time, "tzset"):
    time.tzset()

hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the tests that kill the program; here, since pytest reads no deeper file early enough."""
    parser.addoption("--kills", type=int, default=50, help="how often the program is killed at a random moment")
    parser.addoption("--kill-seed", type=int, default=0, help="what decides which moments those are")


class NetworkUsed(Exception):
    """A test tried to reach another machine."""


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guard(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(str(address[0])):
            raise NetworkUsed(f"{address[0]}:{address[1]}")
        return connect(self, address)

    return guard


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "::1"} or host.startswith("127.")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets reach this machine only."""
    monkeypatch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A person's folder of this test's own: nothing reads or writes the real one."""
    with tempfile.TemporaryDirectory(prefix="fichario-home-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for variable in ("HOME", "USERPROFILE"):
            monkeypatch.setenv(variable, name)
        for variable, part in (
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_STATE_HOME", ".local/state"),
            ("XDG_CACHE_HOME", ".cache"),
            ("APPDATA", "AppData/Roaming"),
            ("LOCALAPPDATA", "AppData/Local"),
            ("WIN_PD_OVERRIDE_APPDATA", "AppData/Roaming"),
            ("WIN_PD_OVERRIDE_LOCAL_APPDATA", "AppData/Local"),
        ):
            monkeypatch.setenv(variable, str(folder / part))
        yield folder


@pytest.fixture(scope="session")
def started_threads() -> Iterator[list[QThread]]:
    """Every QThread that was started: Qt itself keeps no list of them."""
    started: list[QThread] = []
    with pytest.MonkeyPatch.context() as patch:
        start = QThread.start

        def record(thread: QThread, *arguments: Any) -> None:
            started.append(thread)
            start(thread, *arguments)

        patch.setattr(QThread, "start", record)
        yield started


@pytest.fixture(scope="module", autouse=True)
def lean_memory() -> None:
    """Leave what is there before a module begins out of the search for garbage, as the program does after its start.

    Hundreds of thousands of objects stay for good: all tests, the libraries, and what a session's fixtures and caches
    keep. To look through them after every window took more time than most tests.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_left(started_threads: list[QThread]) -> Iterator[None]:
    """Fail a test that leaves a thread or a window behind."""
    threads, windows = set(threading.enumerate()), _windows()
    yield
    deadline = time.monotonic() + GRACE_SECONDS
    while left := _left(threads, windows, started_threads):
        if time.monotonic() > deadline:
            pytest.fail("left behind: " + ", ".join(left), pytrace=False)
        _settle()
        gc.collect()
        time.sleep(0.01)


def _left(threads: set[threading.Thread], windows: set[Any], started: list[QThread]) -> list[str]:
    """Names of what runs or shows now and did not before."""
    started[:] = [thread for thread in started if _runs(thread)]
    new = [thread.name for thread in threading.enumerate() if thread not in threads and thread.is_alive()]
    named = {thread for thread in new if not thread.startswith("Dummy-")}  # Qt's own threads, counted by Qt below
    pools = QThreadPool.globalInstance().activeThreadCount()
    return [
        *sorted(named),
        *(thread.objectName() or repr(thread) for thread in started),
        *([f"{pools} tasks of QThreadPool"] if pools else []),
        *(repr(window) for window in _windows() - windows),
    ]


def _runs(thread: QThread) -> bool:
    return shiboken6.isValid(thread) and thread.isRunning()


def _windows() -> set[Any]:
    """Top-level widgets, without the tool tips that Qt makes and keeps by itself."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or not isinstance(widgets.QApplication.instance(), widgets.QApplication):
        return set()
    shown = widgets.QApplication.topLevelWidgets()
    return {widget for widget in shown if widget.metaObject().className() != "QTipLabel"}


def _settle() -> None:
    """Let what was asked to be deleted later be deleted."""
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty catalogue, made by the migrations, once: they take longer than many a test."""
    from app.catalog.catalog import FILE_NAME, Catalog  # noqa: PLC0415  # not before the environment is in place

    folder = tmp_path_factory.mktemp("blank")
    Catalog.open(folder, clock=lambda: datetime.now(UTC)).close()
    return folder / FILE_NAME


@pytest.fixture(scope="session")
def empty_catalogue(blank: Path) -> Callable[[Path], Path]:
    """Puts an empty catalogue into a folder, made if need be, and gives the folder back."""

    def put(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(blank, folder / blank.name)
        return folder

    return put


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's program, for reading back what is exported."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice Calc is not installed")
    return program


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """A display of an X server of its own (``:7``), for tests that start the real program with its real window."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed")
    reading, writing = os.pipe()
    arguments = ["-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen([program, *arguments], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            pytest.fail("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
