"""The photo alone, on the whole screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.photo_view import PhotoView
from ui.pyramid import Pyramid
from ui.theme import Theme


class FullScreen(QWidget):
    """A window of its own over one photo; Space and Esc close it, J and K go on through the list.

    Attributes:
        step_requested: By how many products to move.
    """

    step_requested = Signal(int)

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Foto"))
        self.view = PhotoView()
        self.view.set_theme(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)

    def set_image(self, image: QImage | Pyramid | None) -> None:
        """Show a photo, or none."""
        self.view.set_image(image)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave, or go to a neighbour."""
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Space}:
            self.close()
        elif event.key() in steps:
            self.step_requested.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
