"""The virtual environment in the checkout: made once, mended when broken, left alone when nothing changed.

A stamp inside it says what it was made from, and is written last: a set-up that was interrupted anywhere has no stamp
and is simply gone through again, where pip finds what it has already done.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from devkit import pins
from devkit.failures import explained
from devkit.installer import Reader, follow
from devkit.progress import Compiling, Downloading
from devkit.words import Problem, both, say

NATIVE = "llama-cpp-python"
BUILD_SETTINGS = ("CMAKE_ARGS", "SKBUILD_CMAKE_ARGS", "CC", "CXX", "CFLAGS", "CXXFLAGS")
PINNED = ("--no-deps", "--require-hashes", "-r")
PROBE = "import importlib.util as u, sys; print(*sys.version_info[:2], u.find_spec('pip') is not None)"


@dataclass(frozen=True)
class Environment:
    """The virtual environment of one checkout.

    Attributes:
        root: The checkout.
    """

    root: Path

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.root / ".venv"

    @property
    def scripts(self) -> Path:
        """Where its programs lie."""
        return self.folder / ("Scripts" if sys.platform == "win32" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.scripts / ("python.exe" if sys.platform == "win32" else "python")

    @property
    def stamp(self) -> Path:
        """Says what it was made from; absent while it is being made."""
        return self.folder / "fichario-stamp.txt"

    @property
    def native(self) -> Path:
        """Says how llama.cpp was built."""
        return self.folder / "fichario-native.txt"

    @property
    def log(self) -> Path:
        """Everything that pip said during the last set-up."""
        return self.folder / "fichario-setup.log"

    @property
    def lock(self) -> Path:
        """Versions and hashes of what is installed."""
        return self.root / "packaging" / "lock.txt"


def native_key(environ: Mapping[str, str]) -> str:
    """What the person's environment asks of the build of llama.cpp; empty for its defaults."""
    return "\n".join(f"{name}={environ[name]}" for name in BUILD_SETTINGS if environ.get(name))


def fingerprint(environment: Environment, version: str, environ: Mapping[str, str]) -> str:
    """What a finished environment was made from.

    Args:
        environment: Its lock and ``pyproject.toml`` are read; its path counts, since scripts hold it.
        version: Version of its Python.
        environ: Environment variables, for the build of llama.cpp.
    """
    digest = hashlib.sha256()
    for part in (
        environment.lock.read_bytes(),
        (environment.root / "pyproject.toml").read_bytes(),
        str(environment.folder).encode(),
        version.encode(),
        native_key(environ).encode(),
    ):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def version_of(environment: Environment) -> str | None:
    """The version of the environment's Python, or None where it does not run, is too old or has no pip."""
    try:
        command = [str(environment.python), "-I", "-c", PROBE]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    match answer.stdout.split():
        case [major, minor, "True"] if (int(major), int(minor)) >= (3, 11):
            return f"{major}.{minor}"
        case _:
            return None


def is_ready(environment: Environment) -> bool:
    """Whether the environment is finished and made from what lies in the checkout now."""
    version = version_of(environment)
    if version is None or not environment.stamp.is_file():
        return False
    return environment.stamp.read_text(encoding="utf-8") == fingerprint(environment, version, os.environ)


def prepare(environment: Environment) -> None:
    """Make the environment, or bring it up to date.

    Raises:
        Problem: Something a person has to mend; what is done so far stays done.
    """
    version = version_of(environment)
    if version is None:
        _create(environment)
        version = version_of(environment)
    if version is None:
        raise Problem(both("O ambiente virtual não funciona.", "The virtual environment does not work."))
    environment.stamp.unlink(missing_ok=True)
    environment.log.write_text("", encoding="utf-8")
    _install_libraries(environment)
    _install_native(environment)
    own = Downloading(both("Instalando o Fichário", "Installing Fichário"), 1)
    _pip(environment, own, "--no-deps", "--no-build-isolation", "-e", str(environment.root))
    environment.stamp.write_text(fingerprint(environment, version, os.environ), encoding="utf-8")


def _create(environment: Environment) -> None:
    say(both("Criando o ambiente virtual em .venv", "Making the virtual environment in .venv"))
    if environment.folder.exists():
        shutil.rmtree(environment.folder)
    command = [sys.executable, "-m", "venv", str(environment.folder)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        sentence = both("O ambiente virtual não pôde ser criado.", "The virtual environment could not be made.")
        raise Problem(answer.stdout + answer.stderr + "\n" + sentence, " ".join(command))


def _install_libraries(environment: Environment) -> None:
    """Install all but llama.cpp; pip first: from 23.1 on it keeps what it built although hashes are required."""
    text = environment.lock.read_text(encoding="utf-8")
    libraries = both("Instalando as bibliotecas", "Installing the libraries")
    wanted = environment.folder / "fichario-wanted.txt"
    for what, part in (
        (both("Atualizando o pip", "Updating pip"), pins.only(text, {"pip"})),
        (libraries, pins.without(text, {"pip", NATIVE})),
    ):
        wanted.write_text(part, encoding="utf-8")
        _pip(environment, Downloading(what, len(list(pins.entries(part)))), *PINNED, str(wanted))


def _install_native(environment: Environment) -> None:
    """Install llama-cpp-python, compiled for this machine unless pip's cache has it from an earlier time."""
    key = native_key(os.environ)
    wanted = environment.folder / "fichario-wanted.txt"
    wanted.write_text(pins.only(environment.lock.read_text(encoding="utf-8"), {NATIVE}), encoding="utf-8")
    arguments = ["--verbose", *PINNED, str(wanted)]
    if key:  # pip's cache does not know how a wheel was built: one cache for each way
        name = "fichario-" + hashlib.sha256(key.encode()).hexdigest()[:16]
        arguments += ["--cache-dir", str(_cache(environment) / name)]
    built = environment.native.read_text(encoding="utf-8") if environment.native.is_file() else ""
    if built != key:
        arguments.append("--force-reinstall")
    _pip(environment, Compiling(), *arguments)
    environment.native.write_text(key, encoding="utf-8")


def _cache(environment: Environment) -> Path:
    command = [str(environment.python), "-m", "pip", "cache", "dir"]
    return Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())


def _pip(environment: Environment, reader: Reader, *arguments: str) -> None:
    command = [str(environment.python), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    parallel = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or str(os.cpu_count() or 1)  # make builds alone otherwise
    if follow([*command, *arguments], reader, environment.log, {"CMAKE_BUILD_PARALLEL_LEVEL": parallel}):
        raise explained(environment.log)
