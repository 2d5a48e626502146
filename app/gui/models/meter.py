"""How fast bytes come, and how long the rest will take."""

from collections import deque

_SECONDS = 8.0
"""How far back the speed looks: long enough to be calm, short enough to follow a network that changes."""

_ENOUGH = 1.0
"""Seconds from which on a speed is worth telling."""


class Meter:
    """The speed of late. Times are monotonic, in seconds, and passed in."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, now: float, done: int) -> None:
        """So many bytes are here by now."""
        self._seen.append((now, done))
        while self._seen[0][0] < now - _SECONDS and len(self._seen) > 2:
            self._seen.popleft()

    @property
    def speed(self) -> float | None:
        """Bytes a second; ``None`` before that is known."""
        if not self._seen:
            return None
        (began, first), (now, last) = self._seen[0], self._seen[-1]
        return (last - first) / (now - began) if now - began >= _ENOUGH else None

    def seconds_left(self, count: int) -> float | None:
        """How long so many bytes will take; ``None`` before that is known."""
        speed = self.speed
        return count / speed if speed else None
