"""What the guard's tests ask, how they wait, and how they kill."""

import os
import signal
from collections.abc import Callable

from inference.engine import Request
from inference.events import Event, Failed, Progressed, TextGrown
from inference.guard.engine import GuardedEngine
from tests.guard.conftest import pid_of
from tests.inference.cards import DEPARTMENTS, PROSE, drain, request

# Answers that are still being written whenever the kill comes, and such as are written at once.
LONG = {
    "type": "object",
    "properties": {f"text_{n}": {"type": "string", "pattern": PROSE, "minWords": 150} for n in range(8)},
}
BRIEF = {"type": "object", "properties": {"category": {"type": "string", "enum": list(DEPARTMENTS)}}}


def until(engine: GuardedEngine, wanted: Callable[[Event], bool]) -> list[Event]:
    """Step until such an event."""
    events: list[Event] = []
    while not any(map(wanted, events)):
        assert not engine.idle
        events += engine.step()
    return events


def brief(job: str, seed: int = 0) -> Request:
    return request(job, seed, schema=BRIEF)


def begun(job: str) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, Progressed | TextGrown) and event.job == job


def killed_with(engine: GuardedEngine, *seeds: int) -> list[Failed]:
    """Ask about the photos one after the other, kill the child on each, and tell how each failed."""
    ends: list[Failed] = []
    for seed in seeds:
        engine.add(request(f"photo {seed}", seed, schema=LONG))
        until(engine, begun(f"photo {seed}"))
        os.kill(pid_of(engine), signal.SIGKILL)
        end = drain(engine)[-1]
        assert isinstance(end, Failed)
        ends.append(end)
    return ends
