"""Counts crashes: per photo, until it gives a card, and in a row. Knows no processes."""

from collections.abc import Sequence

from inference.errors import EngineCrashed, ModelCrashes, PhotoCrashes
from inference.guard.jobs import Job

MOST = 3
"""So many crashes on a photo are enough; on a server, so many lost workers, too."""


class Crashes:
    """The record of one engine's life.

    A photo that the engine crashed on is a suspect until it gives a card, and is to be read alone, so that the next
    crash tells whose fault it is. Three crashes on a photo set it aside. Three in a row with no card between them are
    the model's own fault; those of suspects alone do not count among these: of them it is known already.
    """

    def __init__(self) -> None:
        self._times: dict[bytes, int] = {}
        self._row = 0

    @property
    def hopeless(self) -> bool:
        """Whether there were too many in a row."""
        return self._row >= MOST

    def suspects(self, job: Job) -> bool:
        """Whether a job's photo is suspect."""
        return bool(self._times) and job.photos in self._times

    def finished(self, job: Job) -> None:
        """A job came to its card."""
        self._row = 0
        if self._times:
            self._times.pop(job.photos, None)

    def happened(self, jobs: Sequence[Job], reason: str) -> list[EngineCrashed]:
        """The engine crashed.

        Args:
            jobs: What it had in hand; none while loading.
            reason: Why, for developers.

        Returns:
            How each of the jobs failed.
        """
        if not jobs or not all(job.photos in self._times for job in jobs):
            self._row += 1
        for job in jobs:
            self._times[job.photos] = self._times.get(job.photos, 0) + 1
        return [self._error(self._times[job.photos], reason) for job in jobs]

    def _error(self, times: int, reason: str) -> EngineCrashed:
        if times >= MOST:
            return PhotoCrashes(reason, reason=reason, times=str(times))
        return ModelCrashes(reason, reason=reason) if self.hopeless else EngineCrashed(reason, reason=reason)
