"""``/v1/cards``, ``/v1/answers``, ``/v1/batches``, ``/v1/tasks``: asked for and answered at once, written later."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import StreamingResponse

from app.server.contract import (
    AnswerRequest,
    BatchAnswer,
    BatchBegun,
    BatchRequest,
    CardRequest,
    Priority,
    TaskAnswer,
    TaskBegun,
)
from app.server.front.access import Asker
from app.server.front.beginning import begin, begin_once
from app.server.front.looking import check_photos
from app.server.front.problems import language_of, problem_of
from app.server.front.services import Services, services
from app.server.records import Task
from app.server.refusals import BatchUnknown, ModelNowhere, TaskUnknown
from app.wording import Language

router = APIRouter(prefix="/v1")
Own = Annotated[Services, Depends(services)]
Name = Annotated[str, Header(max_length=128, pattern=r"^[\w.-]*$")]

_FAILED = 500
_STREAM = "text/event-stream"


@router.post("/cards", status_code=202)
def ask_for_card(asked: CardRequest, owner: Asker, own: Own) -> TaskBegun:
    """Ask for the card of a product whose photos were sent. Answers at once; the task tells the rest."""
    _check(owner, own, (asked,))
    return TaskBegun(task_id=begin(owner, own, (asked,), Priority.PERSON)[0].id)


@router.post("/answers", status_code=202)
def ask_for_answer(asked: AnswerRequest, owner: Asker, own: Own, idempotency_key: Name = "") -> TaskBegun:
    """Ask a question of one's own about photos that were sent. Answers at once; the task tells the rest.

    Whoever asks again under the same ``Idempotency-Key``, as long as what became of it is kept, hears of the same task,
    unless that has failed or was called off.
    """
    _check(owner, own, (asked,))
    return TaskBegun(task_id=begin_once(owner, own, asked, Priority.PERSON, idempotency_key))


@router.post("/batches", status_code=202)
def ask_for_cards(asked: BatchRequest, owner: Asker, own: Own) -> BatchBegun:
    """Ask for the cards of many products, in the order in which they are given."""
    _check(owner, own, asked.cards)
    tasks = [task.id for task in begin(owner, own, asked.cards, Priority.BATCH)]
    return BatchBegun(batch_id=own.tasks.group(owner, tasks), task_ids=tasks)


@router.get("/batches/{batch}")
def show_batch(batch: str, owner: Asker, own: Own) -> BatchAnswer:
    """How far a batch is."""
    states = own.tasks.states(_tasks_of(batch, owner, own))
    return BatchAnswer(batch_id=batch, counts=dict(Counter(states.values())), tasks=states)


@router.delete("/batches/{batch}")
def cancel_batch(batch: str, owner: Asker, own: Own) -> BatchAnswer:
    """Call off what has not ended of a batch."""
    for task in _tasks_of(batch, owner, own):
        own.tasks.revoke(task)
    return show_batch(batch, owner, own)


@router.get("/tasks/{task}")
def show_task(task: str, owner: Asker, own: Own, request: Request) -> TaskAnswer:
    """How far a card is: what is written so far, and in the end the card or why there is none."""
    return _answer(_find(task, owner, own), language_of(request))


@router.delete("/tasks/{task}")
def cancel_task(task: str, owner: Asker, own: Own, request: Request) -> TaskAnswer:
    """Call a card off. One that is being written stops soon; one that is there stays."""
    _find(task, owner, own)
    own.tasks.revoke(task)
    return show_task(task, owner, own, request)


@router.get("/tasks/{task}/events", response_class=StreamingResponse, responses={200: {"content": {_STREAM: {}}}})
def follow_task(
    task: str, owner: Asker, own: Own, request: Request, last_event_id: Annotated[str, Header()] = ""
) -> StreamingResponse:
    """What happens to a card, as server-sent events, up to its end.

    The first is ``task``, how far it is now; then come ``started``, ``progressed``, ``text_grown``, ``field_done``,
    ``waiting``, and at last one of ``finished``, ``failed`` and ``cancelled``. Whoever lost the connection goes on by
    ``Last-Event-ID``.
    """
    found = _find(task, owner, own)
    first = _answer(found, language_of(request))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(own.happenings.follow(found, first, last_event_id), media_type=_STREAM, headers=headers)


def _check(owner: str, own: Services, cards: Sequence[CardRequest | AnswerRequest]) -> None:
    """Find out before anything is taken in whether the photos are there, and somebody who reads them.

    Raises:
        PhotoUnknown: One of them is not.
        ModelNowhere: No worker has a model that was asked for.
    """
    check_photos(own, owner, (photo for card in cards for photo in card.photos))
    if wanted := {card.model for card in cards} - {""}:
        offered = {str(worker["model"]) for worker in own.tasks.workers()}
        for model in sorted(wanted - offered):
            raise ModelNowhere(model=model, offered=", ".join(sorted(offered)) or "–")


def _find(task: str, owner: str, own: Services) -> Task:
    found = own.tasks.find(task)
    if found is None or found.owner != owner:
        raise TaskUnknown(task=task)
    return found


def _tasks_of(batch: str, owner: str, own: Services) -> list[str]:
    tasks = own.tasks.grouped(owner, batch)
    if tasks is None:
        raise BatchUnknown(batch=batch)
    return tasks


def _answer(task: Task, language: Language) -> TaskAnswer:
    problem = task.problem and problem_of(task.problem["code"], task.problem["facts"], _FAILED, language)
    return TaskAnswer(
        task_id=task.id,
        state=task.state,
        created=datetime.fromisoformat(task.created),
        fields=_written(task.result) if task.result else task.fields,
        result=task.result,
        problem=problem or None,
    )


def _written(result: dict[str, Any]) -> dict[str, Any]:
    """The fields of a card or of an answer that is there."""
    written: dict[str, Any] = result["card"] if "card" in result else result["values"]
    return written
