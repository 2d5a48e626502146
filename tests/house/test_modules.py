"""Every module is short, its functions are short, and importing it does nothing."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("app", "ui", "inference", "resources", "packaging", "tests")
MODULE_LINES = 250
FUNCTION_LINES = 30

IMPORT_ALL = """
import importlib, pkgutil, sys, threading
for top in ("app", "ui", "inference", "resources"):
    package = importlib.import_module(top)
    for module in pkgutil.walk_packages(package.__path__, top + "."):
        if module.name.rsplit(".", 1)[-1] not in {"__main__", "env"} and ".versions." not in module.name:
            importlib.import_module(module.name)
assert threading.active_count() == 1, threading.enumerate()
qt = sys.modules.get("PySide6.QtCore")
assert qt is None or qt.QCoreApplication.instance() is None
"""


def modules(*tops: str) -> list[Path]:
    return [path for top in tops for path in sorted((ROOT / top).rglob("*.py")) if "__pycache__" not in path.parts]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, its docstring not counted."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(ROOT))) for path in modules(*TOPS)])
def test_a_module_is_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    long = {function.name: length(function) for function in functions(ast.parse(text))}
    assert len(text.splitlines()) <= MODULE_LINES
    assert not {name: lines for name, lines in long.items() if lines > FUNCTION_LINES}


def test_imports_have_no_effect(home: Path) -> None:
    result = subprocess.run([sys.executable, "-c", IMPORT_ALL], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert list(home.rglob("*")) == []


def test_the_command_line_does_not_load_qt() -> None:
    code = "import sys, app.__main__, app.cli; print([name for name in sys.modules if name.startswith('PySide6')])"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.stdout.strip() == "[]", result.stderr
