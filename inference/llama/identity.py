"""Names what decides how a photo is seen and an answer written: files of models, and the program itself.

Knows no native code, so that the window's process may ask.
"""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_ENDS = 1 << 20  # bytes at either end of a file, where headers and the last tensors are
_PIECE = 1 << 12
_PIECES = 64
_DEPENDENCIES = ("fichario", "llama-cpp-python", "llguidance", "numpy", "opencv-python-headless", "pillow", "pi-heif")


def identity_of(path: Path) -> bytes:
    """Names a model's file by its size, its time of change, both ends and pieces in between.

    Reading gigabytes would take longer than loading them; a file that was written anew has another time.

    Raises:
        OSError: It cannot be read.
    """
    status = path.stat()
    digest = hashlib.blake2b(repr((status.st_size, status.st_mtime_ns)).encode(), digest_size=32)
    with path.open("rb") as file:
        for place in range(_PIECES):
            file.seek(status.st_size * place // _PIECES)
            digest.update(file.read(_PIECE))
        for start in (0, max(0, status.st_size - _ENDS)):
            file.seek(start)
            digest.update(file.read(_ENDS))
    return digest.digest()


def code_of(*names: str) -> bytes:
    """Names what runs: versions of libraries, and the text of some of this package's own modules.

    A checkout changes without its version, and what another text of the program has made is not what this one would
    make.

    Args:
        names: Modules, e.g. ``llama/photo.py``, and folders of them, within ``inference``.
    """
    digest = hashlib.blake2b(repr([_version(name) for name in _DEPENDENCIES]).encode(), digest_size=32)
    for name in names:
        for module in _modules(files("inference").joinpath(name)):
            digest.update(repr(module.name).encode() + module.read_bytes())
    return digest.digest()


def _modules(found: Traversable) -> list[Traversable]:
    """The sources of a module or folder; none in an installation without sources, which its version tells apart."""
    if found.is_file():
        return [found]
    if not found.is_dir():
        return []
    return sorted((each for each in found.iterdir() if each.name.endswith(".py")), key=lambda module: module.name)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # run from a checkout that was never installed
        return ""
