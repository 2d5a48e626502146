"""What goes into the server's image: all that front and workers load, nothing of the window's or developers'."""

import importlib.metadata
import json
import re
import subprocess
import sys
from pathlib import Path

from devkit import pins
from docker.requirements import requirements

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import json, sys
import app.cli.main, app.cli.server.serve, app.cli.server.worker, inference.guard.child, flower.command
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_the_part_of_a_lock_that_something_needs() -> None:
    lock = (
        "alpha==1 \\\n    --hash=sha256:aa\n    # via\n    #   fichario (pyproject.toml)\n    #   gamma\n"
        "beta==1 ; sys_platform == 'win32' \\\n    --hash=sha256:bb\n    # via alpha\n"
        "delta==1 \\\n    --hash=sha256:dd\n    # via gamma\n"
        "gamma==1 \\\n    --hash=sha256:cc\n    # via fichario (pyproject.toml)\n"
    )
    assert [name for name, _ in pins.entries(pins.needed(lock, {"alpha", "unknown"}))] == ["alpha", "beta"]
    assert pins.needed(lock, {"gamma"}) == lock


def test_an_image_holds_what_a_server_loads_and_no_more() -> None:
    text = requirements(ROOT)
    names = {name for name, _ in pins.entries(text)}
    assert not names & {
        "pyside6-essentials",
        "shiboken6",
        "pyqtgraph",
        "pytest",
        "mypy",
        "ruff",
        "hypothesis",
        "psutil",
    }
    assert len(re.findall("--hash=", text)) > len(names)
    ended = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    owners = importlib.metadata.packages_distributions()
    loaded = {
        re.sub(r"[-_.]+", "-", owner).lower() for module in json.loads(ended.stdout) for owner in owners.get(module, ())
    }
    assert "celery" in loaded
    assert loaded - names - {"fichario", "pygments"} == set()  # the last for colours in a shell, where it is there
