"""A request on the parent's side: where it is, and what names its photos from one try to the next."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from inference.engine import Photo, PhotoFile, Request
from inference.guard.frames import Frame


@dataclass(eq=False)
class Job:
    """One request in flight.

    Attributes:
        request: What is asked.
        order: The request as it goes over the pipe.
        sent: Whether the child has it.
        started: Whether the child has begun it.
        aborted: Whether somebody asked for its end; any thread sets it.
        deadline: The monotonic time at which a child that does not end it on request is killed.
    """

    request: Request
    order: Frame
    sent: bool = False
    started: bool = False
    aborted: bool = False
    deadline: float | None = None

    @cached_property
    def photos(self) -> bytes:
        """Names the photos by their content; where there are none, the job itself."""
        digest = hashlib.blake2b(digest_size=16)
        for photo in self.request.photos:
            digest.update(_content(photo))
        if not self.request.photos:
            digest.update(self.request.job.encode())
        return digest.digest()

    def take_back(self) -> None:
        """The child is gone that it was sent to."""
        self.sent = self.started = False
        self.deadline = None


def _content(photo: Photo) -> bytes:
    """What tells a photo from others: its pixels, or its file's path, size and time of change."""
    if isinstance(photo, PhotoFile):
        return repr((str(photo.path), _state(photo.path))).encode()
    return repr(photo.shape).encode() + hashlib.blake2b(np.ascontiguousarray(photo).data, digest_size=16).digest()


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
