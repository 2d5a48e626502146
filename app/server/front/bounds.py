"""No request but a photo's is long: what asks for cards is some kilobytes, and is held in memory."""

from typing import Final

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.server.front.problems import tell
from app.server.refusals import RequestTooLong
from app.server.shelf import MEGA

PHOTOS: Final = "/v1/photos"
"""Where requests are as long as photos, and bounded there."""
LONGEST: Final = 4
"""Megabytes: a thousand cards of many photos and fields each."""


class Bounds:
    """Refuses requests that are longer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say why not."""
        if scope["type"] != "http" or scope["path"] == PHOTOS:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        declared = request.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > LONGEST * MEGA:
            await _swallow(receive)
            await tell(request, RequestTooLong(limit=str(LONGEST)))(scope, receive, send)
            return
        came = 0

        async def bounded() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > LONGEST * MEGA:
                raise RequestTooLong(limit=str(LONGEST))
            return message

        await self._app(scope, bounded, send)


async def _swallow(receive: Receive) -> None:
    """Hear a client out, within reason: one that is still sending when the connection closes hears no reason."""
    came = 0
    while came <= 2 * LONGEST * MEGA:
        message = await receive()
        came += len(message.get("body", b""))
        if not message.get("more_body", False):
            return
