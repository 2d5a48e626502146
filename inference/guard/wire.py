"""What the window's process and its child say to each other, in the frames of :mod:`inference.guard.frames`."""

from dataclasses import dataclass
from typing import TypeAlias

from inference.engine import Request
from inference.errors import InferenceError
from inference.events import Event, JobId
from inference.llama.options import LoadOptions, ModelFiles, ModelInfo


@dataclass(frozen=True, slots=True)
class Load:
    """Load this model; said once, first."""

    files: ModelFiles
    options: LoadOptions


@dataclass(frozen=True, slots=True)
class Add:
    """Take a request."""

    request: Request


@dataclass(frozen=True, slots=True)
class Abort:
    """End a job soon."""

    job: JobId


@dataclass(frozen=True, slots=True)
class Close:
    """Free everything and end."""


Order: TypeAlias = Load | Add | Abort | Close


@dataclass(frozen=True, slots=True)
class Loading:
    """How much of the model is loaded, in [0, 1]."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model is loaded.

    Attributes:
        info: What it is.
        slots: How many requests it works on at the same time.
    """

    info: ModelInfo
    slots: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The model cannot be loaded, and why."""

    error: InferenceError


@dataclass(frozen=True, slots=True)
class Told:
    """What a step of the engine came to."""

    events: tuple[Event, ...]


Report: TypeAlias = Loading | Loaded | Refused | Told
