"""What a server of Fichário takes, as a part of the lock: neither the window nor what only developers need.

``python packaging/docker/requirements.py`` prints it, hashes included, for ``pip install --require-hashes``.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from devkit import pins  # noqa: E402

EXTRAS = ("ocr", "search", "server")
WINDOW = frozenset({"pyqtgraph", "pyside6-essentials"})
"""What only the window loads; what they need comes along for nobody else."""
BUILD = frozenset({"setuptools"})
"""What makes a package of the checkout."""


def requirements(root: Path) -> str:
    """The part of a checkout's lock that a server takes."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [one for extra in EXTRAS for one in project["optional-dependencies"][extra]]
    names = {re.split(r"[^A-Za-z0-9_.-]", one)[0] for one in project["dependencies"] + extras}
    return pins.needed((root / "packaging" / "lock.txt").read_text(encoding="utf-8"), (names | BUILD) - WINDOW)


if __name__ == "__main__":
    print(requirements(ROOT), end="")
