"""Photos get vectors: those whose card is written by that alone, all others while there is nothing else to do.

It stands in front of the queue as the engine's source. A photo is only glanced at while no card is wanted, one at a
time; the engine lets go of a glance as soon as it is asked for an answer. Where cards are written like those of
approved products, though, the photo of the product whose turn it is is glanced at first, so that it is known what it
looks like: the rows that the tower made serve for its card, too.
"""

import logging
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError, ProductGone
from app.catalog.photos import PhotoRef
from app.pipeline.blanks import product_of
from app.pipeline.recipe import Recipe
from inference.embed import Space, Vector, glance
from inference.engine import PhotoFile, Request
from inference.events import Cancelled, Event, Failed, Finished, JobId
from inference.handover import RequestSource
from inference.llama.options import ModelInfo

_log = logging.getLogger(__name__)

_GLANCE: Final = "glance "
_AHEAD: Final = 50


def space_of(info: ModelInfo) -> Space:
    """The space of a loaded model's tower."""
    return Space(info.space, info.dimension, info.projector)


def is_glance(job: JobId) -> bool:
    """Whether a job only looks at a photo; what is told of it is nobody's product."""
    return job.startswith(_GLANCE)


class Looking:
    """A source of requests with another one behind it; its methods run on the engine's thread.

    Attributes:
        space: Of the engine that is asked; ``None`` while it has none, and no photo gets a vector. Set by whoever
            loads engines, while none of its jobs is in flight.
        seen: Told, on the engine's thread, that photos have got vectors.
        ahead: Whether a photo is to be looked at before its card is written; asked on the engine's thread.
    """

    def __init__(
        self,
        catalog: Catalog,
        queue: RequestSource,
        recipe: Callable[[], Recipe],
    ) -> None:
        """Stand in front of a queue.

        Args:
            catalog: Whose photos.
            queue: What goes first.
            recipe: How photos are shown to the model now.
        """
        self.space: Space | None = None
        self.seen: Callable[[], object] = bool
        self.ahead: Callable[[], bool] = bool
        self._catalog = catalog
        self._queue = queue
        self._recipe = recipe
        self._asked: dict[JobId, tuple[Path, ...]] = {}
        self._glance: PhotoRef | None = None
        self._waited = False
        self._ahead: deque[PhotoRef] = deque()
        self._last = 0
        self._refused: set[int] = set()

    def begin(self, space: Space | None) -> None:
        """Another engine is asked from now on, or none that gives vectors."""
        self.space = space
        self._forget()
        self._refused.clear()

    def next_request(self) -> Request | Failed | None:
        """What the queue has; where it has nothing and nothing is in hand, a glance at a photo without a vector."""
        if (awaited := self._awaited()) is not None:
            return None if self._glance is not None else self._glance_at(awaited, awaited=True)
        request = self._queue.next_request()
        if isinstance(request, Request):
            files = tuple(photo.path for photo in request.photos if isinstance(photo, PhotoFile))
            self._asked[request.job] = files if len(files) == len(request.photos) else ()
        if request is not None or self._asked or self._glance is not None or self.space is None:
            return request
        photo = self._next_photo()
        return self._glance_at(photo, awaited=False) if photo is not None else None

    def _glance_at(self, photo: PhotoRef, *, awaited: bool) -> Request:
        self._glance, self._waited = photo, awaited
        recipe = self._recipe()
        file = PhotoFile(photo.path, recipe.photo_side, recipe.corrections)
        return glance(f"{_GLANCE}{photo.id}", file, awaited=awaited)

    def _awaited(self) -> PhotoRef | None:
        """The photo that is to be looked at before anything else of the queue."""
        if self.space is None or not self.ahead():
            return None
        photo = self._catalog.next_unseen()
        return None if photo is None or photo.id in self._refused else photo

    def record(self, event: Event) -> None:
        """Keep what a glance found, and the vectors that came with a card behind the card itself.

        Raises:
            CatalogueError: A card cannot be saved.
        """
        if is_glance(event.job):
            self._record_glance(event)
            return
        ended = isinstance(event, Finished | Failed | Cancelled)
        paths = self._asked.pop(event.job, ()) if ended else ()
        self._queue.record(event)
        if not ended:
            return
        if isinstance(event, Finished) and event.vectors:
            self._keep_of_product(product_of(event.job), dict(zip(paths, event.vectors, strict=False)))
        elif not isinstance(event, Finished):
            self._forget()  # its photos stand at an earlier place, and nobody else looks at them

    def _record_glance(self, event: Event) -> None:
        photo = self._glance
        if photo is None or not isinstance(event, Finished | Failed | Cancelled):
            return
        self._glance = None
        match event:
            case Finished(vectors=(vector, *_)):
                self._keep({photo.id: vector})
                if self._waited:  # once is enough, also where it could not be kept: its card does not wait for ever
                    self._refused.add(photo.id)
            case Cancelled():
                if not self._waited:
                    self._ahead.appendleft(photo)
            case _:
                self._refused.add(photo.id)

    def _next_photo(self) -> PhotoRef | None:
        try:
            while True:
                if not self._ahead:
                    self._ahead.extend(self._catalog.unseen_photos(self._last, _AHEAD))
                if not self._ahead:
                    return None
                photo = self._ahead.popleft()
                self._last = max(self._last, photo.id)
                if photo.id not in self._refused:
                    return photo
        except CatalogueError as error:  # looking can wait; what stands in the queue says what is wrong
            _log.warning("no photo to look at: %s", error)
            return None

    def _forget(self) -> None:
        """Look for photos from the first one on."""
        self._ahead.clear()
        self._last = 0

    def _keep_of_product(self, product_id: int, vectors: dict[Path, Vector]) -> None:
        try:
            photos = self._catalog.product(product_id).photos
        except ProductGone:
            return
        self._keep({photo.id: vectors[photo.path] for photo in photos if photo.path in vectors})

    def _keep(self, vectors: dict[int, Vector]) -> None:
        if self.space is None:
            return
        try:
            self._catalog.keep_vectors(
                self.space.name, {id_: vector.astype("<f4").tobytes() for id_, vector in vectors.items()}
            )
        except CatalogueError as error:  # they can be had again
            _log.warning("vectors were not kept: %s", error)
            return
        self.seen()
