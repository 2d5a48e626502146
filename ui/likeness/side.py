"""One of two products that are compared: its photo, what it is called, and what there is to know of both."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.photo_view import PhotoView
from ui.theme import Theme
from ui.widgets import ElidedLabel


@dataclass(frozen=True, slots=True)
class SideView:
    """What a side shows.

    Attributes:
        product: The product's number.
        title: What it is called.
        caption: The file, its size, where the product stands.
    """

    product: int
    title: str
    caption: str


class Side(QWidget):
    """The side.

    Attributes:
        photo: The photo; it zooms by itself.
        view: What is shown; ``None`` for nothing.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Build it.

        Args:
            name: What a screen reader calls its photo.
            parent: Its place.
        """
        super().__init__(parent)
        self.view: SideView | None = None
        self.photo = PhotoView()
        self.photo.setAccessibleName(name)
        self._title = ElidedLabel("", "title")
        self._caption = ElidedLabel("", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.photo, 1)
        column.addWidget(self._title)
        column.addWidget(self._caption)

    def show_view(self, view: SideView | None) -> None:
        """Show another product; its photo is given later."""
        if view == self.view:
            return
        self.view = view
        self._title.setText(view.title if view else "")
        self._caption.setText(view.caption if view else "")
        self.photo.setAccessibleDescription(f"{view.title}. {view.caption}" if view else "")
        self.photo.set_image(None)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.photo.set_theme(theme)
