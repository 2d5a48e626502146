"""A server that is away is waited for: so long, and not without saying so."""

import time
from collections.abc import Callable

from app.cli.interruption import Interruption
from app.cli.words import Words
from inference.engine import Engine
from inference.errors import InferenceError

AWAY = 75
"""The exit status where the server did not come back and photos are left undone: "try again later", as mailers have it
(``EX_TEMPFAIL``)."""

_LOOK = 0.1
"""Seconds between two looks at whether the server is back or somebody wants to stop."""


class Waiting:
    """Implements :class:`inference.run.Patience` for somebody at a terminal.

    The time counts from the first sign of an absence to the next card: a server that comes and goes without writing any
    is away.

    Attributes:
        gave_up: Whether the time ran out.
    """

    def __init__(
        self, engine: Engine, minutes: float, words: Words, interruption: Interruption, say: Callable[[str], None]
    ) -> None:
        """Prepare it.

        Args:
            engine: What is waited for.
            minutes: How long at most.
            words: In whose language.
            interruption: Ends the wait, too.
            say: Says a sentence to the person.
        """
        self.gave_up = False
        self._engine = engine
        self._minutes = minutes
        self._words = words
        self._interruption = interruption
        self._say = say
        self._deadline: float | None = None

    def wait(self, error: InferenceError) -> bool:
        """Wait until the server is back, somebody stops it, or the time is up; whether to go on."""
        if self._deadline is None:
            self._deadline = time.monotonic() + 60 * self._minutes
            told = self._words.message(error.code, error.facts).sentence
            self._say(f"{told} {self._words('endpoint_waits', minutes=f'{self._minutes:g}')}")
        while (stopped := self._engine.stopped) is not None and stopped.passing:
            self.gave_up = time.monotonic() >= self._deadline
            if self.gave_up or self._interruption.asked:
                return False
            time.sleep(_LOOK)
        return True

    def over(self) -> None:
        """The server has written a card."""
        if self._deadline is not None:
            self._deadline = None
            self._say(self._words("endpoint_back"))
