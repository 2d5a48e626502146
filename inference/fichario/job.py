"""One request on its way: its photos sent where the server lacks them, asked, and followed to its end.

The question is named by its content, so that whoever asks it again, because the connection broke, the server was away
or this program ended, hears of the task that there is.
"""

import asyncio
import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, TypeVar

from inference.endpoint.errors import ConnectionLost, EndpointError, ServerFailed
from inference.endpoint.exchange import Refused
from inference.endpoint.loop import Loop
from inference.endpoint.pace import Pace
from inference.engine import Photo, PhotoFile, Request
from inference.errors import InferenceError, PhotoUnreadable
from inference.events import Event, Finished
from inference.fichario.exchange import FicharioExchange
from inference.fichario.photos import content_of, fingerprint
from inference.fichario.telling import TaskGone, Telling
from inference.fichario.wire import MOST_PHOTOS, Question

_log = logging.getLogger(__name__)

Result = TypeVar("Result")

_QUIET = 20.0
"""Seconds without any news of a task after which it is looked whether anybody is there to write it."""
_TIMES = 4
"""How often a request is asked whose photos or whose task the server loses."""


@dataclass(frozen=True)
class Desk:
    """What all requests to a server share.

    Attributes:
        exchange: Talks to it.
        loop: Where.
        pace: When it may be asked.
        there: Photos that the server has, by their SHA-256, as far as it is known.
        sending: Photo → held while it is sent, so that two requests about it send it once.
    """

    exchange: FicharioExchange
    loop: Loop
    pace: Pace
    there: set[str] = field(default_factory=set)
    sending: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))


class Job:
    """One request; everything happens on the desk's loop."""

    def __init__(self, request: Request, desk: Desk, tell: Callable[[Event], None]) -> None:
        self._request = request
        self._desk = desk
        self._options = desk.exchange.options
        self._host = self._options.address.host
        self._telling = Telling(request.job, self._host, tell)
        self._quiet = min(_QUIET, self._options.read_seconds)
        self._asking: asyncio.Task[str] | None = None

    async def run(self) -> Finished:
        """Get the answer.

        Raises:
            InferenceError: There is none.
        """
        photos = self._request.photos[:MOST_PHOTOS]
        question = Question.of(self._request)
        names: list[str] = []
        try:
            for _ in range(_TIMES):
                names = [await self._sent(photo) for photo in photos]
                try:
                    return await self._followed(await self._asked(question, names))
                except TaskGone:
                    continue
        except PhotoUnreadable as error:
            self._rename(error, names)
            raise
        raise ServerFailed("the task is gone again and again", host=self._host, status="404")

    async def call_off(self) -> None:
        """Have the server stop, whether it has heard of the question by now or is just hearing of it."""
        if self._asking is None:
            return
        try:
            await self._desk.exchange.call_off(await self._asking)
        except (InferenceError, Refused) as error:
            _log.info("a task could not be called off: %s", error)

    async def _sent(self, photo: Photo) -> str:
        """Send a photo, unless the server has it; returns its id.

        Raises:
            PhotoUnreadable: It cannot be read, here or there.
        """
        loop, desk = asyncio.get_running_loop(), self._desk
        name = await loop.run_in_executor(None, fingerprint, photo)
        async with desk.sending[name]:
            if name not in desk.there and not await self._patiently(lambda: desk.exchange.has(name)):
                content = await loop.run_in_executor(None, content_of, photo)
                name = await self._upload(photo, content)
            desk.there.add(name)
        return name

    async def _upload(self, photo: Photo, content: bytes) -> str:
        try:
            return await self._patiently(lambda: self._desk.exchange.send(content))
        except PhotoUnreadable as error:
            if isinstance(photo, PhotoFile):
                error.facts["path"] = str(photo.path)
            raise

    async def _asked(self, question: Question, photos: list[str]) -> str:
        """Ask; returns the task. It is asked to the end even where nobody waits any more, so as to be called off.

        Raises:
            TaskGone: The server has lost a photo.
        """
        said: dict[str, Any] = {"photos": photos, "model": self._options.model}
        priority = {"priority": "person" if self._request.awaited else "batch"}
        body = json.dumps(said | priority | {"question": question.model_dump(mode="json")}).encode()
        named = json.dumps(said | {"question": question.model_dump(mode="json", exclude={"anew"})})
        name = hashlib.sha256(named.encode()).hexdigest()
        self._asking = self._desk.loop.start(self._patiently(lambda: self._desk.exchange.ask(body, name)))
        try:
            return await asyncio.shield(self._asking)
        except EndpointError as error:
            if error.code != "request.photo":
                raise
            self._desk.there.difference_update(photos)
            raise TaskGone from error

    async def _followed(self, task: str) -> Finished:
        """Listen to a task until it has ended, through as many connections as it takes.

        A task of which nothing is heard may be in nobody's hands: then it is looked whether anybody is there.

        Raises:
            TaskGone: The server has no such task any more.
        """
        waits, since = iter(self._options.waits), ""
        while True:
            await self._desk.pace.wait()
            try:
                async with (
                    aclosing(self._desk.exchange.follow(task, since)) as stream,
                    asyncio.timeout(self._quiet) as patience,
                ):
                    async for happening in stream:
                        patience.reschedule(asyncio.get_running_loop().time() + self._quiet)
                        waits, since = iter(self._options.waits), happening.number or since
                        if (answer := self._telling.take(happening)) is not None:
                            return answer
                error: InferenceError = ConnectionLost("the stream ended", host=self._host, reason="the stream ended")
            except TimeoutError:
                await self._desk.exchange.offer()
                continue
            except Refused as refused:
                if refused.words == "request.task":
                    raise TaskGone from refused
                error = refused.meaning
            except ConnectionLost as lost:
                error = lost
            self._desk.pace.rest_after(error, next(waits, None))

    async def _patiently(self, ask: Callable[[], Awaitable[Result]]) -> Result:
        """Ask, and again where the server is busy, fails or loses the connection."""
        waits = iter(self._options.waits)
        while True:
            await self._desk.pace.wait()
            try:
                return await ask()
            except Refused as refused:
                self._desk.pace.rest_after(refused.meaning, next(waits, None))
            except ConnectionLost as error:
                self._desk.pace.rest_after(error, next(waits, None))

    def _rename(self, error: PhotoUnreadable, names: list[str]) -> None:
        """Name the photo in an error as it is called here: the server knows it by its hash alone."""
        told = error.facts.get("path", "")
        for name, photo in zip(names, self._request.photos, strict=False):
            if name in told and isinstance(photo, PhotoFile):
                error.facts["path"] = str(photo.path)
