"""What can go wrong with the photos of a shared catalogue, which lie where all desks find them.

::

    CatalogueError
    ├── PhotoUnderway      the desk at which it was dropped has not brought it yet  → it comes by itself
    ├── PhotosAway         the place for photos does not answer                     → it is tried again by itself
    └── PhotosNowhere      it is not where this desk looks for photos               → say where they are
"""

from app.catalog.errors import CatalogueError


class PhotoUnderway(CatalogueError):
    """A photo that was dropped elsewhere has not been brought to the others yet. Facts: ``path``, ``machine``."""

    code = "catalogue.photo_underway"
    retryable = True


class PhotosAway(CatalogueError):
    """The place for photos cannot be reached, read or written. Facts: ``place``, ``reason``."""

    code = "catalogue.photos_away"
    retryable = True


class PhotosNowhere(CatalogueError):
    """A photo is not where this desk looks for it. Facts: ``place``, where it was brought."""

    code = "catalogue.photos_nowhere"
