"""Photos, and words, that somebody asks about are looked at by the workers, and the front waits for that a while.

Waiting holds a connection to Redis and no thread. Whoever stops waiting stops nothing: the photo is looked at, and the
next who asks finds its vector.
"""

import contextlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import anyio
from anyio.to_thread import run_sync
from redis.exceptions import RedisError

from app.server.contract import Priority, State
from app.server.errors import BrokerAway, NobodyLooks, NotSeenYet, QueueFull
from app.server.front.beginning import begin
from app.server.front.services import Services
from app.server.refusals import LookFailed, ModelNowhere, ModelUnsaid, WordsNowhere
from app.server.seeing import LookRequest
from app.server.vectors import words_of
from inference.embed import Vector

_AGAIN: Final = 10
"""Seconds after which it is worth asking again."""
_LATER: Final = 500
"""Photos of a key, in one space, that wait at most to be looked at for nobody in particular."""
_PART: Final = 4
"""So much of the tasks that a key may have open are such looks at most, by this part: the others are for cards."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, and what that can be compared with.

    Attributes:
        model: What clients call the model.
        space: Name of its space.
        dimension: Numbers in a vector of it.
        words: Whether words stand in it, too.
    """

    model: str
    space: str
    dimension: int
    words: bool = False


def sight_of(own: Services, model: str, *, words: bool = False) -> Sight:
    """Who looks for those that ask for a model, or for none in particular.

    Args:
        own: What the front has.
        model: What clients call it. Without, those that write cards look at photos, and a pair that knows words only
            where no other does.
        words: Whether it is asked where words stand.

    Raises:
        ModelNowhere: No worker has this model.
        WordsNowhere: Whoever has it knows no words; or nobody does.
        NobodyLooks: Whoever has it cannot look; or nobody can.
        ModelUnsaid: Some see differently from others, and none was asked for.
    """
    workers = own.tasks.workers()
    sights = [sight for worker in workers for sight in _sights(worker)]
    offered = {str(worker["model"]) for worker in workers} | {sight.model for sight in sights}
    if model and model not in offered:
        raise ModelNowhere(model=model, offered=_listed(offered))
    named = [sight for sight in sights if model in {"", sight.model}]
    seeing = [sight for sight in named if sight.words is words] or ([] if words else named)
    if not seeing:
        raise WordsNowhere(offered=_listed(sight.model for sight in sights if sight.words)) if words else NobodyLooks
    if len({sight.space for sight in seeing}) > 1:
        raise ModelUnsaid(offered=_listed(sight.model for sight in seeing))
    return min(seeing, key=lambda sight: sight.model)


def _sights(worker: Mapping[str, Any]) -> list[Sight]:
    """How a worker sees: by its model, and by the pair that it holds beside it."""
    eyes = [(worker, False), (worker.get("pair", {}), True)]
    return [Sight(eye["model"], eye["space"], eye["dimension"], words) for eye, words in eyes if eye.get("space")]


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
    return await _found(own, owner, photos, sight.space, lambda photo: _look_at(photo, sight, Priority.PERSON))


async def hear(own: Services, owner: str, words: Sequence[str], sight: Sight) -> dict[str, Vector]:
    """The vectors of words, each text by itself; raises as :func:`look` does."""

    def request(text: str) -> LookRequest:
        return LookRequest(kind="look", words=text, model=sight.model)

    return await _found(own, owner, words, words_of(sight.space), request)


def look_later(own: Services, owner: str, photos: Sequence[str], sight: Sight) -> None:
    """Have photos looked at that have no vector, as many as may wait, behind all that somebody waits for.

    None is taken up again that somebody was about to look at within the last hour: it waits still, or it is no photo
    any more. Where the workers have no room for that, or cannot be told, nothing happens.
    """
    begun = own.vectors.looks(owner, sight.space, photos)
    waiting = sum(not state.ended for state in own.tasks.states([*begun.values()]).values())
    room = max(0, min(_LATER, own.tasks.limits.open_of_one // _PART) - waiting)
    if fresh := [photo for photo in photos if photo not in begun][:room]:
        with contextlib.suppress(QueueFull, BrokerAway):
            _begin(own, owner, {photo: _look_at(photo, sight, Priority.BATCH) for photo in fresh}, sight.space)


def _look_at(photo: str, sight: Sight, priority: Priority) -> LookRequest:
    return LookRequest(kind="look", photos=(photo,), model=sight.model, priority=priority)


async def _found(
    own: Services, owner: str, things: Sequence[str], space: str, request: Callable[[str], LookRequest]
) -> dict[str, Vector]:
    """The vectors of what has one in a space, or gets one while this waits."""
    tasks = await run_sync(_begin_missing, own, owner, list(dict.fromkeys(things)), space, request)
    try:
        with anyio.move_on_after(own.patience):
            await own.happenings.until_ended(tasks)
    except RedisError as error:
        raise BrokerAway(reason=f"{type(error).__name__}: {error}") from error
    return await run_sync(_seen, own, owner, things, space, tasks)


def _begin_missing(
    own: Services, owner: str, things: list[str], space: str, request: Callable[[str], LookRequest]
) -> list[str]:
    """Have what has no vector looked at, unless somebody is about to; returns the tasks."""
    known = own.vectors.find(owner, space, things)
    missing = [thing for thing in things if thing not in known]
    begun = {thing: task for thing, task in own.vectors.looks(owner, space, missing).items() if _awaited(own, task)}
    asked = {thing: request(thing) for thing in missing if thing not in begun}
    return [*begun.values(), *(_begin(own, owner, asked, space) if asked else [])]


def _awaited(own: Services, task: str) -> bool:
    """Whether a look comes soon that was begun before; one that waits behind batches is begun once more before them."""
    found = own.tasks.find(task)
    if found is None or found.state.ended:
        return False
    return found.priority is Priority.PERSON or found.state is not State.PENDING


def _begin(own: Services, owner: str, asked: Mapping[str, LookRequest], space: str) -> list[str]:
    """Have something looked at, and remember by which tasks; returns those."""
    made = [task.id for task in begin(owner, own, [*asked.values()], Priority.PERSON)]
    own.vectors.note(owner, space, dict(zip(asked, made, strict=True)))
    return made


def _seen(own: Services, owner: str, things: Sequence[str], space: str, tasks: Collection[str]) -> dict[str, Vector]:
    found = own.vectors.find(owner, space, things)
    if all(thing in found for thing in things):
        return found
    for task in tasks:
        ended = own.tasks.find(task)
        if ended is not None and ended.problem is not None:
            raise LookFailed(ended.problem["code"], ended.problem["facts"])
    raise NotSeenYet(_AGAIN)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names))) or "–"
