"""``/v1/photos``: uploads, read as they come and never held in memory."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from app.server.contract import PhotoAnswer, PhotoId
from app.server.front.access import Sender
from app.server.front.services import Services, services
from app.server.refusals import UploadSlow, UploadTooLarge, UploadWrong
from app.server.shelf import MEGA

router = APIRouter(prefix="/v1")

_FORM = "multipart/form-data"
_CHUNK = 1 << 20
_UNNAMED = "upload"
"""What a photo is called whose sender gives it no name."""
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "image/*": {"schema": {"type": "string", "format": "binary"}},
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            _FORM: {
                "schema": {
                    "type": "object",
                    "required": ["photo"],
                    "properties": {"photo": {"type": "string", "format": "binary"}},
                }
            },
        },
    }
}


@router.post("/photos", status_code=201, openapi_extra=_BODY)
async def send_photo(request: Request, owner: Sender, own: Annotated[Services, Depends(services)]) -> PhotoAnswer:
    """Send a photo, as the whole body or as the only file of a form. What it is, its bytes decide, not its name.

    A photo that was sent before is stored once; its id is the same.
    """
    with own.shelf.storage.draft() as draft:
        try:
            async with asyncio.timeout(own.slowest):
                name = await _receive(request, draft, own.largest)
        except TimeoutError as error:
            raise UploadSlow from error
        except ClientDisconnect as error:
            raise UploadWrong("the client left") from error
        return await anyio.to_thread.run_sync(own.shelf.take, owner, draft, name, limiter=own.looking)


@router.get("/photos/{photo}")
def show_photo(photo: PhotoId, owner: Sender, own: Annotated[Services, Depends(services)]) -> PhotoAnswer:
    """What is known of a photo that was sent with this key: whether it needs to be sent at all."""
    return own.shelf.find(owner, photo)


async def _receive(request: Request, draft: Path, largest: int) -> str:
    """Write what comes into a draft; returns what the sender calls it."""
    chunks = _limited(request, largest)
    if not request.headers.get("content-type", "").startswith(_FORM):
        async with await anyio.open_file(draft, "wb") as file:
            async for chunk in chunks:
                await file.write(chunk)
        return _UNNAMED
    try:
        form = await MultiPartParser(request.headers, chunks, max_files=1, max_fields=10).parse()
    except (MultiPartException, KeyError) as error:
        raise UploadWrong(str(error)) from error
    photo = form.get("photo")
    try:
        if not isinstance(photo, UploadFile):
            raise UploadWrong("no file named photo")
        async with await anyio.open_file(draft, "wb") as file:
            while chunk := await photo.read(_CHUNK):
                await file.write(chunk)
        return photo.filename or _UNNAMED
    finally:
        await form.close()


async def _limited(request: Request, largest: int) -> AsyncGenerator[bytes, None]:
    """A request's body, as long as it is no longer than it may be.

    Up to twice of that is swallowed: a client that is still sending when the connection closes hears no reason.
    """
    too_large = UploadTooLarge(limit=str(largest // MEGA))
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > 2 * largest:
        raise too_large
    came = 0
    async for chunk in request.stream():
        came += len(chunk)
        if came > 2 * largest:
            break
        if came <= largest:
            yield chunk
    if came > largest:
        raise too_large
