"""What looks alike in the window: the row under the photo, and the search by a photo."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.gui.look_alikes import LookAlikes
from app.gui.photo_search import PhotoSearch

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


class Likes(QObject):
    """Holds the parts together."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._row = LookAlikes(presenter)
        self._search = PhotoSearch(presenter)

    def close(self) -> None:
        """Ask nothing more."""
        self._row.close()
        self._search.close()
