"""Tries a model on this machine in a short-lived child: does it work, how fast, how much memory; and remembers it.

A model that brings its process down is a finding like any other. What was found is kept as a small file per model,
options and machine, and is found again until one of them changes. Figures are of one synthetic photo and a short
answer: they tell one model or setting from another, and are no measure of quality.
"""

import contextlib
import hashlib
import os
import platform
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError

from inference.engine import Prompt, Request
from inference.errors import InferenceError, LoadCancelled, OutOfMemory
from inference.events import Event, Failed, FieldDone, Finished, Started, TextGrown
from inference.guard.engine import GuardedEngine
from inference.guard.memory import peak_memory
from inference.llama.options import LoadOptions, LoadProgress, ModelFiles

_JOB = "probe"
_SIDE = 640  # pixels; a usual photo on its way to the tower
_HEADER = 1 << 16  # bytes of a file that tell it from another of the same size and time
_SCHEMA = {"properties": {"text": {"type": "string", "minLength": 200, "maxLength": 300}}}
_PROMPT = Prompt("Descreva o produto da foto em uma frase longa para a loja. " * 12, "Escreva em JSON.", "probe")


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found. Figures are 0 where it did not come to them.

    Attributes:
        failure: Code of the error that it ended with; empty where the model works.
        reason: What the error said, for developers.
        load_seconds: From the start of the process to the loaded model.
        peak_memory_bytes: Most of the machine's memory that the process held; ``None`` where the system does not say.
        image_seconds: For encoding one photo.
        prompt_tokens_per_second: For reading instructions and photo.
        generation_tokens_per_second: For writing, the schema's constraint included.
    """

    failure: str = ""
    reason: str = ""
    load_seconds: float = 0.0
    peak_memory_bytes: int | None = None
    image_seconds: float = 0.0
    prompt_tokens_per_second: float = 0.0
    generation_tokens_per_second: float = 0.0


_FILE = TypeAdapter(Probe)


def probe(files: ModelFiles, options: LoadOptions | None = None, progress: LoadProgress | None = None) -> Probe:
    """Load a model in a child process, let it look at one photo, and tell how that went.

    Args:
        files: The model.
        options: How to load it.
        progress: Told how far the loading is, and asked again and again; returns ``False`` to stop.

    Raises:
        LoadCancelled: ``progress`` said so.
    """
    goes_on = progress or (lambda _fraction: True)
    began = time.monotonic()
    try:
        engine = GuardedEngine.load(files, options, goes_on)
    except LoadCancelled:
        raise
    except InferenceError as error:
        return Probe(error.code, str(error))
    with closing(engine):
        seconds = time.monotonic() - began
        times = _answered(engine, goes_on)
        return _probe(times, seconds, peak_memory(engine.pid))


def probed(
    folder: Path, files: ModelFiles, options: LoadOptions | None = None, progress: LoadProgress | None = None
) -> Probe:
    """As :func:`probe`, but what was found before is taken from a folder, and what is found is kept there.

    Want of memory is not kept: it may be another program's doing.

    Args:
        folder: Where findings are kept; made where it is not there.
        files: The model.
        options: How to load it.
        progress: As for :func:`probe`.

    Raises:
        LoadCancelled: ``progress`` said so; nothing is kept.
    """
    name = finding_name(files, options or LoadOptions())
    if (kept := kept_probe(folder, files, options)) is not None:
        return kept
    found = probe(files, options, progress)
    if name is None or found.failure == OutOfMemory.code:
        return found
    path = folder / f"{name}.json"
    with contextlib.suppress(OSError):  # a finding that cannot be kept is found again
        folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(_FILE.dump_json(found, indent=1))
        draft.replace(path)
    return found


def kept_probe(folder: Path, files: ModelFiles, options: LoadOptions | None = None) -> Probe | None:
    """What :func:`probed` found before; ``None`` where it has yet to find it."""
    name = finding_name(files, options or LoadOptions())
    with contextlib.suppress(OSError, ValidationError):
        return _FILE.validate_json((folder / f"{name}.json").read_bytes()) if name else None
    return None


def finding_name(files: ModelFiles, options: LoadOptions) -> str | None:
    """A name for what is found of model, options, runtime and machine; ``None`` where a file cannot be looked at."""
    digest = hashlib.blake2b(repr((options, version("llama-cpp-python"), *_machine())).encode(), digest_size=16)
    try:
        for path in (files.text, files.projector):
            status = path.stat()
            digest.update(repr((status.st_size, status.st_mtime_ns)).encode())
            with path.open("rb") as file:
                digest.update(file.read(_HEADER))
    except OSError:
        return None
    return digest.hexdigest()


def _answered(engine: GuardedEngine, goes_on: Callable[[float], bool]) -> dict[type[Event], tuple[float, Event]]:
    """Have one question answered; for each kind of event, when the first of it came, and it."""
    shades = np.linspace(0, 255, _SIDE, dtype=np.uint8)
    photo = np.dstack([*np.broadcast_arrays(shades[:, None], shades[None, :]), np.full((_SIDE, _SIDE), 90, np.uint8)])
    engine.add(Request(_JOB, (photo,), _SCHEMA, _PROMPT))
    first: dict[type[Event], tuple[float, Event]] = {}
    while not engine.idle:
        for event in engine.step():
            first.setdefault(type(event), (time.monotonic(), event))
        if not goes_on(1.0):
            raise LoadCancelled("the probe was stopped")
    return first


def _probe(first: dict[type[Event], tuple[float, Event]], load_seconds: float, memory: int | None) -> Probe:
    ended, end = first.get(Finished) or first[Failed]
    if not isinstance(end, Finished):
        error = end.error if isinstance(end, Failed) else InferenceError()
        return Probe(error.code, str(error), load_seconds, memory)
    figures = end.figures
    wrote = min(first[kind][0] for kind in (TextGrown, FieldDone) if kind in first)
    read = figures.prompt_tokens - figures.reused_tokens
    return Probe(
        load_seconds=load_seconds,
        peak_memory_bytes=memory,
        image_seconds=figures.image_seconds,
        prompt_tokens_per_second=_rate(read, wrote - first[Started][0] - figures.image_seconds),
        generation_tokens_per_second=_rate(figures.tokens, ended - wrote),
    )


def _rate(count: int, seconds: float) -> float:
    return count / max(seconds, 1e-3)


def _machine() -> tuple[object, ...]:
    """What tells this machine from one that the same folder may be carried to."""
    memory: int | None = None
    with contextlib.suppress(AttributeError, ValueError, OSError):  # not on Windows
        memory = os.sysconf("SC_PHYS_PAGES")
    return platform.node(), platform.machine(), platform.processor(), os.cpu_count(), memory
