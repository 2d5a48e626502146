"""One request: its photos prepared, asked, asked again where that is worth it, and brought to its end."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import replace

from inference.endpoint.body import body_of
from inference.endpoint.capabilities import Feature
from inference.endpoint.errors import (
    AnswerCut,
    AnswerInvalid,
    AnswerNotJson,
    AnswerUnusable,
    ConnectionLost,
    KeyRefused,
    ModelUnknown,
    RateLimited,
    ServerAway,
)
from inference.endpoint.exchange import Refused
from inference.endpoint.options import EndpointInfo, plain_name
from inference.endpoint.picture import data_url
from inference.endpoint.reading import Form, Reading
from inference.endpoint.server import Server
from inference.endpoint.validation import Checker
from inference.engine import Request
from inference.errors import ContextTooSmall, InferenceError
from inference.events import Event, Figures, Finished, Provenance
from inference.llama.plan import plan
from inference.preparing import told
from inference.preprocess import Correction

_SEEDS = 2**32
_FINAL = (KeyRefused, ModelUnknown, RateLimited)
"""What no other way of asking mends."""

_NOBODY = "502"
"""What a gateway says when it finds nobody behind it."""


class Job:
    """One request on its way."""

    def __init__(self, request: Request, server: Server, info: EndpointInfo, tell: Callable[[Event], None]) -> None:
        self._request = request
        self._server = server
        self._info = info
        self._tell = tell
        self._options = server.exchange.options
        self._corrections: tuple[tuple[Correction, ...], ...] = ()
        self._lost = False
        self._seen = min(len(request.photos), server.capabilities.most_photos or len(request.photos))

    async def run(self) -> Finished:
        """Get the answer. One that is no use is asked for once more: with another seed, and told what was wrong.

        Raises:
            InferenceError: There is none.
        """
        began = time.monotonic()
        form = Form(plan(self._request.schema), Checker(self._request.schema), self._request.given)
        loop = asyncio.get_running_loop()
        encoded = [await loop.run_in_executor(None, data_url, photo) for photo in self._request.photos[: self._seen]]
        photos = [url for url, _ in encoded]
        self._corrections = told(steps for _, steps in encoded)
        if self._server.refusals[self._request.job]:
            await self._make_sure()
        try:
            asked, reading = self._request, await self._read(self._request, form, photos)
        except AnswerUnusable as error:
            if isinstance(error, AnswerCut):
                self._note_loss(error)
            self._doubt_patterns(error, form.checker)
            asked = _again(self._request, error)
            reading = await self._read(asked, form, photos)
        return self._finished(asked, reading, time.monotonic() - began)

    async def _read(self, request: Request, form: Form, photos: Sequence[str]) -> Reading:
        """Ask until there is a whole answer, or something that asking again does not mend."""
        waits = iter(self._options.waits)
        while True:
            await self._server.pace.wait()
            lacking = self._server.capabilities.lacking
            try:
                return await self._ask(request, form, photos[: self._seen])
            except Refused as refused:
                if self._shows_fewer(refused):
                    continue
                final = isinstance(refused.meaning, _FINAL)
                if final or self._server.capabilities.refused(refused.words, lacking) is None:
                    self._note_refusal(refused.meaning)
                    self._server.pace.rest_after(refused.meaning, next(waits, None))
            except ConnectionLost as error:
                self._note_loss(error)
                self._server.pace.rest_after(error, next(waits, None))

    async def _make_sure(self) -> None:
        """Ask for a word about nothing: who says one lives, so that it is this job which ends it the next moment.

        Raises:
            InferenceError: Nobody says anything: the server is away, whatever this job is about.
        """
        waits = iter(self._options.waits)
        body = {"model": self._info.name, "messages": [{"role": "user", "content": "?"}], "max_tokens": 1}
        while True:
            await self._server.pace.wait()
            error: InferenceError
            try:
                async with aclosing(self._server.exchange.chunks(body | {"stream": True})) as chunks:
                    await anext(chunks, None)
            except Refused as refused:
                error = refused.meaning
            except ConnectionLost as lost:
                error = lost
            else:
                return
            if not isinstance(error, ServerAway | ConnectionLost):
                return  # it lives, and has no word for this
            self._server.pace.rest_after(error, next(waits, None))

    def _note_refusal(self, error: InferenceError) -> None:
        """A gateway found nobody: for all it says nobody was there, or whoever was has died over this job.

        Raises:
            ConnectionLost: That has happened again and again right after somebody was there.
        """
        if error.facts.get("status") != _NOBODY or self._lost:
            return
        self._lost = True
        self._server.refusals[self._request.job] += 1
        if self._server.is_at_fault(self._request.job):
            raise ConnectionLost(str(error), **error.facts)

    def _shows_fewer(self, refused: Refused) -> bool:
        """Whether fewer photos may do: the server takes no more of them, or has no room for so many."""
        capabilities = self._server.capabilities
        if capabilities.refused_photos(refused.words, self._seen):
            self._seen = min(self._seen, capabilities.most_photos or 1)
            return True
        if self._seen > 1 and isinstance(refused.meaning, ContextTooSmall):
            self._seen -= 1
            return True
        return False

    def _note_loss(self, error: InferenceError) -> None:
        """The connection was lost over this job, which counts once for each time that it is taken up.

        Raises:
            InferenceError: The error, where that has happened too often.
        """
        if not self._lost:
            self._lost = True
            self._server.losses[self._request.job] += 1
        if self._server.is_at_fault(self._request.job):
            raise error

    async def _ask(self, request: Request, form: Form, photos: Sequence[str]) -> Reading:
        capabilities = self._server.capabilities
        body = body_of(request, self._info.name, photos, capabilities, form.bound)
        reading = Reading(request.job, form, self._tell)
        try:
            async with aclosing(self._server.exchange.chunks(body)) as chunks:
                async for chunk in chunks:
                    reading.take(chunk)
            reading.values()
        except AnswerUnusable as error:
            error.facts.setdefault("host", self._info.host)
            raise
        if capabilities.has(Feature.LOGPROBS):
            capabilities.note_answer(probabilities=reading.probabilities)
        return reading

    def _doubt_patterns(self, error: AnswerUnusable, checker: Checker) -> None:
        """A server may drop the whole schema, without a word, for a pattern that it cannot read."""
        broken = checker.properties.get(error.facts.get("field", ""), {})
        if isinstance(error, AnswerNotJson) or "pattern" in json.dumps(broken):
            self._server.capabilities.give_up(Feature.PATTERNS)

    def _finished(self, asked: Request, reading: Reading, seconds: float) -> Finished:
        info = self._info
        provenance = Provenance(
            model=plain_name(info.name),
            projector="",
            quantisation="",
            prompt_version=asked.prompt.version,
            temperature=asked.sampling.temperature,
            top_p=asked.sampling.top_p,
            seed=asked.sampling.seed,
            engine=" ".join(filter(None, (info.runtime or "OpenAI API", reading.fingerprint))),
            slots=self._options.slots,
            endpoint=info.host,
            corrections=self._corrections[: self._seen],
            photo_side=asked.photo_side,
            asked=asked.asked,
            hint=asked.prompt.hint,
            given=tuple(asked.given),
            photos=self._seen,
            labels=asked.labels,
            examples=len(asked.prompt.examples),
        )
        figures = _figures(reading, seconds)
        return Finished(asked.job, dict(reading.values()), reading.confidence(), provenance, figures)


def _figures(reading: Reading, seconds: float) -> Figures:
    usage = reading.usage
    tokens = usage.completion_tokens if usage else reading.counted
    return Figures(
        seconds=seconds,
        image_seconds=0.0,
        tokens=tokens,
        sampled=tokens,
        refused=0,
        prompt_tokens=usage.prompt_tokens if usage else 0,
        reused_tokens=usage.cached if usage else 0,
    )


def _again(request: Request, error: AnswerUnusable) -> Request:
    """The request for the second time: another seed, and behind the question which rule of the schema was broken."""
    sampling = replace(request.sampling, seed=(request.sampling.seed + 1) % _SEEDS)
    if not isinstance(error, AnswerInvalid):
        return replace(request, sampling=sampling)
    question = f"{request.prompt.question}\n\n({error.hint})"
    return replace(request, sampling=sampling, prompt=replace(request.prompt, question=question))
