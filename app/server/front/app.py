"""All of the front as one application."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import anyio
from fastapi import FastAPI

from app.pipeline.storage_errors import StorageFailure
from app.server.front import cards, house, likeness, photos
from app.server.front.bounds import Bounds
from app.server.front.figures import Figures, Timing
from app.server.front.gallery import Gallery
from app.server.front.problems import RESPONSES, tell_problems
from app.server.front.services import Services

_log = logging.getLogger(__name__)

_SWEEP_EVERY = 3600.0
"""Seconds between two looks for photos that nobody wants any more."""


def make_front(services: Services, version: str) -> FastAPI:
    """Make the front; its OpenAPI document is at ``/openapi.json``.

    Args:
        services: What its answers are made with.
        version: Of the program.
    """
    # The pages that show the document to people fetch their scripts from elsewhere.
    app = FastAPI(
        title="Fichário",
        version=version,
        summary="Product photos in, product cards out.",
        docs_url=None,
        redoc_url=None,
        lifespan=_living,
    )
    app.state.services = services
    app.state.figures = Figures(services.tasks)
    app.state.gallery = Gallery(services.vectors)
    for part in (house, photos, cards, likeness):
        app.include_router(part.router, responses=RESPONSES)
    tell_problems(app)
    app.add_middleware(Bounds)
    app.add_middleware(Timing, figures=app.state.figures)
    return app


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[None]:
    """Meet the broker, and take old photos away for as long as the front runs."""
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_sweep, app.state.services)
        tasks.start_soon(partial(anyio.to_thread.run_sync, app.state.services.post.meet, abandon_on_cancel=True))
        yield
        tasks.cancel_scope.cancel()
    await app.state.services.happenings.close()


async def _sweep(own: Services) -> None:
    while True:
        try:
            gone = await anyio.to_thread.run_sync(own.shelf.storage.forget, own.photos_kept)
            _log.info("%s files of photos that nobody wants any more were taken away", gone)
        except StorageFailure as error:
            _log.warning("old photos could not be taken away: %s", error)
        await anyio.sleep(_SWEEP_EVERY)
