"""What has to come from the operating system: finds what is missing, names its packages, installs them when allowed.

Nothing is installed on a person's desktop unasked: only with ``--system-packages``, or as root in a container.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from devkit.words import both, say


@dataclass(frozen=True)
class Manager:
    """A system's package manager.

    Attributes:
        program: What is looked for on the PATH; also the key of :attr:`Need.packages`.
        refresh: Command that must come first, or empty.
        install: Command that package names are appended to.
    """

    program: str
    refresh: tuple[str, ...]
    install: tuple[str, ...]

    def commands(self, packages: Iterable[str]) -> list[list[str]]:
        """The commands that install these packages, in order."""
        commands = [list(self.refresh)] if self.refresh else []
        return [*commands, [*self.install, *sorted(set(packages))]]


APT = Manager("apt-get", ("apt-get", "update"), ("apt-get", "install", "-y", "--no-install-recommends"))
DNF = Manager("dnf", (), ("dnf", "install", "-y"))
ZYPPER = Manager("zypper", (), ("zypper", "--non-interactive", "install", "--no-recommends"))
PACMAN = Manager("pacman", (), ("pacman", "-Syu", "--needed", "--noconfirm"))
MANAGERS = (APT, DNF, ZYPPER, PACMAN)


@dataclass(frozen=True)
class Need:
    """Something that the operating system provides.

    Attributes:
        name: What a person reads when it is missing.
        present: Whether it is there, asked anew each time.
        packages: Package name by the manager's program.
    """

    name: str
    present: Callable[[], bool]
    packages: dict[str, str]


def manager() -> Manager | None:
    """This system's package manager; None on macOS, Windows and systems not known here."""
    if not sys.platform.startswith("linux"):
        return None
    return next((known for known in MANAGERS if shutil.which(known.program)), None)


def loadable(soname: str) -> bool:
    """Whether the dynamic linker finds this library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def any_program(*names: str) -> bool:
    """Whether one of these programs is on the PATH."""
    return any(shutil.which(name) for name in names)


def any_font(folders: Sequence[Path]) -> bool:
    """Whether one of these folders holds a font file."""
    return any(path.suffix.lower() in {".ttf", ".otf", ".ttc"} for folder in folders for path in folder.rglob("*"))


def in_container() -> bool:
    """Whether this process runs in a container, where installing system packages surprises nobody."""
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        return True
    try:
        groups = Path("/proc/1/cgroup").read_text(encoding="utf-8")
    except OSError:
        return False
    return any(word in groups for word in ("docker", "containerd", "kubepods", "lxc"))


def is_root() -> bool:
    """Whether this process may install packages without ``sudo``."""
    return sys.platform != "win32" and os.geteuid() == 0


def may_install(asked: bool) -> bool:
    """Whether system packages may be installed: somebody asked for it, or this is root in a container."""
    return asked or (is_root() and in_container())


def missing(needs: Iterable[Need]) -> list[Need]:
    """Those of the needs that are not there."""
    return [need for need in needs if not need.present()]


def install(needs: Sequence[Need]) -> None:
    """Install what these needs are called here; what could not be installed is simply still missing afterwards."""
    for command in install_commands(needs):
        say("$ " + " ".join(command))
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)


def install_commands(needs: Sequence[Need]) -> list[list[str]]:
    """What to run to get these needs; empty where no package manager is known or none of its packages helps."""
    found = manager()
    if found is None:
        return []
    packages = [need.packages[found.program] for need in needs if found.program in need.packages]
    if not packages:
        return []
    prefix = [] if is_root() else ["sudo"]
    if found is APT:
        prefix += ["env", "DEBIAN_FRONTEND=noninteractive"]
    return [[*prefix, *command] for command in found.commands(packages)]


def advice(needs: Sequence[Need]) -> str:
    """What to type, or do, to get what is missing."""
    if commands := install_commands(needs):
        return " && ".join(" ".join(_quoted(word) for word in command) for command in commands)
    if sys.platform == "darwin":
        return "xcode-select --install"
    if sys.platform == "win32":
        return (
            "winget install Microsoft.VisualStudio.2022.BuildTools "
            '--override "--wait --passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended"'
        )
    names = ", ".join(need.name for need in needs)
    return both(f"Instale pelo seu sistema: {names}.", f"Install with your system's tools: {names}.")


def _quoted(word: str) -> str:
    return f"'{word}'" if "(" in word else word


def has_module(name: str) -> bool:
    """Whether this Python has a module; Debian ships Python without ``ensurepip``."""
    return importlib.util.find_spec(name) is not None
