"""What ships inside the program, as files on this disk: the demonstration model and the sample photos.

Either may be missing, where a distribution leaves it out; the program then works without it.
"""

import logging
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from platformdirs import user_data_path

from app.domain.registry import LocalModel, local_model
from app.settings import APPLICATION

_log = logging.getLogger(__name__)

MODEL = "resources.models.demo"
SAMPLES = "resources.samples"
_PHOTOS = frozenset({".jpg", ".jpeg", ".png", ".webp"})


@dataclass(frozen=True, slots=True)
class Shipped:
    """What ships.

    Attributes:
        model: The demonstration model; what is used until somebody chooses another.
        samples: Photos to try it with, in the order of their names.
    """

    model: LocalModel | None = None
    samples: tuple[Path, ...] = ()


def find_shipped() -> Shipped:
    """Look for what ships."""
    return shipped_in(_folder(MODEL), _folder(SAMPLES))


def shipped_in(model: Path | None, samples: Path | None) -> Shipped:
    """What two folders hold, of which either may be missing."""
    found = sorted(samples.iterdir()) if samples is not None and samples.is_dir() else []
    return Shipped(
        local_model(model) if model is not None else None,
        tuple(path.absolute() for path in found if path.suffix.lower() in _PHOTOS and not path.name.startswith(".")),
    )


def _folder(package: str) -> Path | None:
    """The folder of a package; where the program runs from an archive, a copy of it among the program's data."""
    try:
        inside = files(package)
        # A package is a folder, unless the program runs from an archive: native code opens files, not archives.
        return inside if isinstance(inside, Path) else unpacked(inside, _data_folder() / package)
    except ModuleNotFoundError:
        return None
    except OSError:
        _log.exception("what ships could not be unpacked")
        return None


def _data_folder() -> Path:
    return user_data_path(APPLICATION, appauthor=False) / "shipped" / version(APPLICATION)


def unpacked(inside: Traversable, folder: Path) -> Path:
    """Copy an archive's files to a folder, but for those that are there already."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in inside.iterdir():
        target = folder / entry.name
        if entry.is_file() and not target.exists():
            part = target.with_name(f"{target.name}.part")
            with entry.open("rb") as source, part.open("wb") as copy:
                shutil.copyfileobj(source, copy)
            part.replace(target)
    return folder
