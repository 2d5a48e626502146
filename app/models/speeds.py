"""How fast models are on this machine, as far as it was measured: by a bench, or by a trial with one photo.

A bench reads real photos, several at a time, and is believed before a trial. What was measured is kept for a model, how
it is loaded, the runtime and the machine together, and is forgotten when one of them changes.
"""

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from platformdirs import user_data_path
from pydantic import TypeAdapter, ValidationError

from app.models.disk import write_whole
from app.settings import APPLICATION
from inference.guard.probe import Probe, finding_name, kept_probe
from inference.llama.options import LoadOptions, ModelFiles

_CARD_TOKENS = 450
"""Of a usual card: 150 words of Portuguese and more."""

_INSTRUCTION_TOKENS = 900
"""Of instructions and one photo, read anew for each card where nothing is shared."""


@dataclass(frozen=True, slots=True)
class MeasuredSpeed:
    """How fast a model is.

    Attributes:
        photos_per_hour: That it makes cards of.
        together: Photos that it worked on at a time for that.
    """

    photos_per_hour: float
    together: int = 1


_FILE = TypeAdapter(MeasuredSpeed)


def findings_folder() -> Path:
    """Where it is kept how models did on this machine."""
    return user_data_path(APPLICATION, appauthor=False) / "probes"


def keep_speed(folder: Path, files: ModelFiles, options: LoadOptions, speed: MeasuredSpeed) -> None:
    """Keep what a bench found; not worth a word where it cannot be kept.

    Args:
        folder: Where findings are kept; made where it is not there.
        files: The model.
        options: How it was loaded; its slots are not asked.
        speed: The best of it.
    """
    path = _path(folder, files, options)
    if path is not None:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, _FILE.dump_json(speed).decode())


def speed_of(folder: Path, files: ModelFiles, options: LoadOptions) -> MeasuredSpeed | None:
    """How fast a model is; ``None`` where that was not measured.

    Args:
        folder: Where findings are kept.
        files: The model.
        options: How it would be loaded.
    """
    path = _path(folder, files, options)
    with contextlib.suppress(OSError, ValidationError):
        return _FILE.validate_json(path.read_bytes()) if path else None
    return estimated_speed(kept_probe(folder, files, options))


def estimated_speed(probe: Probe | None) -> MeasuredSpeed | None:
    """What a trial with one photo lets one expect of usual cards, one photo at a time."""
    if probe is None or probe.failure or not probe.generation_tokens_per_second:
        return None
    reading = _INSTRUCTION_TOKENS / probe.prompt_tokens_per_second if probe.prompt_tokens_per_second else 0.0
    return MeasuredSpeed(3600 / (probe.image_seconds + reading + _CARD_TOKENS / probe.generation_tokens_per_second))


def _path(folder: Path, files: ModelFiles, options: LoadOptions) -> Path | None:
    name = finding_name(files, replace(options, slots=None))
    return folder / f"{name}.speed.json" if name else None
