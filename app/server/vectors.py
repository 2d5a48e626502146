"""How each key's photos look, as far as somebody has looked: bounded, in Redis, so that fronts and workers share it.

Where words that were asked for stand among photos is kept likewise, as if it were of another space (:func:`words_of`).

Keys::

    fichario:vectors:<owner>:<space>   photo → its vector, as float32 (a hash)
    fichario:seen:<owner>:<space>      photos, by when they were last wanted (a sorted set)
    fichario:looks:<owner>:<space>     photo → the task that looks at it (a hash)

Of two keys that sent the same photo each has its vector, so that neither learns of the other by how soon it is there.
"""

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from redis import Redis
from redis.exceptions import RedisError

from app.server.errors import BrokerAway
from app.server.scripts import PLACE, PROTOCOL
from inference.embed import Vector

MOST_KEPT: Final = 10_000
"""Photos of one key, in one space: those that were wanted last."""
_KEPT: Final = 30 * 24 * 3600
"""Seconds after which what nobody wants any more is gone."""
_LOOKING: Final = 3600
_TOGETHER: Final = 500
"""Vectors that are fetched at a time, since Redis serves nobody else meanwhile."""


class Vectors:
    """All of them; any thread may use it.

    Every method raises :class:`BrokerAway` where Redis does not answer.

    Args:
        url: Redis' address.
        most: As :data:`MOST_KEPT`.
    """

    def __init__(self, url: str, most: int = MOST_KEPT) -> None:
        self._redis: Any = Redis.from_url(url, protocol=PROTOCOL, socket_timeout=10, socket_connect_timeout=5)
        self._most = most

    def close(self) -> None:
        """Let go of the connections."""
        self._redis.close()

    def put(self, owner: str, space: str, vectors: Mapping[str, Vector]) -> None:
        """Keep the vectors of some photos."""
        said: list[Any] = [self._most, _KEPT]
        for photo, vector in vectors.items():
            said += [photo, np.asarray(vector, "<f4").tobytes()]
        with self._asking() as redis:
            redis.register_script(PLACE)(keys=[_vectors(owner, space), _seen(owner, space)], args=said)

    def find(self, owner: str, space: str, photos: Sequence[str]) -> dict[str, Vector]:
        """The vectors of photos, of those that have one."""
        found: dict[str, Vector] = {}
        with self._asking() as redis:
            for first in range(0, len(photos), _TOGETHER):
                some = photos[first : first + _TOGETHER]
                values = redis.hmget(_vectors(owner, space), some)
                found |= {
                    photo: np.frombuffer(value, "<f4") for photo, value in zip(some, values, strict=True) if value
                }
        return found

    def all(self, owner: str, space: str) -> list[str]:
        """The photos that have a vector."""
        with self._asking() as redis:
            return [photo.decode() for photo in redis.zrange(_seen(owner, space), 0, -1)]

    def drop(self, owner: str, space: str, photos: Collection[str]) -> None:
        """Forget photos that are gone."""
        with self._asking() as redis, redis.pipeline() as pipe:
            pipe.hdel(_vectors(owner, space), *photos)
            pipe.zrem(_seen(owner, space), *photos)
            pipe.execute()

    def note(self, owner: str, space: str, looks: Mapping[str, str]) -> None:
        """Remember which task looks at which photo."""
        with self._asking() as redis, redis.pipeline() as pipe:
            pipe.hset(_looks(owner, space), mapping=dict(looks))
            pipe.expire(_looks(owner, space), _LOOKING)
            pipe.execute()

    def looks(self, owner: str, space: str, photos: Sequence[str]) -> dict[str, str]:
        """The tasks that were begun to look at photos, whatever became of them."""
        if not photos:
            return {}
        with self._asking() as redis:
            found = zip(photos, redis.hmget(_looks(owner, space), photos), strict=True)
            return {photo: task.decode() for photo, task in found if task}

    @contextlib.contextmanager
    def _asking(self) -> Iterator[Any]:
        try:
            yield self._redis
        except RedisError as error:
            raise BrokerAway(reason=f"{type(error).__name__}: {error}") from error


def words_of(space: str) -> str:
    """What the places of words in a space are kept under: photos are found by looking through those of photos alone."""
    return f"{space}:words"


def _vectors(owner: str, space: str) -> str:
    return f"fichario:vectors:{owner}:{space}"


def _seen(owner: str, space: str) -> str:
    return f"fichario:seen:{owner}:{space}"


def _looks(owner: str, space: str) -> str:
    return f"fichario:looks:{owner}:{space}"
