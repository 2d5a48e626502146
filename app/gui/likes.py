"""What looks alike in the window: the row under the photo, the search by a photo, and the map of all photos."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.gui.atlas import Atlas
from app.gui.look_alikes import LookAlikes
from app.gui.photo_search import PhotoSearch
from ui.theme import Theme

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


class Likes(QObject):
    """Holds the parts together.

    Attributes:
        atlas: The map.
    """

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._row = LookAlikes(presenter)
        self._search = PhotoSearch(presenter)
        self.atlas = Atlas(presenter)

    def close(self) -> None:
        """Ask nothing more."""
        self._row.close()
        self._search.close()
        self.atlas.close()

    @Slot(object)
    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.atlas.set_theme(theme)
