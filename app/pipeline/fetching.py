"""Photos that other desks dropped are brought to this one before an engine is asked about them."""

import logging

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError
from inference.engine import PhotoFile, Request
from inference.events import Event, Failed
from inference.handover import RequestSource

_log = logging.getLogger(__name__)


class Fetching:
    """A source around another one; its methods run on the engine's thread, which waits for the photos."""

    def __init__(self, catalog: Catalog, source: RequestSource) -> None:
        self._catalog = catalog
        self._source = source

    def next_request(self) -> Request | Failed | None:
        """What the source has, with its photos at this computer; one that cannot be had, the engine says is gone."""
        request = self._source.next_request()
        if isinstance(request, Request):
            for photo in request.photos:
                if isinstance(photo, PhotoFile):
                    self._fetch(photo)
        return request

    def _fetch(self, photo: PhotoFile) -> None:
        try:
            self._catalog.fetch(photo.path)
        except CatalogueError as error:
            _log.warning("a photo of another desk could not be had: %s", error)

    def record(self, event: Event) -> None:
        """Hand it on."""
        self._source.record(event)
