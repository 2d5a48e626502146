"""Build llama-server for the tests: ``python3 packaging/llama_server.py``; it says where the program is.

It is built from the sources that llama-cpp-python's own distribution carries, in the version that the lock names, so
that the tests ask a server of the very runtime that the program runs itself. Where the set-up has installed that
runtime (``packaging/dev.py setup``), only the server is compiled, and copies of the libraries are put beside it;
elsewhere, and on Windows, whose libraries do not show what a server needs of them, all of llama.cpp is, which takes
some minutes more.

It is built once and kept in the person's cache, under ``fichario-dev/llama-server-<version>``, whatever becomes of the
checkout; interrupted, it goes on where it stopped. Needed are what the set-up needs, and CMake, which is fetched where
there is none.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path

from devkit import pins
from devkit.environment import NATIVE, Environment
from devkit.words import Problem, both, say

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "llama-server"
SETTINGS = (
    *("-DCMAKE_BUILD_TYPE=Release", "-DBUILD_SHARED_LIBS=OFF"),
    *("-DLLAMA_BUILD_UI=OFF", "-DLLAMA_USE_PREBUILT_UI=OFF"),  # nothing is fetched while it is built
)
WHOLE = (
    *("-DLLAMA_CURL=OFF", "-DLLAMA_OPENSSL=OFF", "-DLLAMA_BUILD_SERVER=ON"),
    *("-DLLAMA_BUILD_TESTS=OFF", "-DLLAMA_BUILD_EXAMPLES=OFF", "-DLLAMA_BUILD_APP=OFF"),
)
LINKED = ROOT / "packaging" / "linked_server"
_LIBRARIES = ("*.so.*", "*.dylib")  # by the names that they ask for each other


def version(root: Path) -> str:
    """The version of llama-cpp-python that the lock names."""
    entry = pins.only((root / "packaging" / "lock.txt").read_text(encoding="utf-8"), {NATIVE})
    return entry.partition("==")[2].split()[0]


def program_path(environ: Mapping[str, str], root: Path = ROOT) -> Path:
    """Where the program is, or will be.

    Args:
        environ: Environment variables; they say where the person's cache is.
        root: The checkout.
    """
    cache = Path(environ.get("XDG_CACHE_HOME") or Path(environ.get("HOME") or Path.home()) / ".cache")
    suffix = ".exe" if sys.platform == "win32" else ""
    return cache / "fichario-dev" / f"{PROGRAM}-{version(root)}" / f"{PROGRAM}{suffix}"


def build(environment: Environment, target: Path) -> None:
    """Build the program.

    Args:
        environment: Whose pip fetches the sources.
        target: Where the program is put, in one step, when it is whole.

    Raises:
        Problem: Something a person has to mend.
    """
    work = target.parent / "build"
    work.mkdir(parents=True, exist_ok=True)
    with (target.parent / "build.log").open("w", encoding="utf-8") as file:
        log = file.fileno()
        sources = _sources(environment, work, log)
        cmake, cores = _cmake(environment, work, log), str(os.cpu_count() or 1)
        libraries = _installed(environment)
        out = work / ("whole" if libraries is None else "linked")
        _run([*cmake, "-B", str(out), *SETTINGS, *_way(sources, libraries)], log)
        _run([*cmake, "--build", str(out), "--config", "Release", "--target", PROGRAM, "-j", cores], log)
    for library in _shared(libraries):
        shutil.copy2(library, target.parent)
    next(path for path in out.rglob(target.name) if path.is_file()).replace(target)
    shutil.rmtree(work)


def _installed(environment: Environment) -> Path | None:
    """The folder of the environment's own llama.cpp; ``None`` where it has none of this version to link to."""
    named = f"lib/python*/site-packages/llama_cpp_python-{version(environment.root)}.dist-info"
    folders = (found.parent / "lib" for found in environment.folder.glob(named))
    return next((folder for folder in folders if any(folder.glob("libllama-common.*"))), None)


def _way(sources: Path, libraries: Path | None) -> list[str]:
    """What CMake is told of how to build it: on libraries that are there, or all of it."""
    if libraries is None:
        return ["-S", str(sources), *WHOLE]
    return ["-S", str(LINKED), f"-DLLAMA_SOURCES={sources}", f"-DLLAMA_LIBRARIES={libraries}"]


def _shared(libraries: Path | None) -> list[Path]:
    """What the program loads when it starts."""
    return [] if libraries is None else [found for pattern in _LIBRARIES for found in libraries.glob(pattern)]


def _sources(environment: Environment, work: Path, log: int) -> Path:
    """Fetch llama-cpp-python's source distribution, checked against the lock, and unpack llama.cpp's part of it."""
    sources = work / "sources"
    if sources.is_dir():
        return sources
    wanted, unpacked = work / "wanted.txt", work / "unpacked"
    wanted.write_text(pins.only(environment.lock.read_text(encoding="utf-8"), {NATIVE}), encoding="utf-8")
    # Only this one comes as sources: what pip asks about it is written in Python and comes ready.
    _run([*_pip(environment), "download", "--no-deps", "--no-binary", NATIVE, "-r", str(wanted), "-d", str(work)], log)
    with tarfile.open(next(work.glob("*.tar.gz"))) as archive:
        archive.extractall(unpacked, filter="data")
    next(unpacked.glob("*/vendor/llama.cpp")).rename(sources)
    return sources


def _cmake(environment: Environment, work: Path, log: int) -> list[str]:
    """The system's CMake, or one that is fetched for this build."""
    if found := shutil.which("cmake"):
        return [found]
    folder = work / "cmake"
    _run([*_pip(environment), "install", "--target", str(folder), "cmake"], log)
    return [
        _python(environment),
        "-c",
        f"import sys; sys.path.insert(0, {str(folder)!r}); import cmake; cmake.cmake()",
    ]


def _pip(environment: Environment) -> list[str]:
    return [_python(environment), "-m", "pip", "--disable-pip-version-check", "--no-input"]


def _python(environment: Environment) -> str:
    """The environment's Python, or the one that runs here where nothing was set up yet."""
    return str(environment.python) if environment.python.is_file() else sys.executable


def _run(command: list[str], log: int) -> None:
    """Run a program, everything it says in the log."""
    if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False).returncode:
        raise Problem(both("O llama-server não compilou.", "llama-server was not built."))


def main() -> int:
    """Build what is not there yet, and say where it is."""
    target = program_path(os.environ)
    if not target.is_file():
        say(both("Compilando o llama-server, uma vez…", "Building llama-server, once…"))
        try:
            build(Environment(ROOT), target)
        except Problem as problem:
            say(f"{problem.sentence} {target.parent / 'build.log'}")
            return 1
        except KeyboardInterrupt:
            say(both("Interrompido; da próxima vez, continua daqui.", "Stopped; it goes on from here the next time."))
            return 130
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
