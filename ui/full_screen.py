"""The photo alone, on the whole screen."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.label_view import LabelView
from ui.photo_pane import PhotoPane
from ui.pyramid import Pyramid
from ui.theme import Theme


class FullScreen(QWidget):
    """A window of its own over one photo; Space and Esc close it, J and K go on through the list.

    The text in the photo is shown as in the pane, and T shows or hides it in both. Taking a line closes it: what is
    done with the line is to be seen behind it.

    Attributes:
        step_requested: By how many products to move.
    """

    step_requested = Signal(int)

    def __init__(self, parent: QWidget, theme: Theme, pane: PhotoPane) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Foto"))
        self._pane = pane
        self.view = LabelView()
        self.view.set_theme(theme)
        self.view.set_image(pane.view.pyramid)
        self.view.show_lines(pane.text_button.isChecked())
        self._take_lines()
        pane.text_button.toggled.connect(self.view.show_lines)
        pane.view.lines_changed.connect(self._take_lines)
        self.view.line_taken.connect(self._on_line_taken)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)

    def set_image(self, image: QImage | Pyramid | None) -> None:
        """Show a photo, or none."""
        self.view.set_image(image)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave, go to a neighbour, or look at the text."""
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Space}:
            self.close()
        elif event.key() in steps:
            self.step_requested.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_T:
            self._pane.text_button.click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _take_lines(self) -> None:
        self.view.set_lines(self._pane.view.lines)

    @Slot(str)
    def _on_line_taken(self, text: str) -> None:
        self.close()
        self._pane.view.line_taken.emit(text)
