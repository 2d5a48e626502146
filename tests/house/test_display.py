"""The X server that tests may ask for is real: Qt's own X11 platform opens on it."""

import os
import subprocess
import sys

import pytest

CODE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("Fichário")
label.show()
app.processEvents()
size = app.primaryScreen().size()
print(app.platformName(), size.width(), size.height(), label.isVisible())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is Linux's")
def test_a_window_opens_on_the_display(x_display: str) -> None:
    environ = {**os.environ, "DISPLAY": x_display, "QT_QPA_PLATFORM": "xcb"}
    result = subprocess.run(
        [sys.executable, "-c", CODE], env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.stdout.split() == ["xcb", "1600", "1000", "True"], result.stderr
