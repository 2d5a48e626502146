"""The checks and the tests; pytest's closing line is the last thing on standard output."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devkit.environment import Environment
from devkit.words import both, say

SELECTING = ("-k", "-m", "--lf", "--last-failed", "--ff", "--co", "--collect-only", "-h", "--help", "--pdb", "--sw")
WORKERS = 2


@dataclass(frozen=True)
class Check:
    """A program that must end with status 0."""

    name: str
    command: tuple[str, ...]


def static_checks(environment: Environment) -> tuple[Check, ...]:
    """What is checked without running the project."""
    python, ruff = str(environment.python), str(environment.scripts / "ruff")
    return (
        Check("ruff check", (ruff, "check", "--quiet", ".")),
        Check("ruff format", (ruff, "format", "--check", "--quiet", ".")),
        Check("mypy --strict", (python, "-m", "mypy", "--no-error-summary")),
        Check("import-linter", (str(environment.scripts / "lint-imports"), "--no-cache")),
    )


def selects(arguments: Sequence[str], root: Path) -> bool:
    """Whether pytest's arguments choose some of the tests: then only those run, without the other checks."""
    for argument in arguments:
        if argument.split("=", 1)[0] in SELECTING:
            return True
        if not argument.startswith("-") and (root / argument.split("::", 1)[0]).exists():
            return True
    return False


def pytest_command(environment: Environment, arguments: Sequence[str]) -> list[str]:
    """How pytest is called: on two processes for the whole set, so that a file's tests stay together and in order.

    Files are begun in the order of their names, not with the most tests first: those that take longest have few tests,
    and would be left to one process in the end.
    """
    command = [str(environment.python), "-m", "pytest"]
    chosen = selects(arguments, environment.root) or any(word.startswith(("-n", "--dist")) for word in arguments)
    if not chosen and (os.cpu_count() or 1) >= WORKERS:
        command += ["-n", str(WORKERS), "--dist", "loadfile", "--no-loadscope-reorder"]
    return [*command, *arguments]


def run(environment: Environment, arguments: Sequence[str]) -> int:
    """Run the checks and the tests.

    Args:
        environment: Where the tools are installed.
        arguments: Handed to pytest; when they choose tests, only those run.

    Returns:
        0 when all passed; pytest's own status when it failed, else 1.
    """
    checks = () if selects(arguments, environment.root) else static_checks(environment)
    failed = [check.name for check in checks if not _passes(check, environment.root)]
    if failed:
        print(both("Reprovado: ", "Failed: ") + ", ".join(failed), flush=True)
    status = subprocess.run(pytest_command(environment, arguments), cwd=environment.root, check=False).returncode
    if failed and sys.stderr.isatty():
        say(both("Reprovado: ", "Failed: ") + ", ".join(failed))
    return status or int(bool(failed))


def _passes(check: Check, root: Path) -> bool:
    """Run one check; its output is shown only when it fails."""
    answer = subprocess.run(check.command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    output = answer.stdout.decode("utf-8", "replace")
    print(f"{check.name}: " + (both("falhou", "failed") if answer.returncode else "ok"), flush=True)
    if answer.returncode:
        print(output, flush=True)
    return answer.returncode == 0
