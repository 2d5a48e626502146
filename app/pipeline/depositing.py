"""Photos that were dropped at this computer are brought to where everybody who shares the catalogue finds them.

What is to be brought stands in the catalogue itself, so that nothing is forgotten when the program ends, or is killed,
or the place is away: it goes on where it was.
"""

import logging
from collections import deque
from typing import TYPE_CHECKING, Final

from app.catalog.photos import PhotoRef

if TYPE_CHECKING:
    from app.catalog.shared import SharedCatalog  # its driver is an extra

_log = logging.getLogger(__name__)

_AHEAD: Final = 50


class Depositing:
    """Brings one photo after the other; on one thread, which gives way."""

    def __init__(self, catalog: "SharedCatalog") -> None:
        self._catalog = catalog
        self._ahead: deque[PhotoRef] = deque()
        self._last = 0
        self._refused: set[int] = set()

    def bring_next(self) -> bool:
        """Bring a photo; after the last one, begin with the first that is missing again.

        One that is not what was dropped any more, or gone, is left aside until the program is opened again.

        Returns:
            Whether there may be another one.

        Raises:
            CatalogueError: It cannot be brought now; it is the next one again.
        """
        if not self._ahead:
            found = self._catalog.undeposited(self._last, _AHEAD)
            self._last = found[-1].id if found else 0
            self._ahead.extend(photo for photo in found if photo.id not in self._refused)
            return bool(found)
        photo = self._ahead[0]
        if not self._catalog.deposit(photo):
            _log.info("photo %s is not what was dropped any more, or gone", photo.id)
            self._refused.add(photo.id)
        self._ahead.popleft()
        return True
