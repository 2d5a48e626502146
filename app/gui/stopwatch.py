"""How long somebody is at work on a card. No Qt; times are monotonic, in seconds, and passed in."""

from typing import Final

IDLE: Final = 30.0
"""Seconds without a key, a click or a movement of the mouse that still count as reading; what goes beyond does not."""


class Stopwatch:
    """Counts from act to act, so that a card that is left open overnight took no night."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._spent = 0.0

    @property
    def runs(self) -> bool:
        """Whether somebody is at work."""
        return self._last is not None

    def start(self, now: float) -> None:
        """Somebody begins, or goes on."""
        if self._last is None:
            self._last = now

    def act(self, now: float) -> None:
        """Somebody did something; nothing where the watch does not run."""
        if self._last is not None:
            self._spent += min(now - self._last, IDLE)
            self._last = now

    def stop(self, now: float) -> None:
        """Somebody turns to something else."""
        self.act(now)
        self._last = None

    def take(self) -> float:
        """What has been counted, which counts from nothing again; in seconds."""
        spent, self._spent = self._spent, 0.0
        return spent
