"""From a task's id to the end of the task: what a worker's threads do."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from app.domain.guidance import Guidance, one_hint
from app.domain.prompt import PromptInvalid
from app.errors import Failure
from app.pipeline.labels import labels_of
from app.pipeline.recipe import Recipe
from app.server.contract import AnswerRequest, CardRequest
from app.server.errors import NobodyLooks, PhotoEndsWorkers, TooLate, WorkerOver
from app.server.loop import EngineLoop
from app.server.records import Begun
from app.server.results import amounts, crashed, result_of
from app.server.seeing import LookRequest
from app.server.shelf import Shelf
from app.server.tasks import Tasks
from app.server.telling import told
from app.server.turns import Turns
from app.server.vectors import Vectors
from inference.embed import glance
from inference.engine import Request
from inference.errors import EngineCrashed, InferenceError
from inference.events import Cancelled, Event, Failed, Finished
from inference.fichario.wire import Answer
from inference.guard.crashes import MOST
from inference.handover import ends
from inference.labels.readings import LabelReadings

_log = logging.getLogger(__name__)

_LOOK: Final = 0.5
"""Seconds between two looks at whether anybody still wants a card."""
_MOST_FAILURES: Final = 5
"""How often a task may fail for reasons that may pass. What ends workers or engines is set aside sooner, as often as a
window sets it aside."""


class Again(Exception):
    """The task did not succeed for a reason that may pass: it is to be taken up once more, later."""

    def __init__(self, error: Exception, attempt: int) -> None:
        super().__init__(str(error))
        self.error = error
        self.attempt = attempt


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
        deadline: Seconds that a card may take.
        turns: Who may begin.
    """

    loop: EngineLoop
    tasks: Tasks
    shelf: Shelf
    vectors: Vectors
    recipe: Callable[[CardRequest], Recipe]
    readings: LabelReadings | None
    deadline: float
    turns: Turns = field(default_factory=Turns)


def write(bench: Bench, task: str) -> None:
    """Take a task up and bring it to its end, unless it has one.

    Raises:
        Again: It is to be taken up once more; the task says so already.
        BrokerAway: Nobody can be told.
    """
    begun = bench.tasks.begin(task)
    if begun is None:
        return
    if begun.losses >= MOST:
        over = PhotoEndsWorkers(times=str(begun.losses))
        bench.tasks.fail(task, over.code, over.facts)
        return
    # What was in hand when a worker ended is read alone: if that ends another, it is known over what.
    with bench.turns.turn(begun.losses > 0, lambda: bench.tasks.tell(task, [], {})) as begins:
        if begins and bench.tasks.risk(task):
            _try(bench, task, begun)


def _try(bench: Bench, task: str, begun: Begun) -> None:
    """Carry a task out, and write down what became of it.

    Raises:
        Again: It is to be taken up once more; the task says so already.
        BrokerAway: Nobody can be told.
    """
    try:
        with bench.shelf.files(begun.request.photos) as photos:
            _carry_out(bench, task, begun, photos)
    except (InferenceError, Failure, PromptInvalid) as error:
        lost = isinstance(error, EngineCrashed)
        if _may_pass(error) and (begun.losses + 1 < MOST if lost else begun.failures + 1 < _MOST_FAILURES):
            bench.tasks.wait_again(task, error.code, lost=lost)
            raise Again(error, begun.attempts) from error
        bench.tasks.fail(task, error.code, error.facts)
    except Exception as error:
        _log.exception("task %s", task)
        crash = crashed(error)
        bench.tasks.fail(task, crash.code, crash.facts)


def _carry_out(bench: Bench, task: str, begun: Begun, photos: tuple[Path, ...]) -> None:
    match begun.request:
        case CardRequest():
            _write(bench, task, begun, begun.request, photos)
        case AnswerRequest():
            _answer(bench, task, begun, begun.request, photos)
        case LookRequest():
            _look(bench, task, begun, photos)


def _may_pass(error: Exception) -> bool:
    """Whether the same may succeed later, or elsewhere: it is not the photo's fault, or a fault that comes and goes."""
    return any(getattr(error, name, False) for name in ("retryable", "passing", "blameless"))


def _write(bench: Bench, task: str, begun: Begun, asked: CardRequest, photos: tuple[Path, ...]) -> None:
    recipe = bench.recipe(asked)
    labels = labels_of(bench.readings, photos)
    request = recipe.request(_job(task, begun), photos, Guidance(one_hint(asked.hint)), labels)
    _finish(bench, task, begun, request, lambda ended: result_of(recipe, photos, ended))


def _answer(bench: Bench, task: str, begun: Begun, asked: AnswerRequest, photos: tuple[Path, ...]) -> None:
    request = asked.question.request(_job(task, begun), photos)
    _finish(bench, task, begun, request, lambda ended: Answer.of(ended).model_dump(mode="json"))


def _finish(
    bench: Bench, task: str, begun: Begun, request: Request, result: Callable[[Finished], dict[str, Any]]
) -> None:
    """Have a request answered, and write down what a client gets of the answer."""
    began = time.monotonic()
    if (ended := _follow(bench, task, request)) is not None and bench.tasks.succeed(task, result(ended)):
        bench.tasks.count(amounts(ended.figures, begun.waited, time.monotonic() - began))
        _place(bench, begun, ended)


def _look(bench: Bench, task: str, begun: Begun, photos: tuple[Path, ...]) -> None:
    """Look at a photo as if its card were to be written, and write none.

    Raises:
        NobodyLooks: The model is elsewhere.
    """
    if bench.loop.space is None:
        raise NobodyLooks
    shown = bench.recipe(CardRequest(photos=begun.request.photos)).request(_job(task, begun), photos).photos[0]
    if (ended := _follow(bench, task, glance(_job(task, begun), shown, awaited=True))) is not None:
        _place(bench, begun, ended)
        if bench.tasks.succeed(task, {}):
            bench.tasks.count({"looks": 1})


def _job(task: str, begun: Begun) -> str:
    """A name of its own for each attempt: a worker may be given a task that it has in hand already."""
    return f"{task}.{begun.attempts}"


def _place(bench: Bench, begun: Begun, ended: Finished) -> None:
    """Keep how the photos look that a model was shown."""
    seen = dict(zip(begun.request.photos, ended.vectors, strict=False))
    if seen and bench.loop.space is not None:
        bench.vectors.put(begun.owner, bench.loop.space.name, seen)


def _follow(bench: Bench, task: str, request: Request) -> Finished | None:
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
