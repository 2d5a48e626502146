"""How fast photos are read, how long the rest will take, and how many were read before."""

from collections import deque

from app.domain.states import State
from app.gui.survey import Survey
from ui.batch import BatchStatus

_REMEMBERED = 20
MANY = 20
"""So many photos wait that it is worth while to look at a sample first."""


class Pace:
    """The rate over the last cards; a pause does not slow it down.

    Times are monotonic, in seconds, and passed in.
    """

    def __init__(self) -> None:
        self._spent: deque[float] = deque(maxlen=_REMEMBERED)
        self._last: float | None = None
        self._kept = Kept()

    def begin(self, now: float) -> None:
        """Work on a photo begins; nothing was going on before."""
        if self._last is None:
            self._last = now

    def finish(self, now: float, *, kept: bool = False) -> None:
        """A card is done, and the next one begins; one that was kept from an earlier reading tells nothing of pace."""
        if kept:
            self._kept.add()
            return
        if self._last is not None:
            self._spent.append(now - self._last)
        self._last = now

    def rest(self) -> None:
        """Nothing is going on."""
        self._last = None

    @property
    def per_hour(self) -> float | None:
        """Photos an hour, or ``None`` before the first is done."""
        spent = sum(self._spent)
        return 3600 * len(self._spent) / spent if spent > 0 else None

    def seconds_left(self, photos: int) -> float | None:
        """How long so many photos will take, or ``None`` before that is known."""
        rate = self.per_hour
        return 3600 * photos / rate if rate else None

    def status(self, found: Survey, *, paused: bool, waiting: bool) -> BatchStatus:
        """The batch for its panel; failures of earlier batches can be tried again, too."""
        batch, held = found.batch, found.sample.held if found.sample else 0
        left = batch.queued + batch.generating
        running = left > 0 and not (paused or waiting)
        return BatchStatus(
            done=batch.total - left,
            total=batch.total,
            per_hour=self.per_hour if running else None,
            seconds_left=self.seconds_left(left - held) if running else None,
            paused=paused,
            failed=found.states[State.FAILED],
            kept=self._kept.of(batch.number),
            waiting=waiting,
            held=held,
            many=batch.queued >= MANY and not held,
        )


class Kept:
    """How many cards of the present batch were there from an earlier reading, as far as this window has seen."""

    def __init__(self) -> None:
        self._batch = 0
        self._count = 0
        self._new = 0

    def add(self) -> None:
        """One more came, of the batch that is asked about next."""
        self._new += 1

    def of(self, batch: int) -> int:
        """How many that are.

        Args:
            batch: Number of the present batch; with another one, counting begins anew.
        """
        if batch != self._batch:
            self._batch, self._count = batch, 0
        self._count, self._new = self._count + self._new, 0
        return self._count
