"""The lock file: versions and hashes of everything installed, and no addresses.

It stays usable behind any mirror because it never says where a file comes from, only what it must be. Behind each
requirement stands what asks for it, so that a part of it can be taken without asking anybody.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from devkit.words import Problem, both, say

NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
_VIA = re.compile(r"^    #(?: via)? +([a-z0-9-]+)", re.MULTILINE)
"""What asks for a requirement: one name behind ``# via``, or each on a line of its own below it."""
COMPILE = (
    *("pip", "compile", "pyproject.toml", "--extra", "dev", "--extra", "ocr"),
    *("--extra", "search", "--extra", "server", "--extra", "shared"),
    *("--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "-q", "-o", "packaging/lock.txt"),
)


def entries(lock: str) -> Iterator[tuple[str, str]]:
    """Each requirement's name with its whole text, hashes included; a name may come twice, under two markers."""
    block: list[str] = []
    for line in [*lock.splitlines(), ""]:
        if block and not line.startswith((" ", "\t")):
            yield _name(block[0]), "\n".join(block) + "\n"
            block = []
        if line.strip() and not line.startswith("#"):
            block.append(line)


def _name(requirement: str) -> str:
    match = NAME.match(requirement)
    return match[0].lower() if match else ""


def only(lock: str, names: Collection[str]) -> str:
    """The part of a lock that pins these names."""
    return "".join(text for name, text in entries(lock) if name in names)


def without(lock: str, names: Collection[str]) -> str:
    """The part of a lock that pins all others."""
    return "".join(text for name, text in entries(lock) if name not in names)


def needed(lock: str, roots: Collection[str]) -> str:
    """The part of a lock that pins these names, and all that they need in turn."""
    asking = {name: set[str]() for name, _ in entries(lock)}
    for name, text in entries(lock):
        asking[name] |= set(_VIA.findall(text))
    wanted, more = set[str](), {*roots} & asking.keys()
    while more:
        wanted |= more
        more = {name for name, by in asking.items() if by & wanted} - wanted
    return only(lock, wanted)


def stripped(lock: str) -> str:
    """A lock without the lines that name an index or a folder of files."""
    kept = [line for line in lock.splitlines() if not line.startswith(("-", "#"))]
    return "\n".join(kept).strip() + "\n"


def refresh(root: Path, arguments: Sequence[str]) -> None:
    """Resolve ``pyproject.toml`` again into ``packaging/lock.txt``.

    Args:
        root: The checkout.
        arguments: Handed to uv: ``--upgrade`` for the newest of everything, ``--upgrade-package NAME`` for one.

    Raises:
        Problem: It cannot be resolved, or a requirement has an address.
    """
    path = root / "packaging" / "lock.txt"
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run([*_uv(Path(folder)), *COMPILE, *arguments], cwd=root, check=False)
    if result.returncode:
        raise Problem(both("As dependências não puderam ser resolvidas.", "The dependencies could not be resolved."))
    text = stripped(path.read_text(encoding="utf-8"))
    if "://" in text:
        raise Problem(both("Uma dependência traz um endereço.", "A dependency carries an address."), str(path))
    path.write_text(text, encoding="utf-8", newline="\n")
    say(both(f"{path.name}: {len(list(entries(text)))} pacotes.", f"{path.name}: {len(list(entries(text)))} packages."))


def _uv(folder: Path) -> list[str]:
    """How to call uv: the installed one, else one installed for this call only."""
    if installed := shutil.which("uv"):
        return [installed]
    environment = folder / "uv"
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "uv"], check=True)
    return [str(python), "-m", "uv"]
