"""What can go wrong with the photos of a shared catalogue, which lie where all desks find them.

::

    CatalogueError
    ├── PhotoUnderway      the desk at which it was dropped has not brought it yet  → it comes by itself
    ├── PhotosAway         the place for photos does not answer                     → it is tried again by itself
    │   └── PhotosEmpty    nothing is there, where photos were brought before       → connect the network drive
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


class PhotosEmpty(PhotosAway):
    """The folder for photos holds none, though some were brought there. Facts: ``place``, ``folder`` that it lacks.

    What a drive of the network is seen as that is not connected; whatever were put there nobody else would ever see.
    """

    code = "catalogue.photos_empty"


class PhotosNowhere(CatalogueError):
    """A photo is not where this desk looks for it. Facts: ``place``, where it was brought."""

    code = "catalogue.photos_nowhere"
