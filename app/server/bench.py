"""What the threads of one worker share, and how they wait for what its engine makes of a request."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from app.pipeline.recipe import Recipe
from app.server.contract import CardRequest
from app.server.errors import TooLate, WorkerOver
from app.server.loop import EngineLoop
from app.server.records import Begun
from app.server.shelf import Shelf
from app.server.tasks import Tasks
from app.server.telling import told
from app.server.turns import Turns
from app.server.vectors import Vectors
from inference.embed import WordEmbedder
from inference.engine import Request
from inference.events import Cancelled, Event, Failed, Finished
from inference.handover import ends
from inference.labels.readings import LabelReadings

_LOOK: Final = 0.5
"""Seconds between two looks at whether anybody still wants a card."""


@dataclass(frozen=True, slots=True)
class NamedPair:
    """Places photos and words in one space.

    Attributes:
        model: What clients call it.
        towers: The pair; any thread may ask.
    """

    model: str
    towers: WordEmbedder


@dataclass(frozen=True, slots=True)
class Bench:
    """What the threads of one worker share.

    Attributes:
        loop: The engine.
        tasks: All tasks.
        shelf: The photos.
        vectors: How they look.
        recipe: How a card is made that is asked for so; raises :class:`~app.domain.prompt.PromptInvalid`.
        readings: Who reads what is written on products; ``None`` where nobody does.
        pair: Who knows where words stand among photos; ``None`` where nobody does.
        deadline: Seconds that a card may take.
        turns: Who may begin.
    """

    loop: EngineLoop
    tasks: Tasks
    shelf: Shelf
    vectors: Vectors
    recipe: Callable[[CardRequest], Recipe]
    readings: LabelReadings | None
    pair: NamedPair | None
    deadline: float
    turns: Turns = field(default_factory=Turns)


def job(task: str, begun: Begun) -> str:
    """A name of its own for each attempt: a worker may be given a task that it has in hand already."""
    return f"{task}.{begun.attempts}"


def follow(bench: Bench, task: str, request: Request) -> Finished | None:
    """Wait for what comes of a request; ``None`` where nobody wants it any more.

    Raises:
        InferenceError: It failed.
        WorkerOver: So will every other.
        TooLate: Its time is over.
    """
    match _end(bench, task, request):
        case Failed(error=error):
            if bench.loop.stopped is not None:
                raise WorkerOver(reason=str(error)) from error
            raise error
        case Finished() as ended:
            return ended
        case _:
            return None


def _end(bench: Bench, task: str, request: Request) -> Event:
    """Wait for the end of a request, telling what happens, for as long as anybody wants it and its time is not over.

    Raises:
        TooLate: Its time is over.
    """
    until = time.monotonic() + bench.deadline
    inbox = bench.loop.ask(request)
    while True:
        events = inbox.take(_LOOK)
        wanted = bench.tasks.tell(task, *told(events))
        if events and ends(events[-1]):
            if isinstance(events[-1], Cancelled) and wanted:
                raise TooLate(seconds=f"{bench.deadline:g}")
            return events[-1]
        if not wanted or time.monotonic() > until:
            bench.loop.abort(request.job)
