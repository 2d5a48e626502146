"""Questions to a Fichário server over HTTP: its models, photos, answers and tasks."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inference.endpoint.errors import ConnectionLost, ModelUnknown
from inference.endpoint.exchange import Exchange, Refused
from inference.endpoint.options import EndpointOptions, Offer
from inference.fichario.errors import NoReaders, NotFichario
from inference.fichario.problems import problem_in, refusal_of

if TYPE_CHECKING:
    import httpx2

RUNTIME = "fichario"
"""What such a server is called in an offer."""

_UPLOAD_SECONDS = 600.0
_SILENCE = 60.0  # seconds; every quarter of that a server gives a sign of life
_STREAM = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a task.

    Attributes:
        name: What.
        data: More about it, as JSON.
        number: By which the server goes on behind it.
    """

    name: str
    data: str
    number: str


class FicharioExchange(Exchange):
    """Talks to such a server. Every method raises as :meth:`page` does, but :meth:`offer`.

    A model that was there once and is not now is taken to come back: its workers are started again, perhaps.
    """

    def __init__(self, options: EndpointOptions) -> None:
        super().__init__(options)
        self._seen = False

    async def offer(self) -> Offer:
        """Ask the server for the models that its workers hold.

        Raises:
            NoReaders: No worker is there, or none any more that has the model.
            NotFichario: It is another server.
            EndpointError: It cannot be reached, or refuses.
        """
        try:
            said = await self.get("/models")
        except Refused as refused:
            raise refused.meaning from refused
        if not isinstance(said, list) or not all(isinstance(one, dict) and "id" in one for one in said):
            raise self._stranger(200)
        about = {str(one["id"]): one.get("about") for one in said}
        here = self.options.model in about
        if not about or (self._seen and not here):
            raise NoReaders(host=self.options.address.host)
        self._seen = here
        return Offer(tuple(about), RUNTIME, {name: one for name, one in about.items() if isinstance(one, dict)})

    async def has(self, photo: str) -> bool:
        """Whether a photo, named by its SHA-256, needs not be sent."""
        try:
            await self._page("GET", f"/photos/{photo}")
        except Refused as refused:
            if refused.words == "request.photo":
                return False
            raise
        return True

    async def send(self, content: bytes) -> str:
        """Send a photo; its id is its SHA-256."""
        headers = {"Content-Type": "application/octet-stream"}
        said = await self.page("POST", "/photos", _UPLOAD_SECONDS, ConnectionLost, content=content, headers=headers)
        return self._named(said, "id")

    async def ask(self, body: bytes, name: str) -> str:
        """Ask for an answer; returns the task.

        Args:
            body: The request, as JSON.
            name: Of two requests of one name, the second only hears of the first one's task.
        """
        headers = {"Content-Type": "application/json", "Idempotency-Key": name}
        return self._named(await self._page("POST", "/answers", content=body, headers=headers), "task_id")

    async def call_off(self, task: str) -> None:
        """Have a task end."""
        await self._page("DELETE", f"/tasks/{task}")

    async def follow(self, task: str, since: str) -> AsyncGenerator[Happening, None]:
        """What happens to a task, up to its end or the connection's; closing the iterator closes the stream.

        Args:
            task: Which.
            since: The number of the last thing that is known; empty for none.
        """
        from httpx2 import EventSource, Timeout  # noqa: PLC0415 - as in the other exchange

        url, headers = f"{self.options.address.url}/tasks/{task}/events", {"Last-Event-ID": since} if since else {}
        timeout = Timeout(_SILENCE, pool=None)
        with self._failing(lambda: ConnectionLost, _SILENCE):
            async with self._client.stream("GET", url, headers=headers, timeout=timeout) as response:
                if not response.is_success:
                    raise self._refused(response, await response.aread())
                if not response.headers.get("content-type", "").startswith(_STREAM):
                    raise self._stranger(response.status_code)
                async for event in EventSource(response):
                    yield Happening(event.event, event.data, event.id)

    async def _page(self, method: str, path: str, **said: Any) -> Any:
        return await self.page(method, path, self.options.look_seconds, ConnectionLost, **said)

    def _named(self, said: Any, name: str) -> str:
        if not isinstance(said, Mapping) or not isinstance(said.get(name), str):
            raise self._stranger(200)
        return str(said[name])

    def _refused(self, response: "httpx2.Response", content: bytes) -> Refused:
        problem = problem_in(content)
        host = self.options.address.host
        meaning = refusal_of(response.status_code, response.headers, problem, host)
        if self._seen and isinstance(meaning, ModelUnknown):
            meaning = NoReaders(host=host)
        return Refused(problem.code, meaning)

    def _stranger(self, status: int) -> NotFichario:
        return NotFichario("no answer of a Fichário server", host=self.options.address.host, status=str(status))
