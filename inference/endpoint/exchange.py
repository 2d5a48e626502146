"""Questions to a server over HTTP, and what the network does to them. Knows neither jobs nor schemas.

Each question has a connection of its own: one that a server, or something on the way, has closed while it lay idle
would cost a photo, and a new one costs nothing beside what a photo takes.
"""

import asyncio
import json
import ssl
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from inference.endpoint.errors import (
    CertificateUnknown,
    EndpointError,
    NotAnEndpoint,
    ServerSlow,
    TlsFailed,
    Unreachable,
)
from inference.endpoint.options import EndpointOptions, Offer
from inference.endpoint.refusals import error_of, hushed, words_of
from inference.errors import InferenceError

if TYPE_CHECKING:
    import httpx2

_WRITE_SECONDS = 120.0


class Refused(Exception):
    """The server answered with an error; what to make of it depends on what was asked.

    Attributes:
        words: What it said.
        meaning: The error that it stands for.
    """

    def __init__(self, words: str, meaning: InferenceError) -> None:
        super().__init__(words)
        self.words = words
        self.meaning = meaning


class Exchange(ABC):
    """Talks to one server. Everything but the making happens on one event loop."""

    def __init__(self, options: EndpointOptions) -> None:
        import httpx2  # noqa: PLC0415 - 0.1 s that only those pay who use a server

        self.options = options
        timeout = httpx2.Timeout(
            connect=options.connect_seconds, read=options.read_seconds, write=_WRITE_SECONDS, pool=None
        )
        limits = httpx2.Limits(max_connections=options.slots + 1, max_keepalive_connections=0)
        # A proxy is for other machines: what is meant for this one would leave it.
        direct = httpx2.AsyncHTTPTransport(limits=limits) if options.address.local else None
        headers = {"Authorization": f"Bearer {options.key}"} if options.key else {}
        self._client = httpx2.AsyncClient(headers=headers, timeout=timeout, limits=limits, transport=direct)

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    @abstractmethod
    async def offer(self) -> Offer:
        """Ask the server for its models.

        Raises:
            EndpointError: It cannot be reached, or refuses.
        """

    async def get(self, path: str) -> Any:
        """Read a page of JSON, which is not waited for as long as an answer; raises as :meth:`page` does."""
        return await self.page("GET", path, self.options.look_seconds, Unreachable)

    async def page(self, method: str, path: str, seconds: float, lost: type[EndpointError], **said: Any) -> Any:
        """Ask for a page of JSON.

        Args:
            method: Of HTTP.
            path: Below the address.
            seconds: How long all of it may take.
            lost: What it means that the connection broke.
            said: What else the client takes: ``content``, ``headers``.

        Raises:
            Refused: The server answered with an error.
            EndpointError: It did not answer, or not with JSON.
        """
        with self._failing(lambda: lost, seconds):
            try:
                async with asyncio.timeout(seconds):
                    url = f"{self.options.address.url}{path}"
                    response = await self._client.request(method, url, timeout=seconds, **said)
            except TimeoutError as error:
                raise self._slow(seconds) from error
        if not response.is_success:
            raise self._refused(response, response.content)
        try:
            return json.loads(response.content)
        except ValueError as error:
            raise self._stranger(response.status_code) from error

    def _refused(self, response: "httpx2.Response", content: bytes) -> Refused:
        words = words_of(content)
        return Refused(words, self._error(response.status_code, response.headers, words))

    def _error(self, status: int, headers: Mapping[str, str], words: str) -> InferenceError:
        return error_of(status, headers, words, self.options, datetime.now(UTC))

    def _stranger(self, status: int) -> NotAnEndpoint:
        return NotAnEndpoint("no answer of this protocol", host=self.options.address.host, status=str(status))

    def _slow(self, seconds: float) -> ServerSlow:
        return ServerSlow("silence", host=self.options.address.host, seconds=f"{seconds:.0f}")

    @contextmanager
    def _failing(self, lost: Callable[[], type[EndpointError]], patience: float) -> Iterator[None]:
        """Turn what the network does into errors of ours.

        Args:
            lost: What it means that a connection broke.
            patience: Seconds that nothing may come.
        """
        import httpx2  # noqa: PLC0415 - as above

        host = self.options.address.host
        try:
            yield
        except httpx2.ConnectTimeout as error:
            raise Unreachable(repr(error), host=host, reason="timeout") from error
        except httpx2.TimeoutException as error:
            raise self._slow(patience) from error
        except httpx2.HTTPError as error:
            reason = hushed(str(error) or type(error).__name__, self.options.key)
            connecting = isinstance(error, httpx2.ConnectError | httpx2.ProxyError)
            kind = _tls_failure(error) or (Unreachable if connecting else lost())
            raise kind(reason, host=host, reason=reason) from error


def _tls_failure(error: BaseException | None) -> type[TlsFailed] | None:
    """What is wrong with the secure connection, where that is why there is none."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return CertificateUnknown
        if isinstance(error, ssl.SSLError):
            return TlsFailed
        error = error.__cause__ or error.__context__
    return None
