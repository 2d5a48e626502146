"""What import-linter checks beside these tests, the arrows between packages, has no ignore list, and it bites."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "ui", "inference", "resources")


def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    return subprocess.run(program, cwd=root, capture_output=True, text=True, check=False)


def test_nothing_is_ignored() -> None:
    assert not [contract["name"] for contract in contracts() if "ignore_imports" in contract]


def test_layers_name_modules_that_exist() -> None:
    """Layers may be optional (in parentheses), so a misspelt one would check nothing."""
    layers = " ".join(layer for contract in contracts() for layer in contract.get("layers", ()))
    named = {word.strip("()") for word in layers.split() if word not in {"|", ":"}}
    paths = {name: ROOT.joinpath(*name.split(".")) for name in named}
    assert not [name for name, path in paths.items() if not (path.is_dir() or path.with_suffix(".py").is_file())]


WRONG = (
    ("ui/theme.py", "import app"),
    ("ui/theme.py", "import inference.events"),
    ("inference/events.py", "import ui.theme"),
    ("inference/events.py", "from PySide6 import QtCore"),
    ("app/domain/card.py", "import app.pipeline"),
    ("app/catalog/__init__.py", "import app.export"),
    ("app/errors.py", "from PySide6 import QtCore"),
)


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of the packages with all wrong imports in them."""
    root = tmp_path_factory.mktemp("wrong")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__", "*.gguf", "*.jpg"))
    shutil.copy(ROOT / "pyproject.toml", root)
    for module, line in WRONG:
        with (root / module).open("a", encoding="utf-8") as source:
            source.write(f"\n{line}\n")
    return lint(root).stdout


@pytest.mark.parametrize(("module", "line"), WRONG)
def test_a_wrong_import_is_found(complaints: str, module: str, line: str) -> None:
    importer = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert f" {importer} -> {line.split()[1]} (l." in complaints
