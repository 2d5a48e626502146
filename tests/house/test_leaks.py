"""The guards around every test bite: each is given what it must catch, in a pytest of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

GUARDS = Path(__file__).resolve().parents[1] / "conftest.py"

THREAD = """
import threading

def test_it():
    threading.Thread(target=threading.Event().wait, name="forgotten", daemon=True).start()
"""
QTHREAD = """
from PySide6.QtCore import QThread

kept = []

def test_it(qapp):
    thread = QThread(objectName="forgotten")
    kept.append(thread)
    thread.start()
"""
WINDOW = """
from PySide6.QtWidgets import QLabel

kept = []

def test_it(qapp):
    kept.append(QLabel("forgotten"))
"""
NETWORK = """
import socket

def test_it():
    with socket.socket() as one:
        one.settimeout(1)
        one.connect(("192.0.2.1", 80))
"""
TIDY = """
import socket, threading
from pathlib import Path
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QLabel

def test_it(qtbot, home):
    label = QLabel("kept")
    qtbot.addWidget(label)
    thread = QThread()
    thread.start()
    thread.quit()
    thread.wait()
    other = threading.Thread(target=int, daemon=True)
    other.start()
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        assert Path.home() == home
"""


def run_alone(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(
        GUARDS.read_text(encoding="utf-8").replace("GRACE_SECONDS = 5.0", "GRACE_SECONDS = 0.3"), encoding="utf-8"
    )
    (folder / "test_one.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", "-o", "addopts="]
    found = {**os.environ, "PYTHONPATH": str(GUARDS.parents[1])}  # the guards import what stands beside them
    return subprocess.run([*command, str(folder)], cwd=folder, env=found, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        pytest.param(THREAD, "left behind: forgotten", id="thread"),
        pytest.param(QTHREAD, "left behind: forgotten", id="qthread"),
        pytest.param(WINDOW, "left behind: <PySide6.QtWidgets.QLabel", id="window"),
        pytest.param(NETWORK, "NetworkUsed: 192.0.2.1:80", id="network"),
    ],
)
def test_a_leak_fails(tmp_path: Path, source: str, complaint: str) -> None:
    result = run_alone(tmp_path, source)
    assert result.returncode != 0
    assert complaint in result.stdout + result.stderr


def test_a_tidy_test_passes(tmp_path: Path) -> None:
    result = run_alone(tmp_path, TIDY)
    assert result.returncode == 0, result.stdout + result.stderr
