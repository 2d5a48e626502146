"""Photos that somebody asks about are looked at by the workers, and the front waits for that a while.

Waiting holds a connection to Redis and no thread. Whoever stops waiting stops nothing: the photo is looked at, and the
next who asks finds its vector.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import anyio
from anyio.to_thread import run_sync
from redis.exceptions import RedisError

from app.server.contract import Priority
from app.server.errors import BrokerAway, NobodyLooks, NotSeenYet
from app.server.front.beginning import begin
from app.server.front.services import Services
from app.server.refusals import LookFailed, ModelNowhere, ModelUnsaid
from app.server.seeing import LookRequest
from inference.embed import Vector

_AGAIN = 10
"""Seconds after which it is worth asking again."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, and what that can be compared with.

    Attributes:
        model: What clients call the model.
        space: Name of its space.
        dimension: Numbers in a vector of it.
    """

    model: str
    space: str
    dimension: int


def sight_of(own: Services, model: str) -> Sight:
    """Who looks for those that ask for a model, or for none in particular.

    Raises:
        ModelNowhere: No worker has this model.
        NobodyLooks: Whoever has it cannot look; or nobody can.
        ModelUnsaid: Some see differently from others, and none was asked for.
    """
    workers = own.tasks.workers()
    named = [worker for worker in workers if model in {"", worker["model"]}]
    if model and not named:
        raise ModelNowhere(model=model, offered=_listed(str(worker["model"]) for worker in workers))
    seeing = [Sight(worker["model"], worker["space"], worker["dimension"]) for worker in named if worker.get("space")]
    if not seeing:
        raise NobodyLooks
    if len({sight.space for sight in seeing}) > 1:
        raise ModelUnsaid(offered=_listed(sight.model for sight in seeing))
    return min(seeing, key=lambda sight: sight.model)


def check_photos(own: Services, owner: str, photos: Iterable[str]) -> None:
    """See that photos are there.

    Raises:
        PhotoUnknown: The key has no such photo.
    """
    for photo in dict.fromkeys(photos):
        own.shelf.find(owner, photo)


async def look(own: Services, owner: str, photos: Sequence[str], sight: Sight) -> dict[str, Vector]:
    """The vectors of some photos that a key has.

    Raises:
        LookFailed: One cannot be looked at.
        NotSeenYet: Nobody has had the time.
        QueueFull: So much waits that no more may.
    """
    tasks = await run_sync(_begin_looks, own, owner, list(dict.fromkeys(photos)), sight)
    try:
        with anyio.move_on_after(own.patience):
            await own.happenings.until_ended(tasks)
    except RedisError as error:
        raise BrokerAway(reason=f"{type(error).__name__}: {error}") from error
    return await run_sync(_seen, own, owner, photos, sight, tasks)


def _begin_looks(own: Services, owner: str, photos: list[str], sight: Sight) -> list[str]:
    """Have those photos looked at that nobody has looked at, nor is about to; returns the tasks."""
    known = own.vectors.find(owner, sight.space, photos)
    missing = [photo for photo in photos if photo not in known]
    if not missing:
        return []
    looks = own.vectors.looks(owner, sight.space, missing)
    open_ones = {task for task, state in own.tasks.states([*looks.values()]).items() if not state.ended}
    begun = {photo: task for photo, task in looks.items() if task in open_ones}
    asked = [photo for photo in missing if photo not in begun]
    if asked:
        requests = [LookRequest(kind="look", photos=(photo,), model=sight.model) for photo in asked]
        made = begin(owner, own, requests, Priority.PERSON)
        anew = {photo: task.id for photo, task in zip(asked, made, strict=True)}
        own.vectors.note(owner, sight.space, anew)
        begun |= anew
    return [*begun.values()]


def _seen(own: Services, owner: str, photos: Sequence[str], sight: Sight, tasks: Collection[str]) -> dict[str, Vector]:
    found = own.vectors.find(owner, sight.space, photos)
    if all(photo in found for photo in photos):
        return found
    for task in tasks:
        ended = own.tasks.find(task)
        if ended is not None and ended.problem is not None:
            raise LookFailed(ended.problem["code"], ended.problem["facts"])
    raise NotSeenYet(_AGAIN)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names))) or "–"
