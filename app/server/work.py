"""From a task's id to the end of the task: what a worker's threads do."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from app.domain.guidance import Guidance, one_hint
from app.domain.prompt import PromptInvalid
from app.errors import Failure
from app.pipeline.labels import labels_of
from app.server.bench import Bench, follow, job
from app.server.contract import AnswerRequest, CardRequest
from app.server.errors import PhotoEndsWorkers
from app.server.looks import keep, look, see_by_pair
from app.server.records import Begun
from app.server.results import amounts, crashed, result_of
from app.server.seeing import LookRequest
from inference.engine import Request
from inference.errors import EngineCrashed, InferenceError
from inference.events import Finished
from inference.fichario.wire import Answer
from inference.guard.crashes import MOST

_log = logging.getLogger(__name__)

_MOST_FAILURES: Final = 5
"""How often a task may fail for reasons that may pass. What ends workers or engines is set aside sooner, as often as a
window sets it aside."""


class Again(Exception):
    """The task did not succeed for a reason that may pass: it is to be taken up once more, later."""

    def __init__(self, error: Exception, attempt: int) -> None:
        super().__init__(str(error))
        self.error = error
        self.attempt = attempt


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
            look(bench, task, begun, begun.request, photos)


def _may_pass(error: Exception) -> bool:
    """Whether the same may succeed later, or elsewhere: it is not the photo's fault, or a fault that comes and goes."""
    return any(getattr(error, name, False) for name in ("retryable", "passing", "blameless"))


def _write(bench: Bench, task: str, begun: Begun, asked: CardRequest, photos: tuple[Path, ...]) -> None:
    recipe = bench.recipe(asked)
    labels = labels_of(bench.readings, photos)
    request = recipe.request(job(task, begun), photos, Guidance(one_hint(asked.hint)), labels)
    _finish(bench, task, begun, request, photos, lambda ended: result_of(recipe, photos, ended))


def _answer(bench: Bench, task: str, begun: Begun, asked: AnswerRequest, photos: tuple[Path, ...]) -> None:
    request = asked.question.request(job(task, begun), photos)
    _finish(bench, task, begun, request, photos, lambda ended: Answer.of(ended).model_dump(mode="json"))


def _finish(
    bench: Bench,
    task: str,
    begun: Begun,
    request: Request,
    photos: tuple[Path, ...],
    result: Callable[[Finished], dict[str, Any]],
) -> None:
    """Have a request answered, and write down how its photos look and what a client gets of the answer.

    Whoever hears of the end may search at once: what the engine saw is kept before it is told; a worker that is given
    the task once more keeps the same. What the pair has yet to see comes after, since it would hold up the card.
    """
    began = time.monotonic()
    if (ended := follow(bench, task, request)) is None:
        return
    kept = keep(bench, begun, ended)
    if bench.tasks.succeed(task, result(ended)):
        if not kept:  # to tell the end waits for a Redis that is away, so it is there again
            keep(bench, begun, ended)
        bench.tasks.count(amounts(ended.figures, begun.waited, time.monotonic() - began))
        see_by_pair(bench, begun, photos)
