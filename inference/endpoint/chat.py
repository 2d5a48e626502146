"""A chat completion over HTTP, in OpenAI's protocol: sent, refused or answered piece by piece."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from inference.endpoint.chunks import Chunk
from inference.endpoint.errors import AnswerCut, AnswerNotJson, ConnectionLost, FicharioHere, NotAnEndpoint
from inference.endpoint.exchange import Exchange, Refused
from inference.endpoint.options import Offer
from inference.endpoint.refusals import words_of

if TYPE_CHECKING:
    import httpx2

_LAST = "[DONE]"


class ChatExchange(Exchange):
    """Talks to a server that speaks it."""

    async def offer(self) -> Offer:
        """Ask the server for its models. One that does not know the question offers whatever it is asked for."""
        try:
            said = await self.get("/models")
        except Refused as refused:
            if isinstance(refused.meaning, NotAnEndpoint):
                return Offer((), "")
            raise refused.meaning from refused
        if isinstance(said, list):
            raise FicharioHere("a bare list of models", host=self.options.address.host, status="200")
        entries: list[Any] = said.get("data", []) if isinstance(said, dict) else []
        known = [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)]
        owner = next((entry["owned_by"] for entry in known if isinstance(entry.get("owned_by"), str)), "")
        return Offer(tuple(entry["id"] for entry in known), owner)

    async def chunks(self, body: dict[str, Any]) -> AsyncGenerator[Chunk, None]:
        """Ask for a chat completion and pass on what comes; closing the iterator closes the stream.

        Raises:
            Refused: The server answered with an error, before its answer or within.
            EndpointError: It did not answer, fell silent, or what it said makes no sense.
        """
        begun, url = False, f"{self.options.address.url}/chat/completions"
        with self._failing(lambda: AnswerCut if begun else ConnectionLost, self.options.read_seconds):
            async with self._client.stream("POST", url, json=body) as response:
                if response.status_code != 200:
                    raise self._refused(response, await response.aread())
                async for data in self._events(response):
                    begun = True
                    yield self._chunk(data)

    async def _events(self, response: "httpx2.Response") -> AsyncIterator[str]:
        """The data of each event; of a server that does not stream, all of it at once."""
        from httpx2 import EventSource  # noqa: PLC0415 - 0.1 s that only those pay who use a server

        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/json":
            yield (await response.aread()).decode("utf-8", "replace")
        elif kind == "text/event-stream":
            async for event in EventSource(response):
                if event.data == _LAST:
                    return
                if event.data:
                    yield event.data
        else:
            raise self._stranger(response.status_code)

    def _chunk(self, data: str) -> Chunk:
        try:
            chunk = Chunk.model_validate_json(data)
        except ValidationError as error:
            raise AnswerNotJson(str(error), host=self.options.address.host) from error
        if chunk.error:
            words = words_of(json.dumps({"error": chunk.error}).encode())
            raise Refused(words, self._error(500, {}, words))
        return chunk
